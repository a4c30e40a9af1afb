package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The daemon is killed again and again in the middle of a burst; {@code it/bench/run crash} does it a thousand times. */
@ExtendWith(SandboxExtension.class)
class CrashIT {
    private static final int FILES = 300;
    private static final int KILLS = 10;

    /** Holds a lock for its file as long as it runs; the kernel drops it, however the command ends. */
    private static final String DELIVER = """
            exec 9>>"$HOME/locks/$REACTOR_NAME"
            flock -n 9 || note together "$REACTOR_NAME"
            note began "$REACTOR_NAME"
            read -r content
            [ "$content" = "$REACTOR_NAME" ] || note torn "$REACTOR_NAME"
            note ended "$REACTOR_NAME"
            """;

    @Test
    void everyFileIsHandledAndHardlyAnyTwice(Sandbox sandbox) throws IOException {
        sandbox.directory("locks");
        sandbox.script("deliver", DELIVER);
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        sandbox.expectLog("though the daemon that began it has died");
        Path outbox = sandbox.directory("outbox");
        List<String> names =
                IntStream.range(0, FILES).mapToObj(i -> "item-" + i).toList();
        names.forEach(name -> sandbox.write(outbox.resolve(name), name + "\n"));
        Random random = new Random(4);
        for (int kill = 0; kill < KILLS; kill++) {
            killSomewhere(sandbox, kill, 3 + random.nextInt(20));
        }
        ReactorProcess last = sandbox.start();
        Limits.within(Limits.START).until(() -> list(outbox).isEmpty());
        last.term();
        assertEquals(0, last.awaitExit());

        assertEquals(new HashSet<>(names), Set.copyOf(sandbox.diary().rests("ended")));
        int begun = sandbox.diary().entries("began").size();
        assertTrue(begun <= FILES + KILLS, () -> begun + " runs for " + FILES + " files and " + KILLS + " kills");
        assertEquals(List.of(), sandbox.diary().rests("together"));
        assertEquals(List.of(), sandbox.diary().rests("torn"));
        assertEquals(List.of(), list(sandbox.state().resolve("delivered")));
    }

    /** Before it is a JVM, once as soon as it is ready, or when it has run some commands. */
    private static void killSomewhere(Sandbox sandbox, int kill, int commands) {
        ReactorProcess daemon = sandbox.launch();
        if (kill % 5 > 0) {
            daemon.awaitReady();
        }
        if (kill > 1 && kill % 5 > 0) {
            int before = sandbox.diary().entries("began").size();
            Limits.soon().until(() -> sandbox.diary().entries("began").size() >= before + commands);
        }
        daemon.kill9();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
