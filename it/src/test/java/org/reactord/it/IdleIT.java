package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    private static final Duration STILL = Duration.ofSeconds(20);

    /** As the daemon names its threads; the others are the JVM's. */
    private static final Set<String> OURS =
            Set.of("loop", "store", "control", "clerk", "launcher", "main", "reactorctl", "java");

    private static Map<String, Long> ours(ReactorProcess daemon) {
        Map<String, Long> ours = new TreeMap<>(Processes.switches(daemon.pid()));
        ours.keySet().removeIf(thread -> {
            String name = thread.substring(0, thread.lastIndexOf(' '));
            return !OURS.contains(name) && !name.startsWith("source:") && !name.startsWith("exec");
        });
        return ours;
    }

    @Test
    void withARuleOfEachSourceNobodyWakes(Sandbox sandbox) {
        sandbox.directory("spool");
        sandbox.directory("tree");
        sandbox.rule(
                "10-all.yaml", """
                defaults: {run: "true"}
                spool: {spool: ~/spool}
                watch: {watch: ~/tree, recursive: true}
                event: {event: something}
                network: {network: {interface: "wg*"}, at-start: true}
                device: {device: {subsystem: usb}}
                power: {power: {state: [ac, low]}, at-start: true}
                mount: {mount: {target: "/mnt/*"}}
                process: {process: {name: "nobody-is-called-so"}}
                system: {system: [resume, clock-jump, suspend]}
                session: {session: [lock, login]}
                """.replace("defaults: {run: \"true\"}\n", "").replaceAll("(?m)\\}$", ", run: 'true'}"));
        // In a network of its own the kernel tells of no hardware.
        sandbox.expectLog(" is degraded: in a user's own network namespace");
        ReactorProcess daemon = sandbox.isolate("ip link set lo up").start();
        Limits.soon().until(() -> sandbox.status().number("power", "succeeded") == 1);
        Map<String, Long> seen = ours(daemon);
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("source:system ")), seen::toString);
        assertTrue(seen.keySet().stream().anyMatch(name -> name.startsWith("loop ")), seen::toString);
        // First it comes to rest: what the last question has woken ends.
        Map<String, Long> rest = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> new Pair(ours(daemon), waited(daemon)), Pair::isSame)
                .first();
        Awaitility.await().pollDelay(STILL).atMost(STILL.plusSeconds(5)).until(() -> true);
        assertEquals(rest, ours(daemon));
    }

    private record Pair(Map<String, Long> first, Map<String, Long> second) {
        boolean isSame() {
            return first.equals(second);
        }
    }

    private static Map<String, Long> waited(ReactorProcess daemon) {
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        return ours(daemon);
    }
}
