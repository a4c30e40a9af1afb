package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Some thousand events leave nothing behind in the daemon; {@code it/bench/run soak} tells it a million. */
@ExtendWith(SandboxExtension.class)
class SoakIT {
    private static final int BURSTS = 20;
    private static final int FILES = 300;

    private static void burst(Sandbox sandbox, int number) throws IOException {
        Path tree = sandbox.home().resolve("tree");
        Path spool = sandbox.home().resolve("spool");
        for (int i = 0; i < FILES; i++) {
            sandbox.write(tree.resolve("file-" + i), "");
        }
        for (int i = 0; i < 5; i++) {
            sandbox.write(spool.resolve("item-" + number + "-" + i), "");
        }
        for (int i = 0; i < FILES; i++) {
            Files.delete(tree.resolve("file-" + i));
        }
        Limits.soon().until(() -> rested(sandbox, spool));
    }

    private static boolean rested(Sandbox sandbox, Path spool) throws IOException {
        try (var left = Files.list(spool)) {
            return left.findAny().isEmpty()
                    && !sandbox.status().busy("tree")
                    && sandbox.status().number("tree", "settling") == 0;
        }
    }

    private static List<String> lines(ReactorProcess daemon, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field))
                .toList();
    }

    /** By their names; those of the compiler come and go as the JVM likes, and one begins with the first question. */
    private static List<String> threads(ReactorProcess daemon) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + daemon.pid() + "/task"))) {
            for (Path task : tasks) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        } catch (NoSuchFileException endedMeanwhile) {
            return threads(daemon);
        }
        names.removeIf(name -> name.matches("C[12] Compiler.*|contents"));
        Collections.sort(names);
        return names;
    }

    private static List<String> children(ReactorProcess daemon) {
        return ProcessHandle.of(daemon.pid()).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> Processes.commandLine(child.pid()))
                .toList();
    }

    @Test
    void descriptorsAndThreadsStayAndNoChildDoes(Sandbox sandbox) throws IOException {
        sandbox.directory("tree");
        sandbox.directory("spool");
        sandbox.rule("10.yaml", """
                tree: {watch: ~/tree, settle: 20ms, run: [/bin/true]}
                spool: {spool: ~/spool, run: [/bin/true]}
                """);
        ReactorProcess daemon = sandbox.start();
        burst(sandbox, 0);
        int descriptors = Processes.descriptors(daemon.pid()).size();
        List<String> threads = threads(daemon);
        for (int number = 1; number <= BURSTS; number++) {
            burst(sandbox, number);
        }
        assertEquals(5 * (BURSTS + 1), sandbox.status().number("spool", "succeeded"));
        Limits.soon().until(() -> Processes.descriptors(daemon.pid()).size() <= descriptors);
        Limits.soon().untilAsserted(() -> assertEquals(threads, threads(daemon)));
        Limits.soon().until(() -> children(daemon).isEmpty());
        String rss = lines(daemon, "VmRSS:").get(0).replaceAll("\\D", "");
        assertTrue(Integer.parseInt(rss) < 200_000, () -> rss + " kB");
    }
}
