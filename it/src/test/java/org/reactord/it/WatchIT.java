package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** When a tree changes, the command runs once it has settled, and is told of every change. */
@ExtendWith(SandboxExtension.class)
class WatchIT {
    private static final String NOTES = """
            notes:
              watch: ~/notes
              recursive: true
              settle: 300ms
              stdin: paths0
              run: [backup]
            """;
    /** Keeps what it was told, for each run. */
    private static final String BACKUP = """
            note began
            cat >"$HOME/told/$(date +%s.%N)"
            while [ -e "$HOME/hold" ]; do sleep 0.05; done
            note ended
            """;

    private static Path notes(Sandbox sandbox) {
        sandbox.directory("told");
        sandbox.script("backup", BACKUP);
        sandbox.rule("10-notes.yaml", NOTES);
        return sandbox.directory("notes");
    }

    /** The paths of each run, in the order of the runs. */
    private static List<Set<String>> told(Sandbox sandbox) throws IOException {
        try (Stream<Path> runs = Files.list(sandbox.home().resolve("told"))) {
            return runs.sorted().map(WatchIT::paths).toList();
        }
    }

    private static Set<String> paths(Path file) {
        try {
            Set<String> paths = new TreeSet<>(List.of(Files.readString(file).split("\0", -1)));
            paths.remove("");
            return paths;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitIdle(Sandbox sandbox) {
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
    }

    @Test
    void aBurstIsOneRunWhenItHasSettled(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        sandbox.start();
        Set<String> written = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            written.add(sandbox.write(notes.resolve("note-" + i), "text").toString());
        }
        sandbox.diary().await("ended", 1);
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("began").size() == 1);
        assertEquals(List.of(written), told(sandbox));
    }

    @Test
    void changesDuringARunAreOneRunMore(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        Path hold = sandbox.write(sandbox.home().resolve("hold"), "");
        sandbox.start();
        sandbox.write(notes.resolve("first"), "");
        sandbox.diary().await("began", 1);
        Set<String> during = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            during.add(sandbox.write(notes.resolve("during-" + i), "").toString());
        }
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("began").size() == 1);
        Files.delete(hold);
        sandbox.diary().await("ended", 2);
        awaitIdle(sandbox);
        List<Set<String>> told = told(sandbox);
        assertEquals(2, told.size());
        assertEquals(Set.of(notes.resolve("first").toString()), told.get(0));
        assertEquals(during, told.get(1));
    }

    @Test
    void noChangeIsDroppedUnderLoad(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        sandbox.start();
        Ended writer = sandbox.shell("""
                cd notes
                for i in $(seq 1 300); do echo text >file-$i; [ $((i % 10)) -ne 0 ] || sleep 0.1; done
                for i in $(seq 1 3 300); do rm file-$i; done
                for i in $(seq 1 20); do mkdir -p dir-$i/deep/deeper; echo text >dir-$i/deep/deeper/file; done
                """);
        assertEquals(0, writer.exit());
        Set<String> expected = new TreeSet<>();
        IntStream.rangeClosed(1, 300)
                .forEach(i -> expected.add(notes.resolve("file-" + i).toString()));
        IntStream.rangeClosed(1, 20)
                .forEach(i -> expected.add(
                        notes.resolve("dir-" + i + "/deep/deeper/file").toString()));
        Limits.soon().until(() -> {
            Set<String> missing = new TreeSet<>(expected);
            told(sandbox).forEach(missing::removeAll);
            return missing.isEmpty();
        });
        awaitIdle(sandbox);
    }

    @Test
    void aDeletionAndARenameAreChanges(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        sandbox.write(notes.resolve("old"), "");
        sandbox.write(notes.resolve("doomed"), "");
        sandbox.start();
        awaitIdle(sandbox);
        int before = told(sandbox).size();
        Files.move(notes.resolve("old"), notes.resolve("new"));
        Files.delete(notes.resolve("doomed"));
        Limits.soon().until(() -> {
            Set<String> all = new TreeSet<>();
            told(sandbox).stream().skip(before).forEach(all::addAll);
            return all.contains(notes.resolve("new").toString())
                    && all.contains(notes.resolve("doomed").toString());
        });
    }

    @Test
    void ignoredNamesAreNoChange(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        sandbox.rule("20-ignore.yaml", "notes:\n  ignore: [\"*.tmp\", cache/]\n");
        Files.createDirectories(notes.resolve("cache"));
        sandbox.start();
        sandbox.write(notes.resolve("a.tmp"), "");
        sandbox.write(notes.resolve("cache/b"), "");
        Limits.throughout(Limits.QUIET).until(() -> sandbox.diary().entries().isEmpty());
        sandbox.write(notes.resolve("c"), "");
        sandbox.diary().await("ended", 1);
        assertEquals(List.of(Set.of(notes.resolve("c").toString())), told(sandbox));
    }

    @Test
    void theEventFileListsTheChangesInJson(Sandbox sandbox) throws IOException {
        Path notes = sandbox.directory("notes");
        Path copy = sandbox.home().resolve("event.json");
        Path given = sandbox.home().resolve("stdin.json");
        sandbox.script(
                "backup", "cat >\"$HOME/stdin.json\"; cp \"$REACTOR_EVENT_FILE\" \"$HOME/event.json\"; note ended");
        sandbox.rule("10-notes.yaml", NOTES.replace("paths0", "json"));
        sandbox.start();
        String one = sandbox.write(notes.resolve("one"), "").toString();
        String two = sandbox.write(notes.resolve("two \"quoted\" \n line"), "").toString();
        sandbox.diary().await("ended", 1);
        assertEquals(Set.of(one, two), EventFile.paths(copy));
        assertEquals(Files.readString(copy), Files.readString(given));
        assertTrue(EventFile.json(copy).has("rule"), Files.readString(copy));
    }

    @Test
    void aFailedRunIsRepeatedWithAllThatHasChanged(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox);
        sandbox.script("backup", BACKUP + "[ -e \"$HOME/online\" ] || exit 75\n");
        sandbox.rule("20-retry.yaml", "notes:\n  retry: {delay: 200ms, max-delay: 1s}\n");
        sandbox.expectLog("exited 75");
        sandbox.start();
        sandbox.write(notes.resolve("one"), "");
        sandbox.diary().await("ended", 2);
        sandbox.write(notes.resolve("two"), "");
        sandbox.write(sandbox.home().resolve("online"), "");
        String two = notes.resolve("two").toString();
        Limits.soon().until(() -> told(sandbox).stream().anyMatch(run -> run.contains(two)));
        Limits.soon().until(() -> sandbox.status().state("notes").equals("ok"));
        awaitIdle(sandbox);
        String one = notes.resolve("one").toString();
        assertTrue(told(sandbox).subList(0, 3).stream().allMatch(run -> run.contains(one)), told(sandbox)::toString);
    }
}
