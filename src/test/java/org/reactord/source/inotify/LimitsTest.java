package org.reactord.source.inotify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the kernel allows no more, in a user namespace with limits of its own. */
final class LimitsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final String WATCHES = "/proc/sys/user/max_inotify_watches";
    private static final String INSTANCES = "/proc/sys/user/max_inotify_instances";

    @TempDir
    Path temporary;

    private static Listening listen(String file, int limit, String... trees) throws IOException {
        String lowered = "echo " + limit + " > " + file + " && exec \"$@\"";
        return Listening.start(List.of("unshare", "-Urm", "/bin/sh", "-c", lowered, "sh"), LONG, RETRY, trees);
    }

    @Test
    void whatCannotBeWatchedIsComparedAndHeals() throws Exception {
        Path root = Files.createDirectory(temporary.toRealPath().resolve("root"));
        Path other = Files.createDirectory(temporary.toRealPath().resolve("other"));
        for (int i = 0; i < 40; i++) {
            Files.createDirectories(root.resolve("d" + i + "/e"));
        }
        try (Listening listening = listen(WATCHES, 30, "flat:all:" + other, "deep:nothing:" + root)) {
            listening.await(
                    "the limit",
                    line -> line.startsWith("state degraded " + root)
                            && line.contains("user.max_inotify_watches is 30, about 8"));
            Listening.write(other.resolve("fine"), "text");
            listening.awaitTold("written", other.resolve("fine"));
            for (int i = 0; i < 40; i++) {
                Listening.write(root.resolve("d" + i + "/e/file"), "text");
            }
            for (int i = 0; i < 40; i++) {
                listening.awaitTold("written", root.resolve("d" + i + "/e/file"));
            }
            listening.forget();
            for (int i = 0; i < 40; i++) {
                Files.delete(root.resolve("d" + i + "/e/file"));
            }
            for (int i = 0; i < 40; i++) {
                // What is not heard has left no trace but in its directory.
                String directory = root.resolve("d" + i + "/e").toString();
                listening.await(
                        "a loss in " + directory,
                        line -> line.equals("deleted " + directory + "/file event")
                                || line.equals("written " + directory + " event"));
            }
            listening.order("echo 10000 > " + WATCHES);
            listening.await("healing", line -> line.startsWith("state watched " + root));
            listening.forget();
            for (int i = 0; i < 40; i++) {
                Listening.write(root.resolve("d" + i + "/e/late"), "text");
            }
            for (int i = 0; i < 40; i++) {
                listening.awaitTold("written", root.resolve("d" + i + "/e/late"));
                int number = i;
                assertEquals(
                        1,
                        listening
                                .all(line -> line.startsWith("written " + root.resolve("d" + number + "/e/late ")))
                                .size());
            }
        }
    }

    @Test
    void withoutAnInstanceTreesAreComparedUntilThereIsOne() throws Exception {
        Path root = Files.createDirectories(temporary.toRealPath().resolve("root"));
        Listening.write(root.resolve("old"), "text");
        try (Listening listening = listen(INSTANCES, 0, "flat:all:" + root)) {
            listening.awaitState("degraded", "user.max_inotify_instances is 0");
            listening.awaitTold("written", root.resolve("old"));
            Listening.write(root.resolve("found"), "text");
            listening.awaitTold("written", root.resolve("found"));
            listening.order("echo 10 > " + INSTANCES);
            listening.awaitState("watched", "");
            Listening.write(root.resolve("heard"), "text");
            listening.awaitTold("written", root.resolve("heard"));
        }
    }
}
