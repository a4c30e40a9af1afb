package org.reactord.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.rule.QueuePolicy;

class RunQueueTest {
    private static final QueuePolicy EVICT = new QueuePolicy(QueuePolicy.Kind.EVICT, 1, Optional.empty());

    private final Map<String, Job> jobs = new HashMap<>();
    private RunQueue queue = new RunQueue(QueuePolicy.SEQUENTIAL);
    private long order;

    @Test
    void anEmptyQueueHasNobodyToStart() {
        assertTrue(queue.start().isEmpty());
        assertTrue(queue.nextOrder().isEmpty());
        assertEquals(0, queue.size());
    }

    @Test
    void sequentialRunsOneAfterAnotherInTheOrderOfArrival() {
        add("a", "b", "c");
        assertEquals("a", start());
        assertEquals("", start());
        assertEquals(2, queue.size());
        end("a");
        assertEquals("b", start());
        end("b");
        assertEquals("c", start());
    }

    @Test
    void differentKeysDoNotWaitForOneAnother() {
        add("a@x", "b@x", "c@y", "d@y");
        assertEquals("a@x c@y", startAll());
        end("c@y");
        assertEquals("d@y", startAll());
        end("a@x");
        assertEquals("b@x", startAll());
    }

    @Test
    void ofSeveralKeysTheOneWhoseNextJobCameFirstIsNext() {
        add("a@x", "b@y", "c@x", "d@y");
        assertEquals("a@x", start());
        assertEquals(made("b@y").order(), queue.nextOrder().orElseThrow());
        assertEquals("b@y", start());
        end("b@y");
        end("a@x");
        assertEquals("c@x", start());
        assertEquals("d@y", start());
    }

    @Test
    void parallelRunsAsManyAsItIsWide() {
        queue = new RunQueue(parallel(2));
        add("a", "b", "c", "d");
        assertEquals("a b", startAll());
        end("b");
        assertEquals("c", startAll());
        end("a");
        end("c");
        assertEquals("d", startAll());
    }

    @Test
    void parallelWithoutAWidthIsLimitedByTheDaemonAlone() {
        queue = new RunQueue(parallel(0));
        add("a", "b", "c", "d");
        assertEquals("a b c d", startAll());
    }

    @Test
    void evictKeepsOnlyTheNewestWaiting() {
        queue = new RunQueue(EVICT);
        add("a");
        assertEquals("a", start());
        assertEquals("", add("b"));
        assertEquals("b", add("c"));
        assertEquals("c", add("d"));
        assertEquals(1, queue.size());
        end("a");
        assertEquals("d", start());
    }

    @Test
    void evictLooksAtOneKeyOnly() {
        queue = new RunQueue(EVICT);
        add("a@x", "b@y");
        assertEquals("a@x", add("c@x"));
        assertEquals("b@y c@x", startAll());
    }

    @Test
    void aFailedJobDoesNotPutOutANewerOneThatWaits() {
        queue = new RunQueue(EVICT);
        add("running");
        start();
        add("newer");
        assertEquals("old", add(failed("old")));
        assertEquals(1, queue.size());
        end("running");
        assertEquals("newer", start());
    }

    @Test
    void aNewerJobPutsOutAFailedOneThatWaits() {
        queue = new RunQueue(EVICT);
        add(failed("old"));
        assertEquals("old", add("newer"));
        assertEquals("newer", startAll());
    }

    @Test
    void freshJobsGoBeforeThoseThatHaveFailed() {
        add(failed("f1"));
        add(failed("f2"));
        add("a", "b");
        assertEquals("a b f1 f2", oneByOne(4));
    }

    @Test
    void aFailedJobHasItsTurnAfterEightFreshOnes() {
        add(failed("f1"));
        add(failed("f2"));
        for (int i = 0; i < 20; i++) {
            add("j" + i);
        }
        assertEquals("j0 j1 j2 j3 j4 j5 j6 j7 f1 j8 j9 j10 j11 j12 j13 j14 j15 f2 j16 j17 j18 j19", oneByOne(22));
    }

    @Test
    void whatIsPutBackIsWhereItWas() {
        queue = new RunQueue(parallel(2));
        add("a", "b", "c");
        assertEquals("a b", startAll());
        end("a");
        queue.putBack(made("a"));
        end("b");
        queue.putBack(made("b"));
        assertEquals(3, queue.size());
        assertEquals("a b", startAll());
    }

    @Test
    void aJobThatIsTakenOutIsNotStarted() {
        add("a", "b", "c");
        assertTrue(queue.remove(made("b")));
        assertFalse(queue.remove(made("b")));
        assertEquals(2, queue.size());
        assertEquals("a c", oneByOne(2));
    }

    @Test
    void takingOutTheFirstMakesTheSecondTheNext() {
        add("a", "b");
        queue.remove(made("a"));
        assertEquals(made("b").order(), queue.nextOrder().orElseThrow());
        queue.remove(made("b"));
        assertTrue(queue.nextOrder().isEmpty());
    }

    @Test
    void aRunningJobIsNoLongerInTheQueue() {
        add("a");
        start();
        assertFalse(queue.remove(made("a")));
        assertEquals(0, queue.size());
    }

    @Test
    void aWiderPolicyHoldsForTheNextStart() {
        add("a", "b", "c");
        assertEquals("a", startAll());
        queue.policy(parallel(3));
        assertEquals("b c", startAll());
    }

    @Test
    void aNarrowerPolicyWaitsUntilEnoughHaveEnded() {
        queue = new RunQueue(parallel(3));
        add("a", "b", "c", "d", "e");
        startAll();
        queue.policy(QueuePolicy.SEQUENTIAL);
        assertEquals("", startAll());
        end("a");
        end("b");
        assertEquals("", startAll());
        end("c");
        assertEquals("d", startAll());
    }

    private static QueuePolicy parallel(int width) {
        return new QueuePolicy(QueuePolicy.Kind.PARALLEL, width, Optional.empty());
    }

    private Job job(String name) {
        Job job = new Job(new JobId(name), Cause.EVENT, ++order);
        int at = name.indexOf('@');
        job.key(at < 0 ? "" : name.substring(at + 1));
        jobs.put(name, job);
        return job;
    }

    private Job failed(String name) {
        Job job = job(name);
        job.countAttempt();
        return job;
    }

    private Job made(String name) {
        return Objects.requireNonNull(jobs.get(name));
    }

    private String add(String... names) {
        List<String> evicted = new ArrayList<>();
        for (String name : names) {
            queue.add(job(name)).forEach(job -> evicted.add(job.id().text()));
        }
        return String.join(" ", evicted);
    }

    private String add(Job job) {
        List<String> evicted = new ArrayList<>();
        queue.add(job).forEach(out -> evicted.add(out.id().text()));
        return String.join(" ", evicted);
    }

    private String start() {
        return queue.start().map(job -> job.id().text()).orElse("");
    }

    private String startAll() {
        List<String> started = new ArrayList<>();
        for (String name = start(); !name.isEmpty(); name = start()) {
            started.add(name);
        }
        return String.join(" ", started);
    }

    private String oneByOne(int count) {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = start();
            started.add(name);
            end(name);
        }
        return String.join(" ", started);
    }

    private void end(String name) {
        queue.ended(made(name));
    }
}
