package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Program;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Rules that wait for what is no file, in namespaces where it can be made to happen. */
@ExtendWith(SandboxExtension.class)
class SystemEventsIT {
    /** Has the kernel tell of a device, as it does when one is plugged in: netlink(7), NETLINK_KOBJECT_UEVENT. */
    private static final String INJECT = """
            python3 - "$@" <<'END'
            import socket, struct, sys
            words = sys.argv[1:]
            body = b"".join(word.encode() + bytes(1) for word in words)
            s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15)
            s.bind((0, 0))
            s.sendto(struct.pack("=IHHII", 16 + len(body), 16, 5, 1, 0) + body, (0, 0))
            answer = s.recv(4096)
            code = struct.unpack_from("=i", answer, 16)[0]
            sys.exit(code != 0 and "the kernel refused it: %d" % code)
            END
            """;

    /** Where udev runs, it does so in another network: here the kernel alone tells of devices. */
    private static final String NO_UDEV = "if [ -e /run/udev/control ]; then mount -t tmpfs none /run/udev; fi";

    private static final String LINK = "ip link add veth0 type veth peer name veth1 && ip link set veth1 up";

    /** In a network of its own the kernel tells of no hardware but what is injected, and the daemon says so. */
    private static final String NO_HARDWARE = " is degraded: in a user's own network namespace";

    private static void ran(Ended ended) {
        assertEquals(0, ended.exit(), ended::toString);
    }

    private static void noted(Sandbox sandbox, String... lines) {
        Path log = sandbox.home().resolve("log");
        Limits.soon().until(() -> Files.exists(log) ? Files.readAllLines(log) : List.of(), List.of(lines)::equals);
    }

    private static void inject(Sandbox sandbox, ReactorProcess daemon, String... words) {
        Path script = sandbox.home().resolve("inject");
        sandbox.write(script, INJECT);
        ran(sandbox.within(daemon, "/bin/sh " + script + " '" + String.join("' '", words) + "'"));
    }

    private static String history(Sandbox sandbox) {
        return sandbox.ctl("history").out();
    }

    @Test
    void anInterfaceThatComesUpIsOneRun(Sandbox sandbox) {
        Program.require("ip", "iproute2");
        sandbox.rule("10-vpn.yaml", """
                vpn:
                  network: {interface: "veth*", state: [up, down]}
                  settle: 100ms
                  run: 'echo "$REACTOR_EVENT $REACTOR_INTERFACE $REACTOR_CAUSE $REACTOR_SOURCE" >>~/log'
                """);
        ReactorProcess daemon = sandbox.isolate(LINK).start();
        ran(sandbox.within(daemon, "ip link set veth0 up"));
        // Both ends of a cable come up together, one after the other.
        Path log = sandbox.home().resolve("log");
        Limits.soon().until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
        ran(sandbox.within(daemon, "ip link set veth0 down"));
        Limits.soon().until(() -> Files.readAllLines(log).size() == 4);
        Ended status = sandbox.ctl("status");
        assertTrue(status.out().contains("all fine"), status::out);
        List<String> lines = history(sandbox).lines().toList();
        assertEquals(5, lines.size(), () -> String.join("\n", lines));
    }

    @Test
    void whatHoldsAtTheStartIsRunWhereItIsAskedFor(Sandbox sandbox) {
        sandbox.rule("10-links.yaml", """
                asked:
                  network: {interface: veth0, state: up}
                  at-start: true
                  run: 'echo "$REACTOR_EVENT $REACTOR_INTERFACE $REACTOR_CAUSE" >>~/log'
                not-asked:
                  network: {interface: veth1, state: up}
                  run: 'echo "$REACTOR_EVENT $REACTOR_INTERFACE" >>~/log'
                """);
        sandbox.isolate(LINK + " && ip link set veth0 up").start();
        noted(sandbox, "up veth0 start");
        Ended explained = sandbox.ctl("explain", "--event", "network interface=veth1 state=up");
        assertEquals(0, explained.exit());
        assertTrue(explained.out().contains("holds now: network up veth1"), explained::out);
        assertTrue(explained.out().contains("YES  not-asked"), explained::out);
        assertTrue(explained.out().contains("NO   asked, by one clause alone"), explained::out);
        assertTrue(
                explained.out().contains("interface: veth0 (" + sandbox.rules() + "/10-links.yaml:2)"), explained::out);
        assertEquals(
                1,
                sandbox.ctl("explain", "--event", "network interface=eth9 state=up")
                        .exit());
        assertEquals(2, sandbox.ctl("explain", "--event", "netwrk state=up").exit());
    }

