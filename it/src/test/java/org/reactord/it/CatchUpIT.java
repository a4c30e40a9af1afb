package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What changed while no daemon ran is found when the next one starts, whatever its times say. */
@ExtendWith(SandboxExtension.class)
class CatchUpIT {
    private static final String NOTES = """
            notes:
              watch: ~/notes
              recursive: true
              settle: 200ms
              stdin: paths0
              run: [backup]
            """;
    private static final String BACKUP = """
            cat >"$HOME/being-told"
            mv "$HOME/being-told" "$HOME/told/$REACTOR_CAUSE-$(date +%s.%N)"
            [ ! -e "$HOME/fail" ] || exit 1
            """;

    private static Path notes(Sandbox sandbox, String rule) throws IOException {
        sandbox.directory("told");
        sandbox.script("backup", BACKUP);
        sandbox.rule("10-notes.yaml", rule);
        Path notes = sandbox.directory("notes");
        for (String old : List.of("old/kept", "old/removed", "old/touched", "other/file", "quiet/unchanged")) {
            Files.createDirectories(notes.resolve(old).getParent());
            Files.writeString(notes.resolve(old), "old");
        }
        return notes;
    }

    private static List<Path> runs(Sandbox sandbox) throws IOException {
        try (Stream<Path> runs = Files.list(sandbox.home().resolve("told"))) {
            return runs.sorted().toList();
        }
    }

    private static Set<String> paths(Path run, Path below) throws IOException {
        Set<String> paths = new TreeSet<>();
        for (String path : Files.readString(run).split("\0", 0)) {
            paths.add(below.relativize(Path.of(path)).toString());
        }
        return paths;
    }

    private static void awaitMark(Sandbox sandbox) {
        Limits.soon().until(() -> Files.exists(sandbox.state().resolve("marks/notes")));
    }

    /** Four kinds of change that keep the times of the file, and one that leaves nothing behind. */
    private static void changeUnseen(Sandbox sandbox, Path notes) {
        sandbox.shell("""
                mkdir -p ~/aside/came/deep
                echo text >~/aside/copied
                echo text >~/aside/moved
                echo text >~/aside/came/deep/file
                touch -d '2001-01-01' ~/aside/* ~/aside/came/deep/file
                cp -p ~/aside/copied ~/notes/other/copied
                rsync -a ~/aside/copied ~/notes/old/synced
                mv ~/aside/moved ~/notes/moved
                mv ~/aside/came ~/notes/came
                touch -d '2001-01-01' ~/notes/old/touched
                rm ~/notes/old/removed
                """);
        assertTrue(Files.notExists(notes.resolve("old/removed")));
    }

    @Test
    void everyKindOfChangeIsFoundOnce(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, NOTES);
        ReactorProcess first = sandbox.start();
        awaitMark(sandbox);
        first.term();
        first.awaitExit();
        assertEquals(List.of(), runs(sandbox), "what lies there at the first start is no change");
        changeUnseen(sandbox, notes);
        ReactorProcess second = sandbox.start();
        Limits.soon().until(() -> runs(sandbox).size() == 1);
        Path run = runs(sandbox).get(0);
        assertTrue(run.getFileName().toString().startsWith("catch-up-"), run.toString());
        Set<String> told = paths(run, notes);
        assertTrue(
                told.containsAll(
                        List.of("other/copied", "old/synced", "moved", "came/deep/file", "old/touched", "old")),
                told.toString());
        assertTrue(!told.contains("quiet/unchanged"), told.toString());
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
        second.term();
        second.awaitExit();
        ReactorProcess third = sandbox.start();
        Files.writeString(notes.resolve("last"), "text");
        Limits.soon().until(() -> runs(sandbox).size() == 2);
        assertEquals(Set.of("last"), paths(runs(sandbox).get(1), notes), "and not again");
        third.term();
        third.awaitExit();
    }

    @Test
    void afterAKillToo(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, NOTES);
        ReactorProcess first = sandbox.start();
        awaitMark(sandbox);
        first.kill9();
        changeUnseen(sandbox, notes);
        sandbox.start();
        Limits.soon().until(() -> runs(sandbox).size() == 1);
        assertTrue(paths(runs(sandbox).get(0), notes).contains("came/deep/file"));
    }

    @Test
    void whoDoesNotCatchUpIsNotTold(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, NOTES + "  catch-up: false\n");
        ReactorProcess first = sandbox.start();
        first.term();
        first.awaitExit();
        changeUnseen(sandbox, notes);
        sandbox.start();
        Files.writeString(notes.resolve("seen"), "text");
        Limits.soon().until(() -> runs(sandbox).size() == 1);
        assertEquals(Set.of("seen"), paths(runs(sandbox).get(0), notes));
    }

    @Test
    void aBatchThatFailsGoesOnAfterARestartWithItsCount(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, NOTES);
        Path fail = Files.writeString(sandbox.home().resolve("fail"), "");
        ReactorProcess first = sandbox.start();
        sandbox.expectLog("backup exited 1; next attempt in 5s");
        awaitMark(sandbox);
        Files.writeString(notes.resolve("a"), "text");
        first.awaitSaid("backup exited 1");
        Limits.soon().until(() -> {
            try (Stream<Path> jobs = Files.list(sandbox.state().resolve("jobs"))) {
                return jobs.anyMatch(job -> !job.getFileName().toString().startsWith("."));
            }
        });
        first.kill9();
        Files.delete(fail);
        sandbox.start();
        Limits.soon().until(() -> runs(sandbox).size() >= 2);
        assertTrue(paths(runs(sandbox).get(runs(sandbox).size() - 1), notes).contains("a"));
        assertTrue(runs(sandbox).stream()
                .anyMatch(run -> run.getFileName().toString().startsWith("retry-")));
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
        try (Stream<Path> jobs = Files.list(sandbox.state().resolve("jobs"))) {
            assertEquals(0, jobs.count());
        }
    }
}
