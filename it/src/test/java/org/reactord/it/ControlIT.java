package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The socket: its protocol, and clients that misbehave, who delay nobody. */
@ExtendWith(SandboxExtension.class)
class ControlIT {
    private static final String INFO = "{\"reactor\":1,\"request\":\"info\",\"format\":\"text\"}";

    private static Path outbox(Sandbox sandbox) {
        sandbox.script("deliver", "note delivered");
        sandbox.rule("10.yaml", "outbox: {spool: ~/outbox, run: [deliver]}\n");
        return sandbox.directory("outbox");
    }

    /** Others are answered, and files delivered, as if nothing were. */
    private static void assertServes(Sandbox sandbox) {
        long start = System.nanoTime();
        assertTrue(sandbox.status().ruleNames().contains("outbox"));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < 5000, "an answer took " + millis + " ms");
        int before = sandbox.diary().entries("delivered").size();
        sandbox.write(sandbox.home().resolve("outbox/item-" + before), "");
        sandbox.diary().await("delivered", before + 1);
    }

    private static JsonObject last(List<JsonObject> answer) {
        return answer.get(answer.size() - 1);
    }

    @Test
    void theDaemonRendersForAnyoneWhoAsks(Sandbox sandbox) {
        outbox(sandbox);
        sandbox.start();
        List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), INFO);
        assertTrue(answer.get(0).has("text"), answer::toString);
        assertTrue(last(answer).get("ok").getAsBoolean(), answer::toString);
        assertEquals(0, last(answer).get("exit").getAsInt());
    }

    @Test
    void whatIsNoRequestIsAnsweredWithAnError(Sandbox sandbox) {
        outbox(sandbox);
        sandbox.start();
        for (String line : List.of(
                "",
                "hello",
                "{",
                "[]",
                "null",
                "{}",
                "{\"reactor\":1}",
                "{\"reactor\":1,\"request\":\"dance\"}",
                "{\"reactor\":1,\"request\":7}",
                "{\"reactor\":99,\"request\":\"status\"}",
                "{\"reactor\":1,\"request\":\"show\"}",
                "{\"reactor\":1,\"request\":\"show\",\"rule\":[]}",
                "[".repeat(10_000))) {
            JsonObject end = last(ControlSocket.ask(sandbox.socket(), line));
            assertTrue(end.has("error"), () -> line + " is answered with " + end);
            assertTrue(end.get("exit").getAsInt() != 0, end::toString);
        }
        assertServes(sandbox);
    }

    @Test
    void binaryRubbishIsAnsweredOrClosed(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        sandbox.start();
        byte[] rubbish = new byte[10_000];
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            random.nextBytes(rubbish);
            rubbish[rubbish.length - 1] = '\n';
            try (ControlSocket client = new ControlSocket(sandbox.socket())) {
                client.send(rubbish);
                client.readToEnd(Limits.SOON);
            } catch (IOException e) {
                // Closed before all was sent: as good an answer as any.
            }
        }
        assertServes(sandbox);
    }

    @Test
    void aHundredMegabytesWithoutALineAreNotSwallowed(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        sandbox.start();
        byte[] piece = new byte[1_000_000];
        Arrays.fill(piece, (byte) 'x');
        int sent = 0;
        try (ControlSocket client = new ControlSocket(sandbox.socket())) {
            while (sent < 100) {
                client.send(piece);
                sent++;
            }
        } catch (IOException e) {
            // Closed as soon as it was too much.
        }
        assertTrue(sent < 100, "all of it was taken");
        assertServes(sandbox);
    }

    @Test
    void twoHundredIdleClientsDelayNobody(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        sandbox.expectLog("client|connection");
        sandbox.start();
        List<ControlSocket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(new ControlSocket(sandbox.socket()));
            }
            assertServes(sandbox);
            for (ControlSocket client : idle) {
                try {
                    client.send("{\"reactor\":1,".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // Turned away, which bounds their number.
                }
            }
            assertServes(sandbox);
        } finally {
            for (ControlSocket client : idle) {
                client.close();
            }
        }
        assertServes(sandbox);
    }

    @Test
    void aClientThatNeverReadsDelaysNobody(Sandbox sandbox) throws IOException {
        outbox(sandbox);
        sandbox.directory("s");
        for (int i = 0; i < 300; i++) {
            sandbox.rule("20-" + i + ".yaml", "rule-%d: {spool: ~/s, run: [cat], enabled: false}\n".formatted(i));
        }
        sandbox.start();
        List<ControlSocket> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                ControlSocket client = new ControlSocket(sandbox.socket());
                deaf.add(client);
                client.send("{\"reactor\":1,\"request\":\"status\",\"format\":\"json\"}\n"
                        .getBytes(StandardCharsets.UTF_8));
            }
            assertServes(sandbox);
        } finally {
            for (ControlSocket client : deaf) {
                client.close();
            }
        }
    }
}
