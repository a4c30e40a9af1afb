package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** What the README says to type, typed. */
@ExtendWith(SandboxExtension.class)
class ReadmeIT {
    private static final Path README = Program.root().resolve("README.md");
    private static final String BUILD = "./mvnw -q -DskipTests package && ";
    private static final String PROGRAM = "target/reactor/bin/reactorctl";

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\\n((?s:.*?))^```$", Pattern.MULTILINE)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** A checkout in which the package is built already: the test is part of the build. */
    private static Path checkout(Sandbox sandbox) throws IOException {
        Path checkout = Files.createDirectories(sandbox.root().resolve("checkout"));
        Files.createDirectory(checkout.resolve("target"));
        Files.createSymbolicLink(checkout.resolve("target/reactor"), Program.reactorHome());
        Files.createSymbolicLink(checkout.resolve("rules.d"), Program.root().resolve("rules.d"));
        return checkout;
    }

    @Test
    void bothTerminalsShowWhatTheReadmeSays(Sandbox sandbox) throws IOException {
        String first = blocks("sh").get(0).strip();
        assertTrue(first.startsWith(BUILD + PROGRAM + " server "), first);
        Path checkout = checkout(sandbox);
        sandbox.expectLog("' does not exist$", "there is no command 'msmtp'");
        sandbox.program(checkout.resolve(PROGRAM));
        String arguments = first.substring((BUILD + PROGRAM + " server ").length());
        assertEquals("--rules rules.d", arguments);
        sandbox.start("--rules", checkout.resolve("rules.d").toString()).expectWatchesMore(1);

        Path out = sandbox.home().resolve("Drop/out/greeting.gz");
        List<String> second = blocks("sh").get(1).lines().toList();
        StringBuilder shown = new StringBuilder();
        for (String line : second) {
            if (line.startsWith(PROGRAM)) {
                // A person is slower than the daemon.
                Limits.soon().until(() -> Files.exists(out));
                Limits.soon().until(() -> !sandbox.status().busy("dropbox"));
            }
            Ended typed =
                    sandbox.exec(List.of("/bin/sh", "-c", line)).in(checkout).run();
            assertEquals(0, typed.exit(), () -> line + "\n" + typed);
            shown.append(typed.out());
        }
        assertTrue(Files.notExists(sandbox.home().resolve("Drop/in/greeting")));
        assertEquals(
                "hello\n",
                sandbox.exec(List.of("gunzip", "-c", out.toString())).run().out());
        for (String word : List.of("dropbox", "ok", "outbox", "mirror", "waiting", "greeting.gz")) {
            assertTrue(shown.toString().contains(word), () -> word + " is not in\n" + shown);
        }
    }

    @Test
    void theRuleInItIsARule(Sandbox sandbox) throws IOException {
        sandbox.directory("Mail/outbox");
        sandbox.script("msmtp", "");
        sandbox.rule("10.yaml", blocks("yaml").get(0));
        Ended check = sandbox.ctl("check");
        assertEquals(0, check.exit(), check::toString);
        assertEquals("", check.said());
    }

    @Test
    void theCommandThatRunsAllTestsIsTheOneThatIsRunForEveryChange() throws IOException {
        List<String> blocks = blocks("sh");
        assertEquals("./mvnw verify", blocks.get(blocks.size() - 1).strip());
        assertTrue(Files.readString(Program.root().resolve(".ci/run")).contains("./mvnw -B -ntp verify"));
    }

    /** The picture is of a run, so times and numbers differ; what is typed, and what a reader sees in it, do not. */
    @Test
    void thePictureIsOfThisProgram(Sandbox sandbox) throws IOException {
        assertTrue(Files.readString(README).contains("](doc/session.svg)"));
        Path script = Program.root().resolve("doc/record");
        Path drawn = sandbox.home().resolve("session.svg");
        Ended check = sandbox.exec(
                        List.of(Program.require("shellcheck", "shellcheck").toString(), script.toString()))
                .run();
        assertEquals(0, check.exit(), check::toString);
        Program.require("msmtp", "msmtp");
        Ended recorded = sandbox.exec(List.of(script.toString(), drawn.toString()))
                .env("REACTOR_HOME", Program.reactorHome().toString())
                .run();
        assertEquals(0, recorded.exit(), () -> "apt-get install python3-rich bsdutils util-linux\n" + recorded);
        assertEquals("", recorded.said());
        Path kept = Program.root().resolve("doc/session.svg");
        assertTrue(Files.size(kept) < 100_000);
        assertEquals(typed(drawn), typed(kept), "doc/record draws it anew");
        for (Path picture : List.of(drawn, kept)) {
            String text = text(picture);
            for (String part : List.of(
                    "failing",
                    "it exited 68: msmtp: could not send mail",
                    "(/home/you/.config/reactor/rules.d/10-outbox.yaml:8)",
                    " is tried again, run ",
                    "msmtp: cannot locate host mail.example.org",
                    "/home/you/Drop/in/greeting")) {
                assertTrue(text.contains(part), () -> part + " is not in " + picture + "\n" + text);
            }
        }
    }

    private static List<String> typed(Path picture) throws IOException {
        return text(picture)
                .lines()
                .map(line -> line.strip().replaceAll("\\d+", "N"))
                .filter(line -> line.startsWith("$"))
                .toList();
    }

    /** The words of a picture, line by line; each run of one colour is an element of its own. */
    private static String text(Path picture) throws IOException {
        return Files.readString(picture)
                .replaceAll("(?s)<(style|defs|title)>.*?</\\1>", "")
                .replaceAll("<[^>]*>", "")
                .replace("&#160;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }
}
