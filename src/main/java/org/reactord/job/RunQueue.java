package org.reactord.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactord.rule.QueuePolicy;

/**
 * The jobs of one rule whose turn has not come, and the rule about who is next.
 *
 * <p>Of one key, fresh jobs go before those that have failed already, each lane in the order of arrival, so a thousand
 * bad items cannot hold up a good one; after {@link #FRESH_IN_A_ROW} fresh ones a failed one has its turn, so a stream
 * of good ones cannot starve it either. Of several keys, the one whose next job came first.
 *
 * <p>Confined to the loop thread. Knows nothing of processes: it is told what starts and ends.
 */
public final class RunQueue {
    static final int FRESH_IN_A_ROW = 8;

    /** The jobs of one key, by their place in the order of arrival. */
    private static final class Lane {
        final NavigableMap<Long, Job> fresh = new TreeMap<>();
        final NavigableMap<Long, Job> failed = new TreeMap<>();
        int running;
        int freshInARow;

        @Nullable
        Long readyAs;

        @Nullable
        Job head() {
            boolean failedIsDue = !failed.isEmpty() && (fresh.isEmpty() || freshInARow >= FRESH_IN_A_ROW);
            Map.Entry<Long, Job> first = failedIsDue ? failed.firstEntry() : fresh.firstEntry();
            return first == null ? null : first.getValue();
        }

        NavigableMap<Long, Job> of(Job job) {
            return job.made() == 0 ? fresh : failed;
        }

        boolean isIdle() {
            return running == 0 && fresh.isEmpty() && failed.isEmpty();
        }
    }

    private final Map<String, Lane> lanes = new HashMap<>();
    private final TreeMap<Long, Lane> ready = new TreeMap<>();
    private QueuePolicy policy;
    private int size;

    public RunQueue(QueuePolicy policy) {
        this.policy = policy;
    }

    /** Changes the policy for every later start. */
    public void policy(QueuePolicy changed) {
        policy = changed;
        lanes.values().forEach(this::reconsider);
    }

    /**
     * Adds a job that waits for its turn.
     *
     * @return the jobs that had to give way ({@code evict}); they are out of the queue. A job that has failed gives way
     *     itself to one that waits, which is newer
     */
    public List<Job> add(Job job) {
        Lane lane = lanes.computeIfAbsent(job.key(), key -> new Lane());
        List<Job> evicted = new ArrayList<>();
        if (policy.kind() == QueuePolicy.Kind.EVICT) {
            if (job.made() > 0 && lane.head() != null) {
                return List.of(job); // what waits came later than it did
            }
            evicted.addAll(lane.fresh.values());
            evicted.addAll(lane.failed.values());
            lane.fresh.clear();
            lane.failed.clear();
            size -= evicted.size();
        }
        lane.of(job).put(job.order(), job);
        size++;
        reconsider(lane);
        return evicted;
    }

    /** Puts a job back to where it was: its start was no start. */
    public void putBack(Job job) {
        Lane lane = lanes.computeIfAbsent(job.key(), key -> new Lane());
        lane.of(job).put(job.order(), job);
        size++;
        reconsider(lane);
    }

    /** The place in the order of arrival of the job that may start now; empty if none may. */
    public OptionalLong nextOrder() {
        return ready.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ready.firstKey());
    }

    /** Takes the job that may start now and counts it as running. */
    public Optional<Job> start() {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        Lane lane = ready.firstEntry().getValue();
        Job job = lane.head();
        if (job == null) {
            throw new IllegalStateException("a lane without jobs was ready");
        }
        boolean fresh = job.made() == 0;
        lane.of(job).remove(job.order());
        lane.freshInARow = fresh ? lane.freshInARow + 1 : 0;
        lane.running++;
        size--;
        reconsider(lane);
        return Optional.of(job);
    }

    /** A job that {@link #start} gave out runs no more. */
    public void ended(Job job) {
        vacate(job.key());
    }

    /** Something runs under a key that came from no queue, until it {@linkplain #vacate vacates} the place. */
    public void occupy(String key) {
        Lane lane = lanes.computeIfAbsent(key, k -> new Lane());
        lane.running++;
        reconsider(lane);
    }

    /** One that runs under a key less. */
    public void vacate(String key) {
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.running--;
            reconsider(lane);
            forgetIfIdle(key, lane);
        }
    }

    /** Takes a waiting job out; true if it was there. */
    public boolean remove(Job job) {
        Lane lane = lanes.get(job.key());
        if (lane == null || !lane.of(job).remove(job.order(), job)) {
            return false;
        }
        size--;
        reconsider(lane);
        forgetIfIdle(job.key(), lane);
        return true;
    }

    /** How many jobs wait. */
    public int size() {
        return size;
    }

    private void forgetIfIdle(String key, Lane lane) {
        if (lane.isIdle()) {
            lanes.remove(key);
        }
    }

    private void reconsider(Lane lane) {
        if (lane.readyAs != null) {
            ready.remove(lane.readyAs);
            lane.readyAs = null;
        }
        Job head = lane.head();
        boolean unlimited = policy.kind() == QueuePolicy.Kind.PARALLEL && policy.width() == 0;
        int width = policy.kind() == QueuePolicy.Kind.PARALLEL ? policy.width() : 1;
        if (head != null && (unlimited || lane.running < width)) {
            lane.readyAs = head.order();
            ready.put(head.order(), lane);
        }
    }
}
