package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The manual: well-formed, and its examples work. How an example says that it is one stands at the top of each page. */
@ExtendWith(SandboxExtension.class)
class ManualIT {
    /** A directory or file that a rule of an example names. */
    private static final Pattern OF_HOME = Pattern.compile("~/([\\w./-]+)");

    static List<String> pages() {
        return List.of(
                "reactorctl.1",
                "reactor.rules.5",
                "reactor.events.5",
                "reactor.7",
                "reactor.protocol.7",
                "reactor.recipes.7",
                "reactor.migration.7");
    }

    private static List<String> blocks(String page, String kind) throws IOException {
        return new ManualPage(page).blocks(kind);
    }

    static Stream<Arguments> ruleFiles() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (String page : pages()) {
            List<String> blocks = blocks(page, "rules");
            for (int i = 0; i < blocks.size(); i++) {
                all.add(Arguments.of(page + " " + (i + 1), blocks.get(i)));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleFiles")
    void anExampleOfRulesIsAccepted(String name, String rules, Sandbox sandbox) {
        OF_HOME.matcher(rules).results().forEach(path -> sandbox.directory(path.group(1)));
        for (String program : List.of("msmtp", "convert", "ocr", "send", "sort-in")) {
            sandbox.script(program, "");
        }
        Path file = sandbox.write(sandbox.root().resolve("example.yaml"), rules);
        Ended check = sandbox.ctl("check", file.toString());
        assertEquals(0, check.exit(), check::toString);
        // What cannot be heard in the place where this test runs is no mistake of the example.
        List<String> said = check.said()
                .lines()
                .filter(line -> !line.matches("warning: \\w+ is \\w+ here: .*"))
                .toList();
        assertEquals(List.of(), said);
    }

    @Test
    void thereAreExamples() throws IOException {
        assertTrue(ruleFiles().count() >= 8, "examples of rules");
        assertTrue(blocks("reactorctl.1", "shell").size() >= 5, "examples of commands");
        assertTrue(blocks("reactor.protocol.7", "shell").size() >= 7, "examples of requests");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCommandsOfAPageAreASession(String page, Sandbox sandbox) throws IOException {
        StringBuilder session = new StringBuilder("set -eux\ncd\n");
        for (String block : blocks(page, "shell")) {
            block.lines()
                    .filter(line -> line.startsWith("$ ") || line.startsWith("> "))
                    .forEach(line -> session.append(line.substring(2)).append('\n'));
        }
        Files.createSymbolicLink(sandbox.home().resolve("bin/reactorctl"), Program.reactorctl());
        Path person = sandbox.directory("person");
        Ended ended = sandbox.exec(List.of("/bin/sh", "-c", session.toString()))
                .env("HOME", person.toString())
                .without("REACTOR_RULES")
                .without("REACTOR_STATE")
                .without("REACTOR_SOCKET")
                .limit(Duration.ofMinutes(2))
                .run();
        assertEquals(0, ended.exit(), ended::toString);
        Path log = person.resolve("trial/log");
        if (page.equals("reactorctl.1")) {
            assertTrue(ended.out().contains("hello\n"), ended::toString);
        }
        if (Files.exists(log)) {
            sandbox.adoptLog(log);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsWellFormed(String page, Sandbox sandbox) {
        Path mandoc = Program.require("mandoc", "mandoc");
        Path file = new ManualPage(page).file();
        Ended lint = sandbox.exec(List.of(mandoc.toString(), "-T", "lint", "-W", "warning", file.toString()))
                .run();
        assertEquals("", lint.said());
        assertEquals(0, lint.exit());
    }
}
