package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Sends the daemon whatever comes to mind: it lives, answers every request with {@code ok} or {@code error}, and goes on
 * delivering. {@code -Dreactor.fuzz.seconds=60} goes on for longer, {@code -Dreactor.fuzz.seed=} repeats a run.
 */
@Timeout(3600) // it lasts as long as somebody wants it to
@ExtendWith(SandboxExtension.class)
class ProtocolFuzzIT {
    private static final Set<String> KINDS = Set.of("text", "err", "data", "waiting", "ok", "error");
    private static final Set<Integer> EXITS = Set.of(0, 1, 2, 4);
    private static final int REFUSED = 2;

    private static ReactorProcess start(Sandbox sandbox) {
        sandbox.directory("victim");
        sandbox.outbox("", "note delivered");
        sandbox.rule("20.yaml", "victim: {spool: ~/victim, run: [deliver]}\n");
        return sandbox.start();
    }

    @Test
    void everythingIsAnsweredAndNothingStopsTheDaemon(Sandbox sandbox) throws IOException {
        long seed = Long.getLong("reactor.fuzz.seed", System.nanoTime());
        Duration time = Duration.ofSeconds(Long.getLong("reactor.fuzz.seconds", 5));
        System.err.println("ProtocolFuzzIT: -Dreactor.fuzz.seed=" + seed);
        ReactorProcess daemon = start(sandbox);
        int rounds = 0;
        try (Bystander bystander = new Bystander(sandbox)) {
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() - end < 0; rounds++) {
                round(sandbox, seed + rounds);
                assertTrue(daemon.alive(), "the daemon ended; seed " + (seed + rounds));
            }
            bystander.assertUndisturbed();
        }
        System.err.println("ProtocolFuzzIT: " + rounds + " rounds");
        ControlSocket.ask(sandbox.socket(), "{\"request\":\"resume\",\"all\":true}");
    }

    private static void round(Sandbox sandbox, long seed) throws IOException {
        Random random = new Random(seed);
        RequestStream stream = new RequestStream(random);
        byte[] bytes = stream.next();
        try (ControlSocket client = new ControlSocket(sandbox.socket())) {
            if (random.nextInt(10) == 0) {
                client.sendWhatFits(bytes); // and away, without a look at the answer
                return;
            }
            send(client, bytes, random);
            check(client, bytes, seed);
        }
        if (random.nextInt(10) == 0) {
            inARow(sandbox, Collections.nCopies(1 + random.nextInt(10), stream.soundAndKept()), seed);
        }
    }

    /** Sends all of it, in one piece or in several, unless the daemon has heard enough and ends the connection. */
    private static void send(ControlSocket client, byte[] bytes, Random random) throws IOException {
        int piece = random.nextInt(4) > 0 ? bytes.length : 1 + random.nextInt(Math.max(1, bytes.length));
        try {
            for (int from = 0; from < bytes.length; from += piece) {
                client.send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece)));
            }
            client.endInput();
        } catch (IOException ended) {
            if (!String.valueOf(ended.getMessage()).contains("Broken pipe")) {
                throw ended;
            }
        }
    }

    /** Every line is of the protocol, each answer has its last line, and nobody who sent something hears nothing. */
    private static void check(ControlSocket client, byte[] sent, long seed) throws IOException {
        List<String> answer = answer(client);
        int ends = 0;
        int exit = 0;
        for (String line : answer) {
            assertTrue(exit != REFUSED, () -> "after a refusal, seed " + seed + ": " + line);
            JsonObject object = object(line, seed);
            String kind = object.keySet().iterator().next();
            assertTrue(KINDS.contains(kind), () -> "seed " + seed + ": " + line);
            assertEquals(kind.equals("ok") || kind.equals("error"), object.has("exit"), line);
            if (object.has("exit")) {
                exit = object.get("exit").getAsInt();
                assertTrue(EXITS.contains(exit), () -> "seed " + seed + ": " + line);
                ends++;
            }
        }
        boolean whole = answer.isEmpty()
                ? sent.length == 0
                : object(answer.get(answer.size() - 1), seed).has("exit");
        assertTrue(whole, () -> "seed " + seed + ": " + sent.length + " bytes are answered with " + answer);
        long lines = new String(sent, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        assertTrue(ends <= lines, () -> "seed " + seed + ": " + lines + " lines are answered with " + answer);
    }

    private static List<String> answer(ControlSocket client) throws IOException {
        List<String> answer = new ArrayList<>();
        try {
            for (Optional<String> line = client.readLine(Limits.SOON);
                    line.isPresent();
                    line = client.readLine(Limits.SOON)) {
                answer.add(line.get());
            }
        } catch (IOException reset) {
            // Of what was sent behind its last request, the daemon has read nothing.
            if (!String.valueOf(reset.getMessage()).contains("reset")) {
                throw reset;
            }
        }
        return answer;
    }

    private static JsonObject object(String line, long seed) {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException garbage) {
            throw new AssertionError("seed " + seed + ": answered with " + line, garbage);
        }
    }

    /** Sound requests are answered one and all, in whatever pieces they come. */
    private static void inARow(Sandbox sandbox, List<String> requests, long seed) throws IOException {
        try (ControlSocket client = new ControlSocket(sandbox.socket())) {
            send(client, (String.join("\n", requests) + "\n").getBytes(StandardCharsets.UTF_8), new Random(seed));
            long ends = answer(client).stream()
                    .map(line -> object(line, seed))
                    .filter(line -> line.has("exit") && line.get("exit").getAsInt() != REFUSED)
                    .count();
            assertEquals(requests.size(), ends, () -> "seed " + seed + ": " + requests);
        }
    }

    @Test
    void aRequestMayComeByteByByteAndMayEndAnywhere(Sandbox sandbox) throws IOException {
        start(sandbox);
        byte[] request =
                "{\"request\":\"show\",\"rule\":\"victim\",\"format\":\"json\"}".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= request.length; length++) {
            byte[] begun = Arrays.copyOf(request, length);
            try (ControlSocket client = new ControlSocket(sandbox.socket())) {
                for (byte one : begun) {
                    client.send(new byte[] {one});
                }
                client.endInput();
                List<String> answer = answer(client);
                String exit = length == 0
                        ? ""
                        : object(answer.get(answer.size() - 1), 0).get("exit").toString();
                assertEquals(
                        length == 0 ? "" : length < request.length ? "2" : "0",
                        exit,
                        new String(begun, StandardCharsets.UTF_8));
            }
        }
    }
}
