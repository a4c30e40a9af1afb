package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The status that a person reads: once, or on a screen that changes when something does. */
@ExtendWith(SandboxExtension.class)
class StatusIT {
    private static Path outbox(Sandbox sandbox, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver], retry: {delay: 1h, max-delay: 1h}}\n");
        return sandbox.directory("outbox");
    }

    /** What a client that watches has printed into a file. */
    private static final class Watching implements AutoCloseable {
        private final Path out;
        private final Process client;

        Watching(Sandbox sandbox, String options) {
            out = sandbox.home().resolve("watched");
            client = sandbox.exec(List.of(
                            "/bin/sh",
                            "-c",
                            "exec \"$0\" status --watch " + options + " >\"$HOME/watched\" 2>&1",
                            Program.reactorctl().toString()))
                    .start();
        }

        String text() {
            try {
                return Files.exists(out) ? Files.readString(out) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitText(String part) {
            Limits.soon().until(() -> text().contains(part));
        }

        int awaitExit() throws InterruptedException {
            assertTrue(client.waitFor(Limits.END.toSeconds(), TimeUnit.SECONDS), "it goes on");
            return client.exitValue();
        }

        @Override
        public void close() {
            client.destroyForcibly().onExit().join();
        }
    }

    @Test
    void whatNeedsSomebodyComesFirstAndNothingIsWiderThanTheTerminal(Sandbox sandbox) {
        Path outbox = outbox(
                sandbox,
                "echo 'no route to the host of the mail server, says the resolver of this machine' >&2; exit 75");
        StringBuilder rules = new StringBuilder("a-rule-with-a-name-that-goes-on-and-on-and-on:"
                + " {watch: '~/✅ 写真', run: [cat]}\nodd: {watch: \"~/b\\e[31m\\n\", run: [cat]}\n");
        for (int i = 0; i < 98; i++) {
            rules.append("rule-").append(i).append(": {watch: ~/notes, run: [cat]}\n");
        }
        sandbox.rule("20.yaml", rules.toString());
        sandbox.directory("notes");
        sandbox.directory("✅ 写真");
        sandbox.directory("b\u001b[31m\n");
        sandbox.expectLog("exited 75");
        sandbox.start().expectWatchesMore(4);
        sandbox.write(outbox.resolve("a"), "");
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("failing"));
        assertEquals(0, sandbox.ctl("pause", "rule-7").exit());
        for (int width : new int[] {40, 80, 200}) {
            Ended shown = sandbox.client("status")
                    .env("COLUMNS", Integer.toString(width))
                    .run();
            assertEquals(1, shown.exit());
            List<String> lines = shown.out().lines().toList();
            lines.forEach(line -> assertTrue(line.length() <= width && line.indexOf('\u001b') < 0, line));
            List<String> words = lines.stream()
                    .map(line -> line.split(" ", 2)[0])
                    .filter(word -> word.matches("[a-z]+"))
                    .toList();
            assertTrue(words.indexOf("failing") < words.indexOf("paused"), shown::toString);
            assertTrue(words.indexOf("paused") < words.indexOf("ok"), shown::toString);
            assertEquals(99, words.stream().filter("ok"::equals).count(), shown::toString);
        }
        Ended wide = sandbox.ctl("status");
        assertTrue(wide.out().contains("it exited 75: no route to the host"), wide::toString);
        assertTrue(wide.out().matches("(?s).*next attempt in (59|60) min.*"), wide::toString);
    }

    @Test
    void aWatchShowsEachChangeAndSaysThatTheDaemonHasEnded(Sandbox sandbox) throws InterruptedException {
        Path outbox = outbox(sandbox, "exit 75");
        sandbox.expectLog("exited 75");
        ReactorProcess daemon = sandbox.start();
        try (Watching watching = new Watching(sandbox, "")) {
            watching.awaitText("1 rule, all fine");
            sandbox.write(outbox.resolve("a"), "");
            watching.awaitText("failing since ");
            String before = watching.text();
            Limits.throughout(Limits.QUIET).until(() -> watching.text().equals(before));
            assertEquals(0, sandbox.ctl("pause", "outbox").exit());
            watching.awaitText("reactorctl resume outbox");
            daemon.term();
            daemon.awaitExit();
            assertEquals(3, watching.awaitExit());
            assertTrue(watching.text().endsWith(" has ended\n"), watching::text);
            assertTrue(watching.text().indexOf('\u001b') < 0, "a file is no terminal");
        }
    }

    @Test
    void aWatchForProgramsIsOneObjectALine(Sandbox sandbox) throws InterruptedException {
        Path outbox = outbox(sandbox, "true");
        ReactorProcess daemon = sandbox.start();
        try (Watching watching = new Watching(sandbox, "--json")) {
            watching.awaitText("}\n");
            for (int i = 0; i < 200; i++) {
                sandbox.write(outbox.resolve("item-" + i), "");
            }
            watching.awaitText("\"succeeded\":200");
            List<String> lines = watching.text().lines().toList();
            lines.forEach(line -> assertTrue(JsonParser.parseString(line).isJsonObject(), line));
            assertTrue(lines.size() < 200, "ten a second at the most, not one for each change: " + lines.size());
            daemon.kill9();
            assertEquals(3, watching.awaitExit());
        }
    }

    @Test
    void onATerminalItIsDrawnInPlaceAndFollowsItsSize(Sandbox sandbox) throws IOException, InterruptedException {
        outbox(sandbox, "true");
        ReactorProcess daemon = sandbox.start();
        Path script = sandbox.write(sandbox.home().resolve("terminal.py"), """
                import fcntl, os, pty, select, signal, struct, sys, termios, time
                pid, master = pty.fork()
                if pid == 0:
                    os.environ.update(TERM="xterm")
                    os.execv(sys.argv[1], [sys.argv[1], "status", "--watch"])
                def size(rows, columns):
                    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                size(20, 60)
                seen = b""
                def until(part, start=0):
                    global seen
                    end = time.time() + 30
                    while part not in seen[start:]:
                        assert time.time() < end, (part, seen)
                        if select.select([master], [], [], 1)[0]:
                            seen += os.read(master, 65536)
                until(b"\\x1b[J")
                assert seen.startswith(b"\\x1b[H\\x1b[2J"), seen
                start = len(seen)
                size(20, 44)
                until(b"\\x1b[J", start)
                assert b"\\x1b[2J" in seen[start:], seen[start:]
                print("redrawn", flush=True)
                os.kill(pid, signal.SIGINT)
                print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """);
        Path python = Program.require("python3", "python3");
        Ended seen = sandbox.exec(List.of(
                        python.toString(),
                        script.toString(),
                        Program.reactorctl().toString()))
                .run();
        assertEquals(0, seen.exit(), seen::toString);
        assertEquals(List.of("redrawn", "130"), seen.out().lines().toList(), seen::toString);
        assertTrue(Processes.alive(daemon.pid()));
    }

    @Test
    void aWatchThatStandsStillDelaysNobodyAndGoesOnWithTheNewest(Sandbox sandbox) throws InterruptedException {
        Path outbox = outbox(sandbox, "note delivered");
        sandbox.start();
        try (Watching watching = new Watching(sandbox, "")) {
            watching.awaitText("all fine");
            Processes.signal("STOP", watching.client.pid());
            for (int i = 0; i < 50; i++) {
                sandbox.write(outbox.resolve("item-" + i), "");
            }
            sandbox.diary().await("delivered", 50);
            Limits.soon().until(() -> sandbox.status().number("outbox", "succeeded") == 50);
            Processes.signal("CONT", watching.client.pid());
            watching.awaitText("last run exited 0");
            assertTrue(watching.text().split("1 rule, ", -1).length < 30, watching::text);
        }
    }
}
