package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;
import org.reactord.it.harness.Service;

/** The rule of spread.yaml, whose machines are servers of ssh on loopback. */
@ExtendWith(SandboxExtension.class)
class SpreadIT {
    private static final int FILES = 30;
    private static final List<String> MACHINES = List.of("anna", "berta", "clara");

    private final Map<String, Integer> ports = new TreeMap<>();

    /** The rule as it ships, keys, and an ssh that finds the machines of this case. */
    private void rules(Sandbox sandbox) throws IOException {
        Path ssh = Program.require("ssh", "openssh-client");
        sandbox.rule("10-spread.yaml", Files.readString(Recipes.PLACE.resolve("spread.yaml")));
        sandbox.directory("Render/in");
        sandbox.directory("Render/out");
        sandbox.directory("ssh");
        // ssh asks the system for the home directory, not HOME.
        sandbox.script("ssh", "exec " + ssh + " -F \"$HOME/ssh/config\" \"$@\"\n");
        sandbox.script("render", "note on \"$MACHINE\"; tr a-z A-Z\n");
        shell(sandbox, "cd ssh && ssh-keygen -q -t ed25519 -N '' -f host && ssh-keygen -q -t ed25519 -N '' -f me");
        MACHINES.forEach(machine -> ports.put(machine, Service.freePort()));
        String here = sandbox.home().resolve("ssh").toString();
        String hostKey = Files.readString(sandbox.home().resolve("ssh/host.pub"));
        StringBuilder config = new StringBuilder();
        for (String machine : MACHINES) {
            config.append("Host " + machine + "\n  HostName 127.0.0.1\n  HostKeyAlias machine\n  Port "
                    + ports.get(machine) + "\n");
        }
        config.append("Host *\n  IdentityFile " + here + "/me\n  IdentitiesOnly yes\n  UserKnownHostsFile " + here
                + "/known_hosts\n  GlobalKnownHostsFile none\n");
        sandbox.write(sandbox.home().resolve("ssh/config"), config.toString());
        sandbox.write(sandbox.home().resolve("ssh/known_hosts"), "machine " + hostKey);
    }

    private Service machine(Sandbox sandbox, String name) throws IOException {
        int port = ports.getOrDefault(name, 0);
        Path sshd = Program.require("sshd", "openssh-server");
        if (Users.isRoot()) {
            // As the service of Debian does. Root's sshd has its children live in there; others need none.
            shell(sandbox, "mkdir -p -m 755 /run/sshd");
        }
        Path config = sandbox.write(sandbox.home().resolve("ssh/" + name), """
                ListenAddress 127.0.0.1:%d
                HostKey %s/host
                AuthorizedKeysFile %s/me.pub
                PidFile none
                StrictModes no
                UsePAM no
                ForceCommand MACHINE=%s PATH='%s/bin':"$PATH" sh -c "$SSH_ORIGINAL_COMMAND"
                """.formatted(
                ports.get(name), sandbox.home().resolve("ssh"), sandbox.home().resolve("ssh"), name, sandbox.home()));
        List<String> command = List.of(sshd.toString(), "-D", "-e", "-f", config.toString());
        return new Service(sandbox.exec(command), port);
    }

    private static void shell(Sandbox sandbox, String line) {
        Ended ended = sandbox.shell(line);
        assertEquals(0, ended.exit(), ended::toString);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thoseThatAreUpShareTheWorkAndNothingIsLost(Sandbox sandbox) throws IOException {
        rules(sandbox);
        sandbox.expectLog("exited 255", "though the daemon that began it has died");
        Path in = sandbox.directory("Render/in");
        Path out = sandbox.directory("Render/out");
        List<String> expected = new ArrayList<>(
                IntStream.range(0, FILES).mapToObj(i -> "page-" + i).sorted().toList());
        ReactorProcess daemon = sandbox.start();
        try (Service anna = machine(sandbox, "anna");
                Service berta = machine(sandbox, "berta")) {
            anna.awaitOpen();
            berta.awaitOpen();
            expected.forEach(name -> sandbox.write(in.resolve(name), "content of " + name));
            sandbox.diary().await("on", FILES / 3);
            daemon.kill9();
            sandbox.start();
            Limits.within(Limits.START)
                    .until(() -> sandbox.ctl("retry", "spread").exit() <= 1
                            && names(in).stream().noneMatch(name -> name.startsWith("page-")));
        }
        assertEquals(expected, names(out), "and nothing that was put aside is left");
        for (String name : expected) {
            assertEquals("CONTENT OF " + name.toUpperCase(Locale.ROOT), Files.readString(out.resolve(name)));
        }
        assertEquals(Set.of("anna", "berta"), Set.copyOf(sandbox.diary().rests("on")));
    }

    @Test
    void whatFailsOverThereHasFailedHere(Sandbox sandbox) throws IOException {
        rules(sandbox);
        sandbox.expectLog("exited 3");
        sandbox.script("render", "cat; echo 'no paper' >&2; exit 3\n");
        sandbox.start();
        try (Service anna = machine(sandbox, "anna");
                Service berta = machine(sandbox, "berta");
                Service clara = machine(sandbox, "clara")) {
            anna.awaitOpen();
            berta.awaitOpen();
            clara.awaitOpen();
            sandbox.write(sandbox.home().resolve("Render/in/page"), "content");
            Limits.soon().until(() -> sandbox.status().number("spread", "retrying") == 1);
            String last = String.valueOf(sandbox.status().lastRun("spread"));
            assertTrue(last.contains("no paper"), last);
            assertEquals("content", Files.readString(sandbox.home().resolve("Render/in/page")));
            sandbox.script("render", "tr a-z A-Z\n");
            assertEquals(0, sandbox.ctl("retry", "spread").exit());
            Path out = sandbox.home().resolve("Render/out/page");
            Limits.soon().until(() -> Files.exists(out));
            Limits.soon().until(() -> !sandbox.status().busy("spread"));
            assertEquals("CONTENT", Files.readString(out));
        }
    }
}
