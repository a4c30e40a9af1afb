package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Diary;
import org.reactord.it.harness.Diary.Entry;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Somebody is told that a rule fails: not each time, with all there is to know, and whatever becomes of who tells. */
@ExtendWith(SandboxExtension.class)
class OnFailureIT {
    private static final double EARLY = 0.02;
    private static final double LATE = 3.0;
    private static final String FAILING = "exited 75|rule 'outbox': failing";

    private static Path outbox(Sandbox sandbox, String onFailure, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10-outbox.yaml", """
                outbox:
                  spool: ~/outbox
                  run: [deliver]
                  retry: {delay: 200ms, factor: 1, max-delay: 200ms}
                  on-failure: %s
                """.formatted(onFailure));
        return sandbox.directory("outbox");
    }

    @Test
    void itIsToldAfterAWhileEverySoOftenAndWhenItIsOver(Sandbox sandbox) {
        sandbox.script("tell", "note $REACTOR_INCIDENT $REACTOR_ELAPSED $REACTOR_FAILURES");
        Path outbox =
                outbox(sandbox, "{run: [tell], after: 1s, every: 1s}", "note tried; [ -e \"$HOME/good\" ] || exit 75");
        sandbox.expectLog(FAILING);
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        double begun = sandbox.diary().await("tried", 1).get(0).at();
        List<Entry> told = sandbox.diary().await("failing", 4);
        for (int i = 0; i < 4; i++) {
            double offset = told.get(i).at() - begun;
            assertTrue(offset > 1 + i - EARLY && offset < 1 + i + LATE, i + " at " + offset);
        }
        String failures = told.get(0).rest().replaceFirst(".* ", "");
        assertTrue(Integer.parseInt(failures) >= 2, "more failures than tellings: " + told);
        sandbox.write(sandbox.home().resolve("good"), "");
        Limits.soon().until(() -> Files.notExists(item));
        sandbox.diary().await("recovered", 1);
        int before = sandbox.diary().entries("failing").size();
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("failing").size() == before
                        && sandbox.diary().entries("recovered").size() == 1);
    }

    @Test
    void whatIsOverSoonIsNotTold(Sandbox sandbox) {
        Path outbox = outbox(
                sandbox,
                "{run: [tell], after: 1m}",
                "note tried; [ -e \"$HOME/failed\" ] || { : >\"$HOME/failed\"; exit 75; }");
        sandbox.script("tell", "note told");
        sandbox.expectLog("exited 75");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        Limits.soon().until(() -> Files.notExists(item));
        assertEquals(2, sandbox.diary().entries("tried").size());
        assertEquals(List.of(), sandbox.diary().entries("told"));
    }

    @Test
    void whoIsToldHasTheWholeOutputAndAllThatIsKnown(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "{run: [tell, \"{name}\"], after: 0s}", """
                head -c 262144 /dev/zero | tr '\\0' o
                head -c 262144 /dev/zero | tr '\\0' e >&2
                echo >&2; echo the last of it >&2
                kill -TERM $$
                """);
        sandbox.script("tell", """
                note output $(tr -d -c o <"$REACTOR_STDOUT_FILE" | wc -c) $(wc -c <"$REACTOR_STDOUT_FILE")
                note errors $(tr -d -c e <"$REACTOR_STDERR_FILE" | wc -c) $(tail -n 1 "$REACTOR_STDERR_FILE")
                note why $REACTOR_INCIDENT $REACTOR_EXIT_KIND $REACTOR_EXIT_CODE $REACTOR_REASON
                note said $REACTOR_STDERR_LAST
                note about $1 $REACTOR_RULE $REACTOR_PATH
                note since $REACTOR_SINCE
                note waiting $REACTOR_PENDING $(cat | wc -c) $(stat -c %a "$REACTOR_STDOUT_FILE")
                """);
        sandbox.expectLog("killed by SIGTERM|rule 'outbox': failing");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("an item"), "item");
        sandbox.diary().await("waiting", 1);
        Diary diary = sandbox.diary();
        assertEquals(List.of("262144 262144"), diary.rests("output"));
        assertEquals(List.of("262145 the last of it"), diary.rests("errors"), "with the e of 'the'");
        assertEquals(List.of("failing signal TERM was killed by SIGTERM"), diary.rests("why"));
        assertEquals(List.of("the last of it"), diary.rests("said"));
        assertEquals(List.of("an item outbox " + item), diary.rests("about"));
        assertTrue(diary.rests("since").get(0).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
        assertEquals(List.of("1 0 600"), diary.rests("waiting"));
    }

    @Test
    void aMegabyteOnBothStreamsBlocksNobody(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "{run: [tell], after: 0s}", """
                head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2
                exit 75
                """);
        sandbox.script("tell", "note sizes $(cat \"$REACTOR_STDOUT_FILE\" \"$REACTOR_STDERR_FILE\" | wc -c)");
        sandbox.expectLog(FAILING);
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        assertEquals("2000000", sandbox.diary().await("sizes", 1).get(0).rest());
    }

    @Test
    void nothingOfItIsLeftWhenItIsOver(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "{run: [tell], after: 0s}", "echo said; [ -e \"$HOME/good\" ] || exit 75");
        sandbox.script("tell", "note $REACTOR_INCIDENT");
        sandbox.expectLog(FAILING);
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        sandbox.diary().await("failing", 1);
        Ended kept = sandbox.shell("ls \"$REACTOR_STATE/run\"");
        assertTrue(kept.out().lines().count() >= 2, kept::toString);
        sandbox.write(sandbox.home().resolve("good"), "");
        sandbox.diary().await("recovered", 1);
        Limits.soon()
                .until(() -> sandbox.shell("ls \"$REACTOR_STATE/run\"").out().isEmpty());
    }

    @Test
    void whoHangsStopsNoDeliveryAndIsEndedWithTheDaemon(Sandbox sandbox) {
        Path outbox = outbox(
                sandbox,
                "{run: \"note() { echo \\\"$(date +%s.%N) $*\\\" >>"
                        + sandbox.root().resolve("diary")
                        + "; }; note hangs $$; sleep 300; :\", after: 0s, every: 1s}",
                "[ \"$REACTOR_NAME\" != bad ] || exit 75; note delivered");
        sandbox.expectLog(FAILING);
        ReactorProcess daemon = sandbox.start();
        sandbox.write(outbox.resolve("bad"), "item");
        long pid = Long.parseLong(sandbox.diary().await("hangs", 1).get(0).rest());
        for (int i = 0; i < 20; i++) {
            sandbox.write(outbox.resolve("good-" + i), "item");
        }
        sandbox.diary().await("delivered", 20);
        assertTrue(Processes.alive(pid));
        assertEquals(1, sandbox.diary().entries("hangs").size());
        assertEquals(0, sandbox.ctl("shutdown").exit());
        daemon.awaitExit();
        assertFalse(Processes.alive(pid));
    }

    @Test
    void whoFailsIsLogged(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "{run: [tell], after: 0s}", "exit 75");
        sandbox.script("tell", "note told; echo no mailer >&2; exit 3");
        sandbox.expectLog(FAILING, "on-failure command exited 3; it is not tried again; it said: no mailer");
        ReactorProcess daemon = sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        daemon.awaitSaid("on-failure command exited 3");
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("told").size() == 1);
    }

    @Test
    void whereThereIsADesktopItIsNotified(Sandbox sandbox) {
        Path outbox = outbox(sandbox, "{after: 0s}", "echo no route >&2; exit 75");
        sandbox.script("notify-send", "shift 3; note shown \"$@\"");
        sandbox.env("DISPLAY", ":99");
        sandbox.expectLog(FAILING);
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        assertEquals(
                "outbox is failing exited 75: no route",
                sandbox.diary().await("shown", 1).get(0).rest());
    }

    /** The spool is mounted read-only in the daemon's own namespace; the case makes it writable through nsenter. */
    @Test
    void anItemThatCannotBeRemovedIsToldAndRemovedInTheEnd(Sandbox sandbox) {
        Program.require("unshare", "util-linux");
        Program.require("nsenter", "util-linux");
        sandbox.script("tell", "note $REACTOR_INCIDENT $REACTOR_EXIT_KIND");
        Path outbox = outbox(sandbox, "{run: [tell], after: 0s}", "note delivered");
        Path item = sandbox.write(outbox.resolve("item"), "item");
        sandbox.expectLog("was handled, but it cannot be removed", "rule 'outbox': failing");
        sandbox.startWith(
                "unshare",
                "--mount",
                "/bin/sh",
                "-c",
                "mount --bind \"$HOME/outbox\" \"$HOME/outbox\" && mount -o remount,bind,ro \"$HOME/outbox\";"
                        + " exec \"$@\"",
                "sh");
        ReactorProcess daemon = sandbox.start();
        assertEquals("stuck", sandbox.diary().await("failing", 1).get(0).rest());
        assertEquals("broken", sandbox.status().state("outbox"));
        Limits.throughout(Limits.QUIET)
                .until(() -> sandbox.diary().entries("delivered").size() == 1 && Files.exists(item));
        Ended writable = sandbox.shell("nsenter -t " + daemon.pid() + " -m mount -o remount,bind,rw \"$HOME/outbox\"");
        assertEquals(0, writable.exit(), writable::toString);
        Limits.soon().until(() -> Files.notExists(item));
        sandbox.diary().await("recovered", 1);
        assertEquals("ok", sandbox.status().state("outbox"));
        assertEquals(1, sandbox.diary().entries("delivered").size());
    }
}
