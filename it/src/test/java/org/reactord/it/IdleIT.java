package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Nothing happens, so that nobody wakes: counted, of every thread that the daemon has made. */
@ExtendWith(SandboxExtension.class)
class IdleIT {
    private static final Duration STILL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** As the daemon names its threads; the others are the JVM's. */
    private static final Set<String> OURS =
            Set.of("loop", "store", "control", "clerk", "quiet", "launcher", "main", "reactorctl", "java");

    private static Map<String, Long> ours(ReactorProcess daemon) {
        Map<String, Long> ours = new TreeMap<>(Processes.switches(daemon.pid()));
        ours.keySet().removeIf(thread -> !isOurs(thread));
        return ours;
    }

    static boolean isOurs(String thread) {
        String name = thread.substring(0, thread.lastIndexOf(' '));
        return OURS.contains(name) || name.startsWith("source:") || name.startsWith("exec");
    }

    /** Waits until there is a span in which none of our threads was woken: who looks at intervals never has one. */
    private static void assertRests(ReactorProcess daemon, Duration span) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(() -> {
            Map<String, Long> before = ours(daemon);
            Awaitility.await().pollDelay(span).atMost(span.plusSeconds(5)).until(() -> true);
            return ours(daemon).equals(before);
        });
    }

    private static void isListening(ReactorProcess daemon) {
        Map<String, Long> seen = ours(daemon);
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("source:system ")), seen::toString);
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("loop ")), seen::toString);
    }

    @Test
    void withARuleOfEachSourceNobodyWakes(Sandbox sandbox) {
        sandbox.directory("spool");
        sandbox.directory("tree");
        sandbox.rule("10-all.yaml", """
                spool: {spool: ~/spool, run: 'true'}
                watch: {watch: ~/tree, recursive: true, run: 'true'}
                event: {event: something, run: 'true'}
                network: {network: {interface: "wg*"}, at-start: true, run: 'true'}
                device: {device: {subsystem: usb}, run: 'true'}
                power: {power: {state: [ac, low]}, at-start: true, run: 'true'}
                mount: {mount: {target: "/mnt/*"}, run: 'true'}
                system: {system: [resume, clock-jump, suspend], run: 'true'}
                session: {session: [lock, login], run: 'true'}
                """);
        // In a network of its own the kernel tells of no hardware, and there is no system bus.
        sandbox.expectLog(" is degraded: in a user's own network namespace", " is degraded: .*no system bus");
        ReactorProcess daemon = sandbox.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + sandbox.home() + "/bus")
                .isolate("ip link set lo up")
                .start();
        Limits.soon().until(() -> sandbox.status().number("power", "succeeded") == 1);
        isListening(daemon);
        assertRests(daemon, STILL);
    }

    /** Programs are told of in the first of all network namespaces only, where others may start some. */
    @Test
    void withARuleForProgramsNobodyWakesWhileNoneIsStarted(Sandbox sandbox) {
        sandbox.rule("10-all.yaml", "process: {process: {name: nobody-is-called-so}, run: 'true'}\n");
        ReactorProcess daemon = sandbox.start();
        isListening(daemon);
        assertRests(daemon, Duration.ofSeconds(2));
    }
}