    @Test
    void whatWaitsForAStateThatHasPassedIsCancelled(Sandbox sandbox) {
        sandbox.rule("10-vpn.yaml", """
                vpn:
                  network: {interface: veth0, state: up}
                  settle: 30s
                  run: 'echo never >>~/log'
                """);
        ReactorProcess daemon = sandbox.isolate(LINK).start();
        ran(sandbox.within(daemon, "ip link set veth0 up"));
        Limits.soon().until(() -> sandbox.status().number("vpn", "settling") == 1);
        ran(sandbox.within(daemon, "ip link set veth0 down"));
        Limits.soon().until(() -> history(sandbox).contains("was not run: network down veth0 since"));
        assertEquals(0, sandbox.status().number("vpn", "settling"));
        assertEquals("", sandbox.ctl("history", "--failed").out(), "it is no failure");
        assertTrue(sandbox.ctl("events").out().contains("is cancelled, network down veth0 since"));
    }

    @Test
    void aDiskThatIsPluggedInIsOneRunAlsoOverAKill(Sandbox sandbox) throws IOException {
        sandbox.expectLog(NO_HARDWARE);
        Program.require("python3", "python3");
        sandbox.rule("10-usb.yaml", """
                usb:
                  device: {subsystem: usb, action: add, PRODUCT: "46d/*/*"}
                  retry: {delay: 1h}
                  run: 'echo "$REACTOR_EVENT $REACTOR_PRODUCT $REACTOR_ATTEMPT" >>~/log; test -e ~/mended'
                """);
        ReactorProcess first = sandbox.isolate(NO_UDEV).start();
        inject(
                sandbox,
                first,
                "add@/devices/usb1/1-1",
                "ACTION=add",
                "DEVPATH=/devices/usb1/1-1",
                "SUBSYSTEM=usb",
                "PRODUCT=9/9/9");
        inject(
                sandbox,
                first,
                "add@/devices/usb1/1-2",
                "ACTION=add",
                "DEVPATH=/devices/usb1/1-2",
                "SUBSYSTEM=usb",
                "PRODUCT=46d/c52b/1211");
        noted(sandbox, "add 46d/c52b/1211 1");
        Limits.soon().until(() -> sandbox.status().number("usb", "retrying") == 1);
        sandbox.expectLog("exited 1");
        first.kill9();
        // In another network the device does not exist, and who knows: it has been pulled out meanwhile.
        sandbox.start();
        Limits.soon().until(() -> history(sandbox).contains("was not run: that holds no more"));
        noted(sandbox, "add 46d/c52b/1211 1");
    }

    @Test
    void aChangeThatIsNoStateIsRunByTheNextDaemon(Sandbox sandbox) {
        sandbox.expectLog(NO_HARDWARE);
        sandbox.rule("10-battery.yaml", """
                dock:
                  device: {subsystem: platform, action: change}
                  retry: {delay: 1h}
                  run: 'echo "$REACTOR_EVENT $REACTOR_DOCK" >>~/log; test -e ~/mended'
                """);
        sandbox.expectLog("exited 1");
        ReactorProcess first = sandbox.isolate(NO_UDEV).start();
        inject(
                sandbox,
                first,
                "change@/devices/dock",
                "ACTION=change",
                "DEVPATH=/devices/dock",
                "SUBSYSTEM=platform",
                "DOCK=in");
        noted(sandbox, "change in");
        first.kill9();
        sandbox.write(sandbox.home().resolve("mended"), "");
        sandbox.start();
        noted(sandbox, "change in", "change in");
    }

    private static void battery(Sandbox sandbox, ReactorProcess daemon, String online, int capacity) {
        inject(
                sandbox,
                daemon,
                "change@/devices/AC",
                "ACTION=change",
                "DEVPATH=/devices/AC",
                "SUBSYSTEM=power_supply",
                "POWER_SUPPLY_NAME=AC",
                "POWER_SUPPLY_TYPE=Mains",
                "POWER_SUPPLY_ONLINE=" + online);
        inject(
                sandbox,
                daemon,
                "change@/devices/BAT0",
                "ACTION=change",
                "DEVPATH=/devices/BAT0",
                "SUBSYSTEM=power_supply",
                "POWER_SUPPLY_NAME=BAT0",
                "POWER_SUPPLY_TYPE=Battery",
                "POWER_SUPPLY_CAPACITY=" + capacity);
    }

