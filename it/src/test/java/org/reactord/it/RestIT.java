package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Processes;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** The JVM comes to rest as well, once the work is done: counted, of every thread of the process. */
@ExtendWith(SandboxExtension.class)
class RestIT {
    private static final Duration STILL = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DIRECTORIES = 1000;
    private static final int JOBS = 1000;

    /** Two threads that look around every five seconds, and one every minute; each may just fit in once more. */
    private static final long MOST_OF_THE_JVM = 25 + 3;

    /** Longer than it takes to come to rest, which being asked puts off. */
    private static final Duration UNASKED = Duration.ofSeconds(8);

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofMillis(50);

    private static final String RULES = """
            spool: {spool: ~/spool, run: 'true', queue: parallel}
            late: {spool: ~/late, run: 'date +%s%N >>~/times; exit 1', on-failure: {run: 'true'},
              retry: {delay: 5s, factor: 1}}
            tree: {watch: ~/tree, recursive: true, run: 'true'}
            event: {event: something, run: 'true'}
            network: {network: {interface: "wg*"}, run: 'true'}
            device: {device: {subsystem: usb}, run: 'true'}
            power: {power: {state: [ac, low]}, run: 'true'}
            mount: {mount: {target: "/mnt/*"}, run: 'true'}
            system: {system: [resume, clock-jump, suspend], run: 'true'}
            session: {session: [lock, login], run: 'true'}
            """;

