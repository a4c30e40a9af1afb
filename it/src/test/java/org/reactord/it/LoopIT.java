package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A rule whose command changes what it watches comes to rest or is paused, and no change of anybody else is lost. */
@ExtendWith(SandboxExtension.class)
class LoopIT {
    private static final String NOTES = """
            notes:
              watch: ~/notes
              settle: 100ms
            """;
    private static final int ROUNDS = 5;
    private static final int SPOOL_ROUNDS = 32;
    private static final int TIMES = 10;
    private static final Duration LONG = Duration.ofMinutes(3);
    /** So long nothing happens once a rule has come to rest: longer than a suspect is left idle. */
    private static final Duration REST = Duration.ofSeconds(4);

    private static Path notes(Sandbox sandbox, String more, String script) {
        sandbox.script("act", script);
        sandbox.rule("10-notes.yaml", NOTES + "  run: [act, \"{path}\"]\n" + more);
        return sandbox.directory("notes");
    }

    private static Path batches(Sandbox sandbox, String script) {
        sandbox.script("act", script);
        sandbox.rule("10-notes.yaml", NOTES + "  run: [act]\n");
        return sandbox.directory("notes");
    }

    private static int runs(Sandbox sandbox) {
        return sandbox.diary().entries("ran").size();
    }

    private static void awaitRest(Sandbox sandbox, int runs) {
        Limits.soon().until(() -> runs(sandbox) >= runs);
        Limits.throughout(REST).until(() -> runs(sandbox) == runs);
        assertEquals("ok", sandbox.status().state("notes"));
        assertEquals(0, sandbox.ctl("status").exit());
    }

    /** The clock of ctimes ticks slowly, and a change in the tick in which a run ended counts as made during the run. */
    private static void awaitTick(Sandbox sandbox) {
        Instant now = Instant.now();
        Path probe = sandbox.home().resolve("tick");
        Limits.soon().until(() -> ((FileTime) Files.getAttribute(Files.writeString(probe, ""), "unix:ctime"))
                .toInstant()
                .isAfter(now));
    }

