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

    /** Those of {@link java.lang.ref.Cleaner}, which are numbered. */
    private static final String CLEANER = "Cleaner-";

    /** Longer than any of their intervals; also the longest that something forgotten could stay so. */
    private static final byte[] SLACK =
            Long.toString(Duration.ofHours(1).toNanos()).getBytes(StandardCharsets.US_ASCII);

    private final Path proc;

    Housekeepers(Path proc) {
        this.proc = proc;
    }

    /** Lets no clock wake them, as far as the system permits. Threads that end meanwhile are passed over. */
    Noise silence() {
        int silenced = 0;
        int ticking = 0;
        Optional<String> reason = Optional.empty();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve("self/task"))) {
            for (Path thread : threads) {
                if (!isHousekeeper(thread)) {
                    continue;
                }
                Optional<String> refused = silence(thread);
                if (refused.isEmpty()) {
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

    private static boolean isHousekeeper(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .strip();
            return NAMES.contains(name) || name.startsWith(CLEANER);
        } catch (IOException ended) {
            return false;
        }
    }

    /** Why not. The file is there for each thread, but under /proc itself alone. */
    private Optional<String> silence(Path thread) {
        Path file = proc.resolve(thread.getFileName()).resolve("timerslack_ns");
        try {
            Files.write(file, SLACK, StandardOpenOption.WRITE);
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
