package org.reactord.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.ReactorProcess;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/**
 * Does things at random to a watched tree, stops and continues the daemon meanwhile, and compares what its jobs were
 * told with what the file system says: nothing missing, nothing invented. {@code -Dreactor.fuzz.seconds=60} goes on for
 * longer, {@code -Dreactor.fuzz.seed=} repeats a run, as far as two programs that run beside each other can.
 */
@Timeout(3600) // it lasts as long as somebody wants it to
@ExtendWith(SandboxExtension.class)
class FuzzIT {
    private static final int STEPS = 400;
    private static final long[] FAILED_ONCE = {3175541231858L, 8143570323400L};
    /** A file that somebody was seen writing is waited for as long as this where its end goes unnoticed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30).plus(Limits.SOON);

    private static final String RULES = """
            tree:
              watch: ~/tree
              recursive: true
              settle: 50ms
              stdin: json
              run: [keep, tree]
            names:
              watch: ~/tree
              settle: 50ms
              stdin: json
              run: [keep, names]
            """;
    private static final String KEEP = """
            at=$(date +%s%N)
            cat >"$HOME/$1.part" && mv "$HOME/$1.part" "$HOME/told-$1/$at"
            """;

    /** A daemon with its tree, and what is known of both. */
    private static final class World {
        private final ReactorProcess daemon;
        private final List<Mirror.Slow> slow = new ArrayList<>();
        private final TreeHistory history;
        private final Deeds deeds;
        private final List<Mirror> mirrors = new ArrayList<>();
        private boolean stopped;

        World(Sandbox sandbox) {
            Path root = sandbox.directory("tree");
            history = new TreeHistory(root);
            deeds = new Deeds(root, sandbox.directory("aside"), history, slow);
            mirrors.add(new Mirror(sandbox.directory("told-tree"), root, true, history, slow));
            mirrors.add(new Mirror(sandbox.directory("told-names"), root, false, history, slow));
            sandbox.script("keep", KEEP);
            sandbox.rule("10-fuzz.yaml", RULES);
            // A scan that finds other directories than it has heard of, again and again, says so and compares.
            sandbox.expectLog("were lost \\(its directories changed faster than they could be followed\\); comparing$");
            daemon = sandbox.start();
        }

        void fuzz(long seed) {
            deeds.begin(seed);
            for (int i = 0; i < STEPS; i++) {
                deeds.step();
                if (deeds.oneIn(stopped ? 30 : 60)) {
                    stopped = !stopped;
                    daemon.signal(stopped ? "STOP" : "CONT");
                    deeds.note(stopped ? "the daemon is stopped" : "the daemon goes on");
                } else if (!stopped && deeds.oneIn(100)) {
                    compare(seed);
                }
            }
            if (stopped) {
                daemon.signal("CONT");
                stopped = false;
            }
            deeds.end();
            compare(seed);
            deeds.clear();
            history.prune();
            mirrors.forEach(Mirror::forgetStory);
        }

        /** Waits until all that was done has been told. */
        private void compare(long seed) {
            try {
                Limits.within(PATIENCE).until(() -> difference().isEmpty());
            } catch (ConditionTimeoutException never) {
                fail("seed " + seed + ":\n" + difference() + "\ndone:\n" + deeds.story() + "\ntold tree:\n"
                        + mirrors.get(0).story() + "\ntold names:\n"
                        + mirrors.get(1).story());
            }
            deeds.note("all of it was told");
        }

        private String difference() {
            return mirrors.get(0).difference() + mirrors.get(1).difference();
        }
    }

    /** Seeds that once showed a defect. */
    @Test
    void whatOnceWentWrongStaysRight(Sandbox sandbox) {
        World world = new World(sandbox);
        for (long seed : FAILED_ONCE) {
            world.fuzz(seed);
        }
    }

    @Test
    void whatJobsAreToldIsWhatIsThere(Sandbox sandbox) {
        long seed = Long.getLong("reactor.fuzz.seed", System.nanoTime());
        long seconds = Long.getLong("reactor.fuzz.seconds", 4);
        System.err.println("FuzzIT: -Dreactor.fuzz.seed=" + seed);
        World world = new World(sandbox);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int rounds = 0;
        while (rounds == 0 || System.nanoTime() - end < 0) {
            world.fuzz(seed + rounds);
            rounds++;
        }
        System.err.println("FuzzIT: " + rounds + " rounds");
    }
}
