package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More happens than the kernel's queue can keep, while nobody reads it. */
final class OverflowTest {
    private static final int FILES = 50_000;
    private static final int IN_EACH = 1000;
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"all", "nothing"})
    void eachFileIsToldOnceThoughTheReaderStoodStill(String since) throws Exception {
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        for (int i = 0; i < FILES / IN_EACH; i += 2) {
            // The others come while nobody listens.
            Files.createDirectory(root.resolve("d" + i));
        }
        try (Listening listening = Listening.start(List.of(), LONG, LONG, "deep:" + since + ":" + root)) {
            listening.signal("STOP");
            for (int i = 0; i < FILES; i++) {
                Path directory = root.resolve("d" + i / IN_EACH);
                if (i % IN_EACH == 0) {
                    Files.createDirectories(directory);
                }
                Files.write(directory.resolve("file" + i), new byte[0]);
            }
            listening.signal("CONT");
            Predicate<String> ofFile = line -> line.startsWith("written " + root + "/d") && line.contains("/file");
            listening.awaitCount(FILES, "a file", ofFile);
            Listening.write(root.resolve("last"), "text");
            listening.awaitTold("written", root.resolve("last"));
            Map<String, Integer> told = new HashMap<>();
            listening
                    .all(ofFile)
                    .forEach(line -> told.merge(line.substring(0, line.lastIndexOf(' ')), 1, Integer::sum));
            assertEquals(FILES, told.size());
            assertTrue(told.values().stream().allMatch(times -> times == 1), "some were told twice");
            assertEquals(1, listening.all(line -> line.startsWith("overflow ")).size());
            assertTrue(listening
                    .all(line -> line.startsWith("overflow "))
                    .get(0)
                    .contains("fs.inotify.max_queued_events is "));
        }
    }

    /** What went while nobody heard has left no trace but in its directory. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "nothing"})
    void aDirectoryThatLostNamesUnheardIsTold(String since) throws Exception {
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        Path below = Files.createDirectories(root.resolve("quiet/below"));
        Path untouched = Files.createDirectory(root.resolve("untouched"));
        Listening.write(below.resolve("gone"), "text");
        try (Listening listening = Listening.start(List.of(), LONG, LONG, "deep:" + since + ":" + root)) {
            listening.signal("STOP");
            for (int i = 0; i < FILES; i++) {
                Files.write(root.resolve("file" + i), new byte[0]);
            }
            Files.delete(below.resolve("gone"));
            listening.signal("CONT");
            listening.await("the directory", line -> line.equals("written " + below + " overflow"));
            Listening.write(root.resolve("last"), "text");
            listening.awaitTold("written", root.resolve("last"));
            assertEquals(List.of(), listening.all(line -> line.startsWith("written " + untouched + " ")));
        }
    }
}
