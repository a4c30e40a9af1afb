package org.reactord.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: what is printed where, and with which exit. */
class ReactorctlTest {
    private static final List<String> COMMANDS = List.of(
            "server",
            "status",
            "rules",
            "show",
            "jobs",
            "explain",
            "events",
            "history",
            "output",
            "run",
            "emit",
            "dump",
            "restore",
            "retry",
            "cancel",
            "pause",
            "resume",
            "put",
            "new",
            "edit",
            "check",
            "doctor",
            "reload",
            "info",
            "metrics",
            "shutdown",
            "autostart",
            "completion",
            "version",
            "help");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Reactorctl.run(
                arguments,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aloneItSaysHowItIsUsed() {
        assertEquals(2, run());
        assertEquals("", printed());
        COMMANDS.forEach(command -> assertTrue(said().contains("\n  " + command + " "), command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "status -h", "-h show", "show --help", "server -h", "help", "help check"})
    void helpGoesToStdoutAndFitsATerminal(String line) {
        assertEquals(0, run(line.split(" ", -1)));
        assertEquals("", said());
        assertTrue(printed().contains("reactorctl"), printed());
        assertTrue(printed().lines().allMatch(one -> one.length() <= 80), printed());
    }

    @Test
    void helpOfACommandListsAllCommandsToo() {
        run("show", "-h");
        COMMANDS.forEach(command -> assertTrue(printed().contains("\n  " + command + " "), command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sttus",
                "status --jsn",
                "show",
                "show a b",
                "server extra",
                "server --backend none",
                "status --timeout 5",
                "status --timeout 0s",
                "status --timeout",
                "shutdown -x",
                "help sttus",
                "@file"
            })
    void whatMakesNoSenseIsAUsageError(String line) {
        assertEquals(2, run(line.split(" ", -1)));
        assertEquals("", printed());
        assertTrue(said().startsWith("reactorctl: "), said());
        assertTrue(said().lines().count() <= 2 && !said().contains("Exception"), said());
    }

    @Test
    void theWordThatWasMeantIsNamed() {
        run("sttus");
        assertTrue(said().contains("did you mean 'status'?"), said());
        run("status", "--jsn");
        assertTrue(said().contains("did you mean '--json'?"), said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "version"})
    void theVersionIsOneLine(String word) {
        assertEquals(0, run(word));
        assertTrue(printed().matches("reactorctl \\S+\n"), printed());
    }

    @Test
    void optionsMayStandBeforeOrAfterTheCommand() {
        String socket = directory.resolve("control.sock").toString();
        assertEquals(3, run("--socket", socket, "status"));
        assertTrue(said().contains(socket), said());
        assertEquals(3, run("status", "--socket", socket, "--json", "--timeout", "500ms"));
        assertTrue(said().contains(socket), said());
    }

    @Test
    void checkFindsMistakesWithoutADaemon() throws IOException {
        Path good = Files.writeString(directory.resolve("good.yaml"), "a: {watch: " + directory + ", run: [cat]}\n");
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "a: {wach: " + directory + ", run: [cat]}\n");
        assertEquals(0, run("check", good.toString()), this::said);
        assertEquals("", printed() + said());
        assertEquals(0, run("check", "-v", "--rules", directory.resolve("none").toString(), good.toString()));
        assertEquals("1 rule in 1 file: fine\n", printed());
        assertEquals(1, run("check", bad.toString()));
        assertTrue(said().contains("bad.yaml:1:5: error: "), said());
        assertEquals(1, run("check", "--json", bad.toString(), good.toString()));
        JsonObject json = JsonParser.parseString(printed()).getAsJsonObject();
        assertEquals(2, json.getAsJsonArray("files").size());
        assertEquals(
                "error",
                json.getAsJsonArray("diagnostics")
                        .get(0)
                        .getAsJsonObject()
                        .get("severity")
                        .getAsString());
    }
}
