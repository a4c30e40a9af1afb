package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Clients that misbehave: others are answered within a second, files are delivered, and memory is bounded. */
@ExtendWith(SandboxExtension.class)
@Isolated("it measures how long others wait, which the other cases would make longer")
class FailingClientsIT {
    /** Beyond what it holds anyway: a full heap of 64 MiB, and what the JVM and the C library keep for it. */
    private static final long MORE_KIB = 80 * 1024;

    private static final Duration WHILE = Duration.ofSeconds(2);
    private static final int MANY = 1000;
    private static final Map<String, Nuisance.Way> WAYS = Map.of(
            "silent", Nuisance::silent,
            "garbage", Nuisance::garbage,
            "endless", Nuisance::endless,
            "deaf", Nuisance::deaf,
            "greedy", Nuisance::greedy,
            "killed", Nuisance::killed);

    /** A daemon whose status is more than a socket holds: a thousand rules, and a thousand jobs that wait. */
    private static ReactorProcess start(Sandbox sandbox) {
        sandbox.script("deliver", "note delivered");
        sandbox.directory("outbox");
        Path waiting = sandbox.directory("waiting");
        StringBuilder rules = new StringBuilder();
        rules.append("outbox: {spool: ~/outbox, run: [deliver]}\nwaiting: {spool: ~/waiting, run: [cat]}\n");
        for (int i = 0; i < MANY; i++) {
            rules.append("rule-%d: {spool: ~/waiting, run: [cat], enabled: false}\n".formatted(i));
        }
        sandbox.rule("10.yaml", rules.toString());
        sandbox.expectLog("clients of the control socket have to wait");
        ReactorProcess daemon = sandbox.start();
        ask(sandbox, "{\"request\":\"pause\",\"rule\":\"waiting\"}");
        for (int i = 0; i < MANY; i++) {
            sandbox.write(waiting.resolve("a-name-that-is-neither-short-nor-very-long-" + i), "");
        }
        Limits.soon().until(() -> sandbox.status().number("waiting", "queued") == MANY);
        return daemon;
    }

    private static JsonObject ask(Sandbox sandbox, String request) {
        List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), request);
        return answer.get(answer.size() - 1);
    }

    private static void misbehave(Sandbox sandbox, ReactorProcess daemon, List<Nuisance.Way> ways) throws IOException {
        long before = Processes.anonymousKib(daemon.pid());
        long most = before;
        try (Nuisance nuisance = new Nuisance(sandbox);
                Bystander bystander = new Bystander(sandbox)) {
            long end = System.nanoTime() + WHILE.toNanos();
            while (System.nanoTime() - end < 0) {
                for (Nuisance.Way way : ways) {
                    way.misbehave(nuisance);
                }
                most = Math.max(most, Processes.anonymousKib(daemon.pid()));
            }
            bystander.assertUndisturbed();
        }
        System.err.println("FailingClientsIT: " + before / 1024 + " MiB, at the most " + most / 1024 + " MiB");
        assertTrue(most < before + MORE_KIB, "memory grew from " + before + " to " + most + " KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "garbage", "endless", "deaf", "greedy", "killed"})
    void nobodyElseNoticesOne(String way, Sandbox sandbox) throws IOException {
        Program.require("nc", "netcat-openbsd");
        misbehave(sandbox, start(sandbox), List.of(WAYS.get(way)));
    }

    @Test
    void nobodyElseNoticesAllOfThemAtOnce(Sandbox sandbox) throws IOException {
        Program.require("nc", "netcat-openbsd");
        misbehave(sandbox, start(sandbox), List.copyOf(WAYS.values()));
    }

    /** Requests that have gathered while the daemon stood still come all in one turn, and none of them is read. */
    @Test
    void manyBigAnswersAtOnceDoNotFillTheMemory(Sandbox sandbox) throws IOException {
        ReactorProcess daemon = start(sandbox);
        List<ControlSocket> deaf = new ArrayList<>();
        daemon.signal("STOP");
        for (int i = 0; i < 60; i++) {
            ControlSocket client = new ControlSocket(sandbox.socket());
            client.send("{\"request\":\"status\",\"format\":\"json\"}\n".getBytes(StandardCharsets.UTF_8));
            deaf.add(client);
        }
        daemon.signal("CONT");
        try (Bystander bystander = new Bystander(sandbox)) {
            Limits.soon().until(() -> bystander.answers() > 20);
            bystander.assertUndisturbed();
        }
        for (ControlSocket client : deaf) {
            client.close();
        }
    }

    /** The worst that a command can say: JSON needs six letters for each of its bytes. */
    @Test
    void whatCommandsSayDoesNotFillTheMemory(Sandbox sandbox) {
        sandbox.script("chatter", "head -c 70000 /dev/zero; head -c 70000 /dev/zero >&2");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rules.append("rule-%d: {spool: ~/s%d, run: [chatter]}\n".formatted(i, i));
            sandbox.write(sandbox.directory("s" + i).resolve("item"), "");
        }
        sandbox.rule("10.yaml", rules.toString());
        sandbox.start();
        Limits.soon().until(() -> sandbox.status().json().toString().split("\"succeeded\":1").length > 40);
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    0,
                    ask(sandbox, "{\"request\":\"status\",\"format\":\"json\"}")
                            .get("exit")
                            .getAsInt());
        }
    }
}
