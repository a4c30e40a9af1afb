package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;
import org.reactord.it.harness.Service;

/** The rules of jetstream.yaml and the program that they run, with a real server, which is not there, dies and comes back. */
@ExtendWith(SandboxExtension.class)
class JetStreamIT {
    private static final int FILES = 60;

    /** The rules as they ship, and their program, made as it says itself. */
    private static JetStream jetStream(Sandbox sandbox) throws IOException {
        Path cc = Program.require("cc", "gcc libc6-dev libnats-dev");
        Path program = sandbox.home().resolve("bin/jetstream-put");
        Path source = Recipes.PLACE.resolve("jetstream-put.c");
        assertTrue(Files.readString(source).contains("cc -o ~/bin/jetstream-put jetstream-put.c -lnats "));
        Ended made = sandbox.exec(List.of(
                        cc.toString(),
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        program.toString(),
                        source.toString(),
                        "-lnats"))
                .run();
        assertEquals(0, made.exit(), () -> "apt-get install gcc libc6-dev libnats-dev\n" + made);
        sandbox.rule("10-jetstream.yaml", Files.readString(Recipes.PLACE.resolve("jetstream.yaml")));
        sandbox.directory("To/jetstream");
        sandbox.expectLog("exited 1", "though the daemon that began it has died");
        int port = Service.freePort();
        sandbox.env("NATS_URL", "nats://127.0.0.1:" + port);
        return new JetStream(sandbox, port);
    }

    /** Makes the stream in the words of the manual. */
    private static void makeStream(Sandbox sandbox, JetStream jetStream) throws IOException {
        Program.require("nc", "netcat-openbsd");
        String words = new ManualPage("reactor.recipes.7").blocks("stream").get(0);
        assertTrue(words.contains(" 127.0.0.1 4222"));
        Ended made = sandbox.shell(words.replace(" 4222", " " + jetStream.port()));
        assertTrue(made.out().contains("\"did_create\":true"), made::toString);
    }

    private static Items items(Sandbox sandbox) {
        return new Items(sandbox, "To/jetstream", "");
    }

    private static Set<String> contents(int files) {
        return IntStream.range(0, files).mapToObj(i -> "content of item-" + i).collect(Collectors.toSet());
    }

    @Test
    void whatNoStreamTakesWaits(Sandbox sandbox) throws IOException {
        JetStream jetStream = jetStream(sandbox);
        sandbox.start();
        items(sandbox).put(0, 1);
        assertEquals(0, sandbox.ctl("emit", "order", "item=tea").exit());
        Limits.soon().until(() -> sandbox.status().number("files-to-jetstream", "retrying") == 1);
        Limits.soon().until(() -> sandbox.status().number("orders-to-jetstream", "retrying") == 1);
        try (Service nats = jetStream.start()) {
            nats.awaitOpen();
            assertEquals(0, sandbox.ctl("retry", "files-to-jetstream").exit());
            Limits.soon().until(() -> String.valueOf(sandbox.status().lastRun("files-to-jetstream"))
                    .contains("No responders"));
            makeStream(sandbox, jetStream);
            assertEquals(0, sandbox.ctl("retry", "files-to-jetstream").exit());
            assertEquals(0, sandbox.ctl("retry", "orders-to-jetstream").exit());
            Limits.soon().until(() -> jetStream.count() == 2);
            assertEquals(List.of("content of item-0"), jetStream.messages("reactor.files"));
            String order = jetStream.messages("reactor.orders").get(0);
            assertTrue(order.contains("\"fields\":{\"item\":\"tea\"}"), order);
            Limits.soon().until(() -> items(sandbox).gone());
            Limits.soon().until(() -> !sandbox.status().busy("orders-to-jetstream"));
        }
    }

    @Test
    void theSameJobAgainIsStoredOnce(Sandbox sandbox) throws IOException {
        JetStream jetStream = jetStream(sandbox);
        try (Service nats = jetStream.start()) {
            nats.awaitOpen();
            makeStream(sandbox, jetStream);
            for (String job : List.of("a", "a", "b")) {
                Ended sent =
                        sandbox.shell("printf '%s' " + job + " | REACTOR_JOB=" + job + " jetstream-put reactor.files");
                assertEquals(0, sent.exit(), sent::toString);
            }
            assertEquals(List.of("a", "b"), jetStream.messages("reactor.files"));
        }
    }

    @Test
    void whoeverIsKilledEachFileArrives(Sandbox sandbox) throws IOException {
        JetStream jetStream = jetStream(sandbox);
        ReactorProcess daemon = sandbox.start();
        try (Service nats = jetStream.start()) {
            nats.awaitOpen();
            makeStream(sandbox, jetStream);
            items(sandbox).put(0, FILES);
            Limits.soon().until(() -> jetStream.count() >= FILES / 6);
            daemon.kill9();
            sandbox.start();
            int before = jetStream.count();
            Limits.soon().until(() -> jetStream.count() > Math.min(before, FILES - 1));
            nats.kill9();
        }
        items(sandbox).put(FILES, FILES + 1);
        Limits.soon().until(() -> sandbox.status().number("files-to-jetstream", "retrying") > 0);
        try (Service nats = jetStream.start()) {
            nats.awaitOpen();
            Limits.soon()
                    .until(() -> sandbox.ctl("retry", "files-to-jetstream").exit() <= 1
                            && items(sandbox).gone());
            assertEquals(contents(FILES + 1), Set.copyOf(jetStream.messages("reactor.files")));
        }
    }
}
