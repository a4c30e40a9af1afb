package org.reactord.source.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How processes are looked at. */
interface ProcessView {
    /** What everybody may know of it; null if it is gone, or hidden from us. */
    @Nullable
    ProcessStat stat(int pid);

    /** Whatever more can be known of it now. */
    Program program(ProcessStat stat);

    /** All that we may see. */
    List<ProcessStat> all();

    /** A descriptor that is readable once it has ended, or {@code -errno}: ESRCH if it is gone. */
    int follow(int pid);

    /** Closes such a descriptor. */
    void forget(int pidfd);
}
