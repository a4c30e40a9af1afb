package org.reactord.quiet;

import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import org.reactord.natives.Natives;
import org.reactord.natives.Processes;

/** Where quiet comes from. */
public final class Quieting {
    private static final Path PROC = Path.of("/proc");

    private Quieting() {}

    /** What works here: other systems than Linux have no such threads to silence, and give back the heap alone. */
    public static Quiet open(ThreadFactory threads) {
        boolean isNative = Natives.unavailable().isEmpty();
        if (isNative) {
            Processes.setCleanerSlack(Housekeepers.SLACK.toNanos());
        }
        return new ResidentQuiet(new Housekeepers(PROC, isNative), Quieting::giveBackMemory, threads);
    }

    /** First the heap: what it frees may have held what malloc(3) gave. */
    private static void giveBackMemory() {
        System.gc();
        if (Natives.unavailable().isEmpty()) {
            Processes.mallocTrim();
        }
    }
}