    /** A daemon with ten rules and many directories, in namespaces where nobody else does anything. */
    private static ReactorProcess begin(Sandbox sandbox, String line) throws IOException {
        sandbox.directory("spool");
        sandbox.directory("late");
        for (int i = 0; i < DIRECTORIES; i++) {
            Files.createDirectories(sandbox.home().resolve("tree/" + i / 100 + "/" + i));
        }
        sandbox.rule("10-all.yaml", RULES);
        sandbox.expectLog(" is degraded: in a user's own network namespace", " is degraded: .*no system bus");
        return sandbox.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + sandbox.home() + "/bus")
                .isolate(line)
                .start();
    }

    private static void work(Sandbox sandbox) throws IOException {
        for (int i = 0; i < JOBS; i++) {
            Files.createFile(sandbox.home().resolve("spool/item-" + i));
        }
        Limits.within(LONGEST).until(() -> sandbox.status().number("spool", "succeeded") == JOBS);
    }

    /** What all threads, or ours alone, have been woken up to now. */
    private static Map<String, Long> wakes(ReactorProcess daemon, boolean oursAlone) {
        Map<String, Long> wakes = new TreeMap<>(Processes.switches(daemon.pid()));
        wakes.keySet().removeIf(thread -> oursAlone && !IdleIT.isOurs(thread));
        return wakes;
    }

    private static long sum(Map<String, Long> wakes) {
        return wakes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static JsonObject idle(Sandbox sandbox) {
        return ControlSocket.data(sandbox.socket(), "info").getAsJsonObject("idle");
    }

    @Test
    void nothingMovesForAMinuteAndWithoutPrivilegeTheJvmAlone(Sandbox quiet, Sandbox ordinary) throws IOException {
        ReactorProcess silent = begin(quiet, "ip link set lo up");
        ReactorProcess ticking = begin(ordinary, "ip link set lo up && exec setpriv --bounding-set=-sys_nice \"$@\"");
        work(quiet);
        work(ordinary);
        Still still = new Still(silent, ticking);
        // Often, so that a minute is one: a second more is one more wake-up of each thread, now and then.
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(still::lasts);
        assertEquals(0, still.ticks(), "CPU time while nothing happened");
        assertTrue(still.ofTheJvm() <= MOST_OF_THE_JVM, still::toString);
        assertEquals(0, still.ofCleaner(), still::toString);
        assertTrue(idle(quiet).get("quiet").getAsBoolean(), idle(quiet)::toString);
        assertTrue(idle(ordinary).get("ticking").getAsInt() > 0, idle(ordinary)::toString);
        assertRetriesOnTime(quiet);
    }

    /** Watches both, from the last time on that a thread of the silent one, or one of ours, has moved. */
    private static final class Still {
        private final ReactorProcess silent;
        private final ReactorProcess ticking;
        private Map<String, Long> ofSilent = Map.of();
        private Map<String, Long> ours = Map.of();
        private Map<String, Long> ofTicking = Map.of();
        private long ticksBefore;
        private long since;

        Still(ReactorProcess silent, ReactorProcess ticking) {
            this.silent = silent;
            this.ticking = ticking;
        }

        boolean lasts() {
            Map<String, Long> now = wakes(silent, false);
            Map<String, Long> oursNow = wakes(ticking, true);
            if (!now.equals(ofSilent) || !oursNow.equals(ours)) {
                ofSilent = now;
                ours = oursNow;
                ofTicking = wakes(ticking, false);
                ticksBefore = Processes.ticks(silent.pid());
                since = System.nanoTime();
            }
            return System.nanoTime() - since >= STILL.toNanos();
        }

        long ticks() {
            return Processes.ticks(silent.pid()) - ticksBefore;
        }

        long ofTheJvm() {
            return sum(wakes(ticking, false)) - sum(ofTicking);
        }

        /** The one of the JVM's threads that needs no privilege to be silent. */
        long ofCleaner() {
            Map<String, Long> now = wakes(ticking, false);
            now.keySet().removeIf(thread -> !thread.startsWith("Cleaner-"));
            return sum(now) - now.keySet().stream().mapToLong(ofTicking::get).sum();
        }

        @Override
        public String toString() {
            return ofTicking + " became " + wakes(ticking, false);
        }
    }

    /** The best of a few: others may keep the machine busy, but a timer with slack would be late each time. */
    private static void assertRetriesOnTime(Sandbox sandbox) throws IOException {
        sandbox.expectLog("rule 'late'");
        Path times = sandbox.home().resolve("times");
        Files.createFile(sandbox.home().resolve("late/item"));
        Limits.within(DELAY.multipliedBy(3).plus(Limits.SOON))
                .until(() -> lines(times).size() >= 4);
        List<Long> starts = lines(times).stream().map(Long::parseLong).toList();
        List<Duration> late = new ArrayList<>();
        LongStream.range(1, starts.size())
                .forEach(i -> late.add(Duration.ofNanos(starts.get((int) i) - starts.get((int) i - 1))
                        .minus(DELAY)));
        assertTrue(late.stream().anyMatch(by -> !by.isNegative() && by.compareTo(LATE) < 0), late::toString);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static final Duration OFTEN = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 6;

    /** The loop wakes when an attempt is due and when it has ended; one in between may be due to something else. */
    private static final double MOST_OF_THE_LOOP = 2.5;

    /** And with what starts it, hears its output and its end, and writes that down. */
    private static final double MOST_OF_OURS = 8;

    /** An item that waits for its next attempt costs nothing until then, and then no more than it must. */
    @Test
    void betweenTwoAttemptsNobodyWakesAndForOneFewDo(Sandbox sandbox) throws IOException {
        sandbox.directory("late");
        sandbox.rule("10.yaml", """
                late: {spool: ~/late, run: [/bin/false], on-failure: {run: [/bin/true]}, retry: {delay: 3s, factor: 1}}
                """);
        sandbox.expectLog("rule 'late'");
        ReactorProcess daemon = sandbox.start();
        Files.createFile(sandbox.home().resolve("late/item"));
        Limits.within(LONGEST).until(() -> attempts(daemon) >= 3);
        // From behind an attempt to before the next, which is not quite as long as its delay.
        Limits.within(LONGEST).until(() -> isStillFor(OFTEN.dividedBy(2), daemon));
        Map<String, Long> before = wakesOfOurs(daemon);
        long first = attempts(daemon);
        Limits.within(LONGEST).until(() -> attempts(daemon) >= first + ATTEMPTS);
        Limits.within(LONGEST).until(() -> isStillFor(OFTEN.dividedBy(2), daemon));
        Map<String, Long> after = wakesOfOurs(daemon);
        double attempts = attempts(daemon) - first;
        String seen = before + " became " + after + " in " + attempts + " attempts";
        assertTrue((loop(after) - loop(before)) / attempts <= MOST_OF_THE_LOOP, seen);
        assertTrue((sum(after) - sum(before)) / attempts <= MOST_OF_OURS, seen);
    }

    private static long attempts(ReactorProcess daemon) {
        return daemon.logText()
                .lines()
                .filter(line -> line.contains(" exited 1; next attempt"))
                .count();
    }

    private static boolean isStillFor(Duration span, ReactorProcess daemon) {
        Map<String, Long> before = wakes(daemon, true);
        Awaitility.await().pollDelay(span).atMost(span.plusSeconds(5)).until(() -> true);
        return wakes(daemon, true).equals(before);
    }

    /** Being put to sleep by somebody else who wants the processor is no wake-up. */
    private static Map<String, Long> wakesOfOurs(ReactorProcess daemon) {
        Map<String, Long> wakes = new TreeMap<>(Processes.voluntarySwitches(daemon.pid()));
        wakes.keySet().removeIf(thread -> !IdleIT.isOurs(thread));
        return wakes;
    }

    private static long loop(Map<String, Long> wakes) {
        return wakes.entrySet().stream()
                .filter(thread -> thread.getKey().startsWith("loop "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** As a system unit grants it: what the daemon may, its commands may not, and their timers are exact. */
    @Test
    void commandsInheritNeitherTheCapabilityNorTheSlack(Sandbox sandbox) throws IOException {
        Assumptions.assumeTrue(Users.isRoot(), "only root can give a capability to another user");
        sandbox.directory("spool");
        sandbox.rule("10.yaml", """
                spool: {spool: ~/spool, run: 'cat /proc/self/timerslack_ns /proc/self/status >~/seen.new && mv ~/seen.new ~/seen'}
                """);
        Users.live(sandbox, 64_321);
        sandbox.startWith("--inh-caps=+sys_nice", "--ambient-caps=+sys_nice").start();
        Awaitility.await()
                .atMost(LONGEST)
                .pollDelay(UNASKED)
                .pollInterval(UNASKED)
                .until(() -> idle(sandbox).get("quiet").getAsBoolean());
        assertTrue(idle(sandbox).get("silenced").getAsInt() > 2, idle(sandbox)::toString);
        sandbox.shell("echo item >~/spool/item");
        Path seen = sandbox.home().resolve("seen");
        Limits.soon().until(() -> Files.exists(seen));
        List<String> lines = Files.readAllLines(seen);
        assertEquals("50000", lines.get(0));
        assertTrue(lines.contains("CapEff:\t0000000000000000"), lines::toString);
        assertTrue(lines.contains("CapAmb:\t0000000000000000"), lines::toString);
    }
}
