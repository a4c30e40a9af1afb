package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A file system that others may change reports nothing of it: it is looked at twice a minute, and status says so. */
@ExtendWith(SandboxExtension.class)
class PollingIT {
    private static final Duration POLL = Duration.ofSeconds(30).plus(Limits.SOON);
    private static final String POLLING = "polling: fuse every 30s";
    private static final String RULES = """
            outbox:
              spool: ~/mounted/outbox
              run: [deliver]
            notes:
              watch: ~/mounted/notes
              recursive: true
              settle: 300ms
              stdin: paths0
              run: [backup]
            """;

    @Test
    void whatOthersDoIsFoundByLooking(Sandbox sandbox) throws IOException {
        Program.require("bindfs", "bindfs");
        sandbox.script("deliver", "note delivered \"$REACTOR_NAME\"");
        sandbox.script("backup", "tr '\\0' '\\n' | while read -r path; do note told \"$path\"; done");
        sandbox.rule("10-rules.yaml", RULES);
        Path mounted = sandbox.directory("mounted");
        Path outbox = sandbox.directory("behind/outbox");
        Path notes = sandbox.directory("behind/notes");
        sandbox.directory("behind/notes/sub");
        for (String name : List.of("same", "changed", "doomed")) {
            sandbox.write(notes.resolve(name), "text");
        }
        sandbox.write(outbox.resolve("there"), "text");
        ReactorProcess daemon = sandbox.confine("bindfs " + sandbox.home().resolve("behind") + " " + mounted)
                .start();
        Limits.soon().until(() -> sandbox.diary().count("delivered there") == 1);
        for (String rule : List.of("outbox", "notes")) {
            Limits.soon().until(() -> sandbox.status().root(rule), POLLING::equals);
        }
        Ended status = sandbox.ctl("status");
        assertEquals(0, status.exit(), status::toString);
        assertTrue(status.out().contains("polling: " + mounted + "/notes: fuse every 30s"), status::toString);

        sandbox.write(outbox.resolve("behind"), "text");
        sandbox.write(notes.resolve("sub/new"), "text");
        sandbox.write(sandbox.directory("behind/notes/x/y").resolve("deep"), "text");
        sandbox.write(notes.resolve("changed"), "another text");
        Files.delete(notes.resolve("doomed"));
        // What is done through the mount is heard at once.
        Ended here = sandbox.within(daemon, "echo >" + mounted + "/outbox/here && echo >" + mounted + "/notes/here");
        assertEquals(0, here.exit(), here::toString);
        Limits.soon().until(() -> sandbox.diary().count("delivered here") == 1);

        sandbox.diary().await("delivered", 3, POLL);
        sandbox.diary().await("told", 5, POLL);
        for (String rule : List.of("outbox", "notes")) {
            Limits.soon().until(() -> !sandbox.status().busy(rule));
        }
        assertEquals(List.of("there", "here", "behind"), sandbox.diary().rests("delivered"));
        assertEquals(
                List.of("changed", "doomed", "here", "sub/new", "x/y/deep"),
                sandbox.diary().rests("told").stream()
                        .map(path -> path.substring((mounted + "/notes/").length()))
                        .sorted()
                        .toList());
        assertTrue(Files.notExists(outbox.resolve("behind")), "the item is still there");
        Ended unmounted = sandbox.within(daemon, "umount " + mounted);
        assertEquals(0, unmounted.exit(), unmounted::toString);
    }
}