    @Test
    void aCopyBesideEachFileIsPausedAndSaysWhy(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, "  per: file\n", "note ran; cp \"$1\" \"$1.bak\"");
        sandbox.expectLog("paused, because its command changes what it watches");
        sandbox.start();
        sandbox.write(notes.resolve("a"), "text");
        Limits.within(LONG).until(() -> sandbox.status().state("notes").equals("paused"));
        assertEquals(1 + ROUNDS, runs(sandbox));
        Limits.throughout(REST).until(() -> runs(sandbox) == 1 + ROUNDS);
        Ended shown = sandbox.ctl("status");
        assertEquals(1, shown.exit());
        assertTrue(shown.out().contains("reactorctl resume notes"), shown::toString);
        assertTrue(shown.out().contains("its command changes what it watches"), shown::toString);
        sandbox.write(notes.resolve("b"), "text");
        Limits.soon().until(() -> sandbox.status().number("notes", "queued") == 2);
        sandbox.script("act", "note ran");
        assertEquals(0, sandbox.ctl("resume", "notes").exit());
        Limits.soon().until(() -> !sandbox.status().busy("notes"));
        assertEquals(1 + ROUNDS + 2, runs(sandbox), "what came meanwhile has waited");
        assertEquals("ok", sandbox.status().state("notes"));
    }

    @Test
    void aCommandThatAppendsIsPausedUntilTheRuleIsChanged(Sandbox sandbox) {
        Path notes = batches(sandbox, "note ran; date >>\"$HOME/notes/log\"");
        sandbox.expectLog("paused, because its command changes what it watches");
        sandbox.start();
        sandbox.write(notes.resolve("a"), "text");
        Limits.within(LONG).until(() -> sandbox.status().state("notes").equals("paused"));
        assertEquals(1 + ROUNDS, runs(sandbox));
        sandbox.rule("20-ignore.yaml", "notes:\n  ignore: [log]\n");
        assertEquals(0, sandbox.ctl("reload").exit());
        awaitRest(sandbox, 1 + ROUNDS + 1);
    }

    @Test
    void twoRulesThatFeedEachOtherArePaused(Sandbox sandbox) {
        sandbox.script("hand-on", "note ran; echo text >\"$HOME/$1/$REACTOR_JOB\"");
        sandbox.rule("10.yaml", """
                there: {watch: ~/here, settle: 100ms, per: file, run: [hand-on, there]}
                back: {watch: ~/there, settle: 100ms, per: file, run: [hand-on, here]}
                """);
        Path here = sandbox.directory("here");
        sandbox.directory("there");
        sandbox.expectLog("paused, because what it watches is changed by its command, or by what that leads to");
        sandbox.start();
        sandbox.write(here.resolve("a"), "text");
        Limits.within(LONG)
                .until(() -> sandbox.status().state("there").equals("paused")
                        || sandbox.status().state("back").equals("paused"));
        int runs = runs(sandbox);
        assertTrue(runs >= 2 * ROUNDS && runs <= 2 * (1 + ROUNDS), () -> runs + " runs");
        Limits.throughout(REST).until(() -> runs(sandbox) == runs);
    }

    @Test
    void aFormatterThatReplacesTheFileComesToRest(Sandbox sandbox) throws IOException {
        Path notes = notes(sandbox, "  per: file\n", "note ran; sed -i 's/  */ /g' \"$1\"");
        sandbox.start();
        sandbox.write(notes.resolve("a"), "much    room\n");
        awaitRest(sandbox, 2);
        assertEquals("much room\n", Files.readString(notes.resolve("a")));
        sandbox.write(notes.resolve("a"), "again    room\n");
        awaitRest(sandbox, 4);
    }

    @Test
    void aFormatterThatRewritesAllFilesComesToRest(Sandbox sandbox) {
        Path notes =
                batches(sandbox, "note ran; for f in \"$HOME\"/notes/*; do t=$(tr a-z A-Z <$f); echo \"$t\" >$f; done");
        sandbox.write(notes.resolve("before"), "text");
        sandbox.start();
        sandbox.write(notes.resolve("a"), "text");
        sandbox.write(notes.resolve("b"), "text");
        awaitRest(sandbox, 2);
    }

    @Test
    void aCommandThatTouchesAFileComesToRest(Sandbox sandbox) {
        Path notes = batches(sandbox, "note ran; touch \"$HOME/notes/stamp\"");
        sandbox.start();
        sandbox.write(notes.resolve("a"), "text");
        awaitRest(sandbox, 2);
    }

    @Test
    void aForeignChangeDuringARunIsNeverLost(Sandbox sandbox) throws IOException {
        Path notes = batches(sandbox, """
                note began
                cat "$HOME/notes/a" >"$HOME/seen"
                tr a-z A-Z <"$HOME/notes/a" >"$HOME/notes/b"
                sleep 0.2
                """);
        sandbox.start();
        Random random = new Random(7);
        for (int i = 0; i < TIMES; i++) {
            int began = sandbox.diary().entries("began").size();
            sandbox.write(notes.resolve("a"), "first " + i + "\n");
            sandbox.diary().await("began", began + 1);
            String text = "second " + i + "\n";
            String later = String.format(Locale.ROOT, "sleep 0.%03d; echo second %d >notes/a", random.nextInt(300), i);
            assertEquals(0, sandbox.shell(later).exit());
            Limits.soon().alias("a run that has seen the change of round " + i).until(() -> Files.readString(
                            sandbox.home().resolve("seen"))
                    .equals(text));
            Limits.soon()
                    .until(() ->
                            !sandbox.status().busy("notes") && sandbox.status().number("notes", "settling") == 0);
            awaitTick(sandbox);
        }
        assertEquals("ok", sandbox.status().state("notes"));
    }

    @Test
    void anEndlessSpoolIsPausedAndAFiniteOneIsNot(Sandbox sandbox) throws IOException {
        sandbox.script("split", """
                note ran
                n=$(cat)
                [ "$n" -le 0 ] || echo $((n - 1)) >"$HOME/in/$REACTOR_NAME.$n"
                """);
        sandbox.rule("10-in.yaml", "in:\n  spool: ~/in\n  run: [split]\n");
        sandbox.expectLog("paused, because its command changes what it watches");
        Path in = sandbox.directory("in");
        sandbox.start();
        sandbox.write(in.resolve("i"), "20\n");
        Limits.soon().until(() -> runs(sandbox) == 21 && !sandbox.status().busy("in"));
        assertEquals("ok", sandbox.status().state("in"));
        sandbox.write(in.resolve("j"), "50\n");
        Limits.within(LONG).until(() -> sandbox.status().state("in").equals("paused"));
        assertEquals(21 + 1 + SPOOL_ROUNDS, runs(sandbox));
        try (Stream<Path> left = Files.list(in)) {
            assertEquals(1, left.count(), "what is not done yet stays");
        }
        assertEquals(0, sandbox.ctl("resume", "--all").exit());
        Limits.within(LONG)
                .until(() -> runs(sandbox) == 21 + 51 && !sandbox.status().busy("in"));
    }
}
