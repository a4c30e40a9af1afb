package org.reactord.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.FileEvent;

/**
 * The intention to run a rule's command for a trigger; it lives until it is done or given up.
 *
 * <pre>
 *              start                 success, or given up
 *   QUEUED ───────────▶ RUNNING ───────────────────────────▶ DISPOSING ──▶ (gone)
 *     ▲                    │  └── of a watch, nothing to dispose of ─────▶ (gone)
 *     │ deadline           │ failure
 *     └───── RETRYING ◀────┘
 * </pre>
 *
 * <p>Confined to the loop thread.
 */
public final class Job {
    /** Where the job stands. */
    public enum State {
        /** Its turn has not come; a batch still gathers. */
        QUEUED,
        RUNNING,
        /** Waits for the deadline of its next attempt. */
        RETRYING,
        /** Its item is being removed, or set aside. */
        DISPOSING
    }

    private final JobId id;
    private final Cause cause;
    private final Changes changes = new Changes();
    private State state = State.QUEUED;
    private long order;
    private long readyAt;
    private String key = "";
    private int made;
    private boolean wanted = true;
    private boolean kept;
    private @Nullable Map<String, Integer> chain;
    private @Nullable FileEvent again;

    public Job(JobId id, Cause cause, long order) {
        this.id = id;
        this.cause = cause;
        this.order = order;
    }

    /** A job that an earlier daemon has left; what it stands for has been told, if there was an attempt. */
    public static Job of(PendingJob left, long order) {
        Job job = new Job(left.id(), left.cause(), order);
        left.changes().forEach(job.changes::add);
        if (left.made() > 0) {
            job.resume(left.made());
        }
        return job;
    }

    /** What a restart needs of it. */
    public PendingJob pending(String rule, Instant due) {
        return new PendingJob(id, rule, cause, made, due, changes());
    }

    public JobId id() {
        return id;
    }

    /** Why it came to be; attempts from the second on say {@link Cause#RETRY} instead. */
    public Cause cause() {
        return made == 0 ? cause : Cause.RETRY;
    }

    public State state() {
        return state;
    }

    public void become(State next) {
        state = next;
    }

    /** Its place in the order of arrival, over all rules; a retry has the place of the moment when it came due. */
    public long order() {
        return order;
    }

    public void rejoin(long newOrder) {
        order = newOrder;
    }

    /** Since when it waits for its turn, in ticks of the loop's clock. */
    public long readyAt() {
        return readyAt;
    }

    public void readyAt(long ticks) {
        readyAt = ticks;
    }

    /** Jobs of one rule with equal keys wait for one another. */
    public String key() {
        return key;
    }

    public void key(String newKey) {
        key = newKey;
    }

    /** How many attempts have been made that count. */
    public int made() {
        return made;
    }

    public void countAttempt() {
        made++;
        changes.tell();
    }

    /** Goes on counting where an earlier daemon has stopped; its command has been told of the changes. */
    public void resume(int attemptsBefore) {
        made = attemptsBefore;
        changes.tell();
    }

    /** The number that the running or next attempt has, from 1. */
    public int nextNumber() {
        return made + 1;
    }

    /** False if it runs for a version of its rule whose successor does not ask for it: then it is not tried again. */
    public boolean isWanted() {
        return wanted;
    }

    public void wanted(boolean stillWanted) {
        wanted = stillWanted;
    }

    /** Whether the disk has it, so that its end has to be told there. */
    public boolean isKept() {
        return kept;
    }

    public void kept(boolean onDisk) {
        kept = onDisk;
    }

    /**
     * The runs that have led to this job, each by what changed during it: how many there were of which rule. Nothing, if
     * nobody has asked yet.
     */
    public Optional<Map<String, Integer>> chain() {
        return Optional.ofNullable(chain);
    }

    public void chain(Map<String, Integer> runs) {
        chain = Map.copyOf(runs);
    }

    /** Counts no run of this rule among those that have led to the job. */
    public void forgive(String rule) {
        Map<String, Integer> rest = new HashMap<>(chain().orElse(Map.of()));
        rest.remove(rule);
        chain(rest);
    }

    public void add(FileEvent event) {
        changes.add(event);
    }

    /** Takes over what another job stood for, as later changes. */
    public void absorb(Job later) {
        changes.addAll(later.changes);
    }

    public List<FileChange> changes() {
        return changes.list();
    }

    public int size() {
        return changes.size();
    }

    /** True if all that had changed has come to nothing. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** True if what has changed includes this path. */
    public boolean concerns(BytePath path) {
        return changes.has(path);
    }

    /** The first path that it is about. */
    public Optional<BytePath> path() {
        return changes.first().map(FileChange::path);
    }

    /** Keeps what happened to the file while the job ran: work for afterwards. The newest wins. */
    public void again(FileEvent event) {
        again = event;
    }

    /** What happened to the file meanwhile, once. */
    public Optional<FileEvent> takeAgain() {
        Optional<FileEvent> taken = Optional.ofNullable(again);
        again = null;
        return taken;
    }

    public boolean changedMeanwhile() {
        return again != null;
    }
}
