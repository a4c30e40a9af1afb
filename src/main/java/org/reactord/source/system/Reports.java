package org.reactord.source.system;

import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemState;

/** What facilities tell. Confined to the thread {@code source:system}. */
interface Reports {
    /** Something happened, or was found. Waits while those who handle it have no room, so that the kernel's own queue fills. */
    void happened(SystemEvent event);

    /** The kernel has dropped events; what a comparison finds is told next. */
    void lost(SystemKind kind, String reason);

    /** It is heard of better or worse than before, outside {@link Facility#open} and {@link Facility#requested}. */
    void changed(SystemState state);
}
