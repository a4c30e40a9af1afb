package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * The protocol, word for word: each transcript is a talk with a daemon of its own, and the manual names all that is
 * asked and answered. {@code -Dreactor.transcripts.write=true} takes down the answers that come now.
 */
@ExtendWith(SandboxExtension.class)
class ProtocolIT {
    private static final Path TRANSCRIPTS = Program.root().resolve("it/src/test/resources/org/reactord/it/protocol");
    private static final Path PAGE = Program.root().resolve("man/reactor.protocol.7");
    private static final Pattern SECTION =
            Pattern.compile("^\\.Sh REQUESTS$(.*?)^\\.Sh", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("^\\.It Cm (\\w+)", Pattern.MULTILINE);

    static List<String> transcripts() throws IOException {
        try (Stream<Path> all = Files.list(TRANSCRIPTS)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".transcript"))
                    .sorted()
                    .toList();
        }
    }

    /** A spool that fails while ~/broken is there and takes its time while ~/hold is; a tree; and one rule off. */
    private static void arrange(Sandbox sandbox) throws IOException {
        sandbox.script("deliver", """
                while [ -e "$HOME/hold" ]; do sleep 0.05; done
                [ ! -e "$HOME/broken" ] || { echo 'no route' >&2; exit 75; }
                """);
        List.of("outbox", "notes", "old").forEach(sandbox::directory);
        sandbox.rule("10.yaml", Files.readString(TRANSCRIPTS.resolve("10.yaml")));
        sandbox.expectLog("exited 75|is paused");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void theDaemonAnswersAsWritten(String name, Sandbox sandbox) throws IOException {
        Path file = TRANSCRIPTS.resolve(name);
        arrange(sandbox);
        sandbox.start();
        String written = Files.readString(file);
        String played = Transcript.play(written, sandbox);
        if (Boolean.getBoolean("reactor.transcripts.write")) {
            Files.writeString(file, played);
        } else {
            assertEquals(written, played);
        }
    }

    @Test
    void netcatIsAClientToo(Sandbox sandbox) throws IOException {
        Program.require("nc", "netcat-openbsd");
        arrange(sandbox);
        sandbox.start();
        String request = "{\"request\":\"show\",\"rule\":\"outbox\"}";
        Ended netcat = sandbox.shell("echo '" + request + "' | nc -U \"$REACTOR_SOCKET\"");
        String told = ControlSocket.ask(sandbox.socket(), request).stream()
                .map(line -> line + "\n")
                .reduce("", String::concat);
        assertEquals(told, netcat.out());
        assertEquals(0, netcat.exit(), netcat::toString);
        assertTrue(told.lines().count() > 10, told);
    }

    /** What the daemon says when it is asked for something that is not there. */
    private static Set<String> requestsOfTheDaemon(Sandbox sandbox) {
        sandbox.start();
        List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), "{\"request\":\"?\"}");
        String error = answer.get(0).get("error").getAsString();
        return new TreeSet<>(List.of(
                error.replaceFirst(".*; there are ", "").replaceFirst(";.*", "").split(", ")));
    }

    @Test
    void everyRequestHasItsTranscriptInTextAndInJson(Sandbox sandbox) throws IOException {
        Set<String> requests = requestsOfTheDaemon(sandbox);
        assertTrue(requests.size() >= 11, requests::toString);
        List<String> all = new ArrayList<>();
        for (String name : transcripts()) {
            all.addAll(Transcript.requests(Files.readString(TRANSCRIPTS.resolve(name))));
        }
        for (String request : requests) {
            List<String> asked = all.stream()
                    .filter(line -> line.contains("\"request\":\"" + request + "\""))
                    .toList();
            assertTrue(asked.stream().anyMatch(line -> line.contains("\"format\":\"json\"")), request + " in JSON");
            assertTrue(asked.stream().anyMatch(line -> !line.contains("\"format\":\"json\"")), request + " in text");
        }
    }

    @Test
    void theManualHasAnEntryForEveryRequestAndForNoOther(Sandbox sandbox) throws IOException {
        Set<String> described = new TreeSet<>();
        SECTION.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .forEach(section -> ENTRY.matcher(section).results().forEach(entry -> described.add(entry.group(1))));
        assertEquals(requestsOfTheDaemon(sandbox), described);
    }

    @Test
    void theManualNamesEveryFieldThatIsAnswered() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> fields = new TreeSet<>();
        for (String name : transcripts()) {
            Files.readString(TRANSCRIPTS.resolve(name))
                    .lines()
                    .filter(line -> line.startsWith("< {\"data\":"))
                    .map(line -> line.substring(2).replace("<number>", "0"))
                    .forEach(line -> addFields(JsonParser.parseString(line), fields));
        }
        assertTrue(fields.size() > 60, fields::toString);
        // A command's variables have a page of their own.
        fields.removeIf(field -> field.startsWith("REACTOR_"));
        fields.removeIf(
                field -> Pattern.compile("\\b" + field + "\\b").matcher(page).find());
        assertEquals(Set.of(), fields, "not in " + PAGE.getFileName());
    }

    private static void addFields(JsonElement element, Set<String> to) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                to.add(entry.getKey());
                addFields(entry.getValue(), to);
            });
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(one -> addFields(one, to));
        }
    }
}
