package org.reactord.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Done;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/**
 * A store that forgets everything when the test ends. It answers at once that all went well, unless it was told to
 * {@linkplain #hold() wait} or to {@linkplain #answer answer} something else.
 */
public final class MemoryStore implements Store {
    private record Item(String rule, BytePath path) {}

    private final StoreListener listener;
    private final Map<Item, FileStamp> delivered = new HashMap<>();
    private final List<Attempt> deliveries = new ArrayList<>();
    private final Map<Attempt, String> givenUp = new HashMap<>();
    private final Deque<Attempt> unanswered = new ArrayDeque<>();
    private List<KeptPause> pauses = List.of();
    private final List<String> broughtBack = new ArrayList<>();
    private Function<Attempt, Disposal> answer = attempt -> new Disposal.Done();
    private final Map<JobId, PendingJob> living = new LinkedHashMap<>();
    private final Map<Item, Long> marks = new HashMap<>();
    private final Map<Item, Long> newMarks = new HashMap<>();
    private final Map<BytePath, Map<String, String>> events = new LinkedHashMap<>();
    private final List<BytePath> withdrawn = new ArrayList<>();
    private List<PendingJob> kept = List.of();
    private final List<RunRecord> runs = new ArrayList<>();
    private int tries;
    private boolean holding;

    public MemoryStore(StoreListener listener) {
        this.listener = listener;
    }

    /** Says nothing until {@link #release}. */
    public void hold() {
        holding = true;
    }

    /** Answers all that was asked, in order. */
    public void release() {
        holding = false;
        while (!unanswered.isEmpty()) {
            tell(unanswered.removeFirst());
        }
    }

    public void answer(Function<Attempt, Disposal> other) {
        answer = other;
    }

    /** Every delivery and repeated removal that was asked for, in order. */
    public List<Attempt> deliveries() {
        return deliveries;
    }

    /** What was given up, with the reason. */
    public Map<Attempt, String> givenUp() {
        return givenUp;
    }

    @Override
    public void delivered(Attempt attempt) {
        deliveries.add(attempt);
        FileChange change = attempt.changes().get(0);
        change.stamp().ifPresent(stamp -> delivered.put(new Item(attempt.rule().name(), change.path()), stamp));
        ask(attempt);
    }

    @Override
    public void givenUp(Attempt attempt, String reason) {
        givenUp.put(attempt, reason);
        ask(attempt);
    }

    private void ask(Attempt attempt) {
        if (holding) {
            unanswered.addLast(attempt);
        } else {
            tell(attempt);
        }
    }

    private void tell(Attempt attempt) {
        Disposal disposal = answer.apply(attempt);
        boolean kept = attempt.rule().source() instanceof RuleSource.Spool spool && spool.done() instanceof Done.Keep;
        if (!kept && !(disposal instanceof Disposal.Stuck)) {
            delivered.remove(
                    new Item(attempt.rule().name(), attempt.changes().get(0).path()));
        }
        listener.disposed(attempt, disposal);
    }

    @Override
    public void keepPauses(List<KeptPause> all) {
        pauses = List.copyOf(all);
    }

    @Override
    public List<KeptPause> pauses() {
        return pauses;
    }

    /** The rules whose given-up items were asked for. */
    public List<String> broughtBack() {
        return broughtBack;
    }

    @Override
    public void bringBack(Rule rule, Consumer<BroughtBack> answer) {
        broughtBack.add(rule.name());
        answer.accept(new BroughtBack(1, List.of()));
    }

    @Override
    public boolean wasDelivered(String rule, BytePath path, FileStamp stamp) {
        FileStamp known = delivered.get(new Item(rule, path));
        return known != null && known.sameContent(stamp);
    }

    @Override
    public void keep(PendingJob job) {
        living.put(job.id(), job);
    }

    @Override
    public void forget(JobId job) {
        living.remove(job);
    }

    @Override
    public List<PendingJob> kept() {
        return kept;
    }

    @Override
    public void mark(String rule, List<BytePath> roots, long until) {
        roots.forEach(root -> newMarks.put(new Item(rule, root), until));
    }

    @Override
    public OptionalLong mark(String rule, BytePath root) {
        Long until = marks.get(new Item(rule, root));
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }

    @Override
    public void retainMarks(Set<String> rules) {
        newMarks.keySet().removeIf(item -> !rules.contains(item.rule()));
    }

    @Override
    public void tryAgain() {
        tries++;
    }

    /** What a restart would find. */
    public List<PendingJob> living() {
        return List.copyOf(living.values());
    }

    /** The mark that a restart would find. */
    public OptionalLong newMark(String rule, BytePath root) {
        Long until = newMarks.get(new Item(rule, root));
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }

    public int tries() {
        return tries;
    }

    /** As if an earlier daemon had left these. */
    public void left(PendingJob... jobs) {
        kept = List.of(jobs);
        kept.forEach(job -> living.put(job.id(), job));
    }

    /** As if an earlier daemon had left this mark. */
    public void leftMark(String rule, BytePath root, long until) {
        marks.put(new Item(rule, root), until);
    }

    @Override
    public void close() {}

    @Override
    public void put(BytePath item, Map<String, String> fields) {
        events.put(item, fields);
    }

    @Override
    public void withdraw(BytePath item) {
        events.remove(item);
        withdrawn.add(item);
    }

    /** The events that are to lie there no more, in the order in which that was said. */
    public List<BytePath> withdrawn() {
        return List.copyOf(withdrawn);
    }

    /** The events that lie there, oldest first. */
    public Map<BytePath, Map<String, String>> events() {
        return events;
    }

    @Override
    public void record(RunRecord run, Output output) {
        runs.add(run);
    }

    /** What was recorded, oldest first. */
    public List<RunRecord> runs() {
        return List.copyOf(runs);
    }

    @Override
    public long lastRun() {
        return 0;
    }

    @Override
    public void whenWritten(Runnable answer) {
        answer.run();
    }
}
