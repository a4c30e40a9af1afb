package org.reactord.quiet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The threads of the JVM that look around from time to time, as the kernel knows them. */
final class Housekeepers {
    /** Their names, of which the kernel keeps 15 bytes. */
    private static final Set<String> NAMES = Set.of(
            "VM Periodic Tas",
            "C1 CompilerThre",
            "C2 CompilerThre",
            "Common-Cleaner",
            "Monitor Deflati",
            "Service Thread",
            "G1 Service",
            "Notification Th",
            "Sweeper thread");

    /** Those of {@link java.lang.ref.Cleaner}, which are numbered; only the native library has one. */
    private static final String CLEANER = "Cleaner-";

    /** Longer than any of their intervals; also the longest that something forgotten could stay so. */
    static final Duration SLACK = Duration.ofHours(1);

    private static final byte[] WRITTEN = Long.toString(SLACK.toNanos()).getBytes(StandardCharsets.US_ASCII);

    private final Path proc;
    private final boolean cleanerHelpsItself;

    /** Those under this /proc; {@code cleanerHelpsItself} if a cleaner is silent whether it can be silenced from here or not. */
    Housekeepers(Path proc, boolean cleanerHelpsItself) {
        this.proc = proc;
        this.cleanerHelpsItself = cleanerHelpsItself;
    }

    /** Lets no clock wake them, as far as the system permits. Threads that end meanwhile are passed over. */
    Noise silence() {
        int silenced = 0;
        int ticking = 0;
        Optional<String> reason = Optional.empty();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve("self/task"))) {
            for (Path thread : threads) {
                String name = name(thread);
                if (!isHousekeeper(name)) {
                    continue;
                }
                Optional<String> refused = silence(thread);
                if (refused.isEmpty() || (cleanerHelpsItself && name.startsWith(CLEANER))) {
                    silenced++;
                } else {
                    ticking++;
                    reason = refused;
                }
            }
        } catch (IOException noProc) {
            return new Noise(true, silenced, ticking, Optional.of("there is no /proc here to silence them by"));
        }
        return new Noise(true, silenced, ticking, reason);
    }

    private static boolean isHousekeeper(String name) {
        return NAMES.contains(name) || name.startsWith(CLEANER);
    }

    /** Empty if it has ended. */
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException ended) {
            return "";
        }
    }

    /** Why not. The file is there for each thread, but under /proc itself alone. */
    private Optional<String> silence(Path thread) {
        Path file = proc.resolve(thread.getFileName()).resolve("timerslack_ns");
        try {
            Files.write(file, WRITTEN, StandardOpenOption.WRITE);
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            return Files.exists(thread)
                    ? Optional.of("this kernel does not let one thread set the timer slack of another")
                    : Optional.empty();
        } catch (IOException refused) {
            return Optional.of("the daemon has no CAP_SYS_NICE");
        }
    }
}
