package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.contact.Places;
import picocli.CommandLine;

/** The quick reading of a server's command line: right, or none at all. */
class ServerLineTest {
    private static Optional<ServerOptions> read(String line) {
        return ServerLine.plain(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    private static Optional<String> given(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    private static ServerOptions options(String rules, String state, String socket, Backend backend, int verbosity) {
        Places.Flags places = new Places.Flags(given(rules), given(state), given(socket));
        return new ServerOptions(places, backend, false, false, verbosity);
    }

    private static ServerOptions parsed(String... words) {
        CommandLine line = new CommandLine(new Root(words, System.out, System.err));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Object command = line.parseArgs(words).subcommand().commandSpec().userObject();
        return assertInstanceOf(ServerCommand.class, command).options();
    }

    @Test
    void plainLinesAreRead() {
        assertEquals(Optional.of(options("", "", "", Backend.AUTO, 0)), read("server"));
        assertEquals(
                Optional.of(options("a", "b=c", "d", Backend.PORTABLE, 3)),
                read("server --rules a --state=b=c -v --socket d -vv --backend portable"));
        assertEquals(Optional.of(options("", "", "", Backend.NATIVE, -1)), read("server -q --backend=native"));
        assertEquals(Optional.of(true), read("server --once").map(ServerOptions::once));
        assertEquals(Optional.of(true), read("server --auto-reload -v").map(ServerOptions::autoReload));
        assertEquals(Optional.of(false), read("server").map(ServerOptions::autoReload));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status",
                "-v server",
                "server server",
                "server x",
                "server -h",
                "server --help",
                "server --version",
                "server --rules",
                "server --rules=",
                "server --rules -v",
                "server --rules a --rules b",
                "server --rules a --rules=a",
                "server --once --once",
                "server -q --quiet",
                "server --backend none",
                "server --backend NATIVE",
                "server --json",
                "server --timeout 5s",
                "server --once=true",
                "server -vx",
                "server --",
                "server @file"
            })
    void whateverElseThereIsIsLeftToPicocli(String line) {
        assertEquals(Optional.empty(), read(line));
    }

    @Test
    void bothReadingsAreOne() {
        for (String line : List.of(
                "server",
                "server -v",
                "server -vv --verbose",
                "server -q",
                "server --once --rules a",
                "server --state=b --socket c --backend=portable")) {
            assertEquals(Optional.of(parsed(line.split(" ", -1))), read(line), line);
        }
    }
}
