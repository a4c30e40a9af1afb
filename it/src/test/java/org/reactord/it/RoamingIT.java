package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.MailHost;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A mail that could not leave for the lack of a network leaves the moment it is back: with a real network and a real server. */
@ExtendWith(SandboxExtension.class)
class RoamingIT {
    private static final Path RULES = Program.reactorHome().resolve("share/reactor/rules.d");
    private static final String HOST = "10.99.0.2";

    private static void ran(Ended ended) {
        assertEquals(0, ended.exit(), ended::toString);
    }

    /** A mail server that lives where the daemon lives. */
    private static Process mailHost(ReactorProcess daemon) throws IOException {
        return new ProcessBuilder(
                        "nsenter",
                        "--user",
                        "--net",
                        "--preserve-credentials",
                        "--target",
                        Long.toString(daemon.pid()),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailHost.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aMailLeavesTheMomentTheNetworkIsBack(Sandbox sandbox) throws IOException {
        Program.require("msmtp", "msmtp");
        Program.require("ip", "iproute2");
        String shipped = Files.readString(RULES.resolve("51-outbox-roaming.yaml"));
        assertTrue(shipped.contains("enabled: false"), shipped);
        sandbox.directory("Mail/outbox");
        // As it ships, but for its being switched on, and for a patience that no test has.
        sandbox.rule(
                "51-outbox.yaml",
                shipped.replace("enabled: false", "enabled: true")
                        .replace("{max-delay: 1h,", "{delay: 1h, max-delay: 1h,"));
        sandbox.expectLog("msmtp exited");
        ReactorProcess daemon = sandbox.isolate("ip link set lo up && ip link add veth0 type veth peer name veth1")
                .start();
        Process host = mailHost(daemon);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            String port = String.valueOf(said.readLine()).replace("port ", "");
            Path account = sandbox.write(sandbox.home().resolve(".msmtprc"), """
                    account default
                    host %s
                    port %s
                    from me@example.org
                    """.formatted(HOST, port));
            assertTrue(Files.exists(account));
            Path item = sandbox.write(
                    sandbox.home().resolve("Mail/outbox/letter"), "To: you@example.org\nSubject: hello\n\nHello.\n");
            Limits.soon().until(() -> sandbox.status().number("outbox-roaming", "retrying") == 1);
            ran(sandbox.within(
                    daemon,
                    "ip addr add " + HOST + "/24 dev veth0 && ip link set veth1 up && ip link set veth0 up"
                            + " && ip route add default via 10.99.0.1"));
            Limits.soon().until(() -> Files.notExists(item));
            assertEquals("mail from me@example.org", said.readLine());
        } finally {
            host.destroy();
        }
        List<String> runs = sandbox.ctl("history").out().lines().toList();
        assertEquals(3, runs.size(), () -> String.join("\n", runs));
        assertTrue(runs.get(2).contains(" retry "), () -> String.join("\n", runs));
    }
}