    @Test
    void aBatteryIsLowOnce(Sandbox sandbox) {
        sandbox.expectLog(NO_HARDWARE);
        sandbox.rule("10-power.yaml", """
                power:
                  power: {state: [ac, low], below: 15}
                  run: 'echo "$REACTOR_EVENT $REACTOR_CAPACITY" >>~/log'
                """);
        ReactorProcess daemon = sandbox.isolate(":").start();
        battery(sandbox, daemon, "1", 90);
        battery(sandbox, daemon, "0", 16);
        battery(sandbox, daemon, "0", 14);
        battery(sandbox, daemon, "0", 13);
        noted(sandbox, "low 14");
        battery(sandbox, daemon, "1", 13);
        noted(sandbox, "low 14", "ac 13");
    }

    @Test
    void aFileSystemThatIsMountedIsOneRun(Sandbox sandbox) {
        sandbox.rule("10-mount.yaml", """
                stick:
                  mount: {target: "/mnt/*", fstype: tmpfs}
                  run: 'printf "%s %s\\n" "$REACTOR_EVENT" "$REACTOR_TARGET" >>~/log; cat "$REACTOR_EVENT_FILE" >>~/json'
                """);
        ReactorProcess daemon = sandbox.confine("mount -t tmpfs none /mnt && mkdir '/mnt/a b' && mkdir /mnt/c")
                .start();
        ran(sandbox.within(daemon, "mount -t tmpfs none '/mnt/a b'"));
        noted(sandbox, "mounted /mnt/a b");
        ran(sandbox.within(daemon, "umount '/mnt/a b'"));
        noted(sandbox, "mounted /mnt/a b", "unmounted /mnt/a b");
        // A name is bytes, of which the JSON has the exact ones beside what can be shown.
        ran(sandbox.within(
                daemon, "name=$(printf '/mnt/\\377\\nx') && mkdir \"$name\" && mount -t tmpfs none \"$name\""));
        Path json = sandbox.home().resolve("json");
        Limits.soon().until(() -> Files.readString(json).contains("\"target_base64\":\"L21udC//Cng=\""));
    }

    @Test
    void aProgramStartsAndStops(Sandbox sandbox) throws IOException {
        Path program = sandbox.home().resolve("reactor-test-program");
        Files.copy(Path.of("/bin/sleep"), program);
        sandbox.rule("10-game.yaml", """
                game:
                  process: {name: "reactor-test-*"}
                  run: 'echo "$REACTOR_EVENT $REACTOR_NAME" >>~/log'
                """);
        sandbox.start();
        sandbox.shell("~/reactor-test-program 0.5");
        noted(sandbox, "started reactor-test-program", "stopped reactor-test-program");
    }

    @Test
    void whatCannotBeHeardHereIsSaidEverywhere(Sandbox sandbox) {
        sandbox.rule("10-game.yaml", """
                game:
                  process: {name: game}
                  run: 'true'
                """);
        sandbox.expectLog("process is unavailable");
        ReactorProcess daemon = sandbox.isolate(":").start();
        Ended status = sandbox.ctl("status");
        assertTrue(status.out().contains("process unavailable: "), status::out);
        assertTrue(status.out().contains("1 degraded"), status::out);
        String reactorctl = Program.reactorHome().resolve("bin/reactorctl").toString();
        Ended check = sandbox.within(daemon, reactorctl + " check");
        assertEquals(0, check.exit(), check::toString);
        assertTrue(check.err().contains("warning: process is unavailable here: "), check::toString);
        Ended doctor = sandbox.within(daemon, reactorctl + " doctor");
        assertTrue(doctor.out().contains("process events"), doctor::toString);
    }

    @Test
    void aShadowAndAReloadAreAsForFiles(Sandbox sandbox) {
        String rule = """
                vpn:
                  network: {interface: veth0, state: up}
                  at-start: true
                  settle: 0s
                  run: 'echo "%s" >>~/log'
                  enabled: %s
                """;
        sandbox.rule("10-vpn.yaml", rule.formatted("one", "shadow"));
        ReactorProcess daemon = sandbox.isolate(LINK).start();
        ran(sandbox.within(daemon, "ip link set veth0 up"));
        Limits.soon().until(() -> history(sandbox).contains("would have been run"));
        sandbox.rule("10-vpn.yaml", rule.formatted("two", "true"));
        ran(sandbox.ctl("reload"));
        ran(sandbox.within(daemon, "ip link set veth0 down && ip link set veth0 up"));
        noted(sandbox, "two");
    }
}
