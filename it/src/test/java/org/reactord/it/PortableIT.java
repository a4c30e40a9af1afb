package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The daemon on a system for which there are no native calls: everything is the JDK's. */
@ExtendWith(SandboxExtension.class)
class PortableIT {
    private static void onAnotherProcessor(Sandbox sandbox) {
        sandbox.env("REACTOR_JAVA_OPTS", "-Dos.arch=none");
        sandbox.expectLog(
                "the native launcher does not work here \\(there are no native bindings for Linux on none\\);"
                        + " the JDK's is used instead",
                "the native source of file events does not work here",
                "there are no native bindings for Linux on none; what comes due while the machine sleeps");
    }

    @Test
    void spoolsAndChangesAreDelivered(Sandbox sandbox) {
        onAnotherProcessor(sandbox);
        Path outbox = sandbox.directory("outbox");
        Path notes = sandbox.directory("notes");
        sandbox.script("deliver", "note delivered $(cat) \"$REACTOR_NAME\"");
        sandbox.script("backup", "note changed $(tr '\\0' '\\n' | xargs -n 1 basename | sort)");
        sandbox.rule("10.yaml", """
                outbox: {spool: ~/outbox, run: [deliver], stdin: file}
                notes: {watch: ~/notes, settle: 200ms, stdin: paths0, run: [backup]}
                """);
        Path first = sandbox.write(outbox.resolve("there before"), "one");
        ReactorProcess daemon = sandbox.start();
        Path second = sandbox.write(outbox.resolve("later"), "two");
        sandbox.write(notes.resolve("a"), "a");
        sandbox.write(notes.resolve("b"), "b");
        Limits.soon().until(() -> Files.notExists(first) && Files.notExists(second));
        assertEquals(
                List.of("one there before", "two later"),
                sandbox.diary().rests("delivered").stream().sorted().toList());
        Limits.soon()
                .until(() -> String.join(" ", sandbox.diary().rests("changed")).equals("a b"));
        assertTrue(sandbox.ctl("info").out().contains("launcher:           ProcessBuilder"));
        assertTrue(daemon.alive());
    }

    @Test
    void whatFailsIsTriedAgainAndWhatHangsIsEnded(Sandbox sandbox) {
        onAnotherProcessor(sandbox);
        Path outbox = sandbox.directory("outbox");
        sandbox.script("deliver", """
                note tried "$REACTOR_ATTEMPT"
                [ "$REACTOR_ATTEMPT" -gt 1 ] || { sleep 100; :; }
                [ "$REACTOR_ATTEMPT" -gt 2 ] || exit 75
                """);
        sandbox.rule(
                "10.yaml",
                "outbox: {spool: ~/outbox, run: [deliver], timeout: 1s, retry: {delay: 200ms, factor: 1}}\n");
        sandbox.expectLog("still running after 1s", "timed out after 1s", "exited 75");
        sandbox.start();
        Path item = sandbox.write(outbox.resolve("item"), "item");
        Limits.soon().until(() -> Files.notExists(item));
        assertEquals(List.of("1", "2", "3"), sandbox.diary().rests("tried"));
    }

    @Test
    void onePassIsRefused(Sandbox sandbox) {
        onAnotherProcessor(sandbox);
        sandbox.directory("outbox");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [/bin/true]}\n");
        sandbox.expectLog("one pass cannot be made on this system: there are no native bindings for Linux on none");
        ReactorProcess pass = sandbox.launch("--once").expectExit(1);
        assertEquals(1, pass.awaitExit(), pass::logText);
    }
}
