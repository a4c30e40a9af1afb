package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.FileEvent;
import org.reactord.job.FileChange;
import org.reactord.job.Job;

/**
 * When the commands of all rules ran, and so which changes were made while one of them did.
 *
 * <p>The kernel does not say who made a change. But it says when: a file's ctime cannot be set. A change whose ctime lies
 * within a run may be that run's own doing, and then the job that it leads to has a chain of runs behind it: that run, and
 * those that had led to it. A rule that has a run of its own in the chain may feed itself, alone or by way of another
 * rule. A change made while nothing ran has no chain. A name that is gone has no ctime: of it counts when it was heard of.
 * Confined to the loop thread.
 */
final class Spans {
    /** A run that takes longer makes no storm, and almost any change in the tree would be made during it. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    /** The clock of ctimes ticks at least 100 times a second, so that one may lie before the run that made it. */
    private static final Duration COARSE = Duration.ofMillis(20);

    /** How late the end of a name may be heard of. */
    private static final Duration LATE = Duration.ofSeconds(1);

    /** Whoever changes files while commands run would hardly keep still for so many times as long, again and again. */
    private static final int QUIET_FACTOR = 3;

    private static final Duration SHORTEST_QUIET = Duration.ofSeconds(1);
    private static final int MOST = 1024;

    /** One run. */
    private static final class Span {
        final String rule;
        final long run;
        final Moment began;
        final long from;
        final Map<String, Integer> chain;

        @Nullable
        Moment ended;

        private long to = Long.MAX_VALUE;

        Span(String rule, long run, Map<String, Integer> before, Moment began) {
            this.rule = rule;
            this.run = run;
            this.began = began;
            this.from = began.epochNanos() - COARSE.toNanos();
            this.chain = new HashMap<>(before);
            chain.merge(rule, 1, Integer::sum);
        }

        void end(Moment now) {
            ended = now;
            to = now.epochNanos();
        }

        boolean covers(long nanos, Duration late) {
            return nanos >= from && nanos - late.toNanos() <= to;
        }

        Duration took(Moment now) {
            return (ended == null ? now : ended).since(began);
        }

        /** How often each rule has run up to and with this run. */
        Map<String, Integer> chain(Moment now) {
            return took(now).compareTo(LONGEST) > 0 ? Map.of(rule, 1) : chain;
        }
    }

    private final Deque<Span> spans = new ArrayDeque<>();
    private int open;
    private long lastTo = Long.MIN_VALUE;

    /** With which latest run a rule's count was last begun anew: a burst of events does it once. */
    private final Map<String, Long> forgiven = new HashMap<>();

    /** A command begins, for a job with this chain. */
    void began(String rule, long run, Map<String, Integer> chain, Moment now) {
        open++;
        spans.addLast(new Span(rule, run, chain, now));
        Iterator<Span> oldest = spans.iterator();
        while (spans.size() > MOST && oldest.hasNext()) {
            if (oldest.next().ended != null) {
                oldest.remove();
            }
        }
    }

    void ended(long run, Moment now) {
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            if (span.run == run) {
                span.end(now);
                open--;
                lastTo = Math.max(lastTo, span.to);
                return;
            }
        }
    }

    /** True if a change may be the doing of a run to which a run of this rule has led, or of such a run itself. */
    boolean mayBeOwn(String rule, FileEvent event, Moment now) {
        long nanos = event.stamp().isPresent() ? event.stamp().get().changed() : now.epochNanos();
        Duration late = event.stamp().isPresent() ? Duration.ZERO : LATE;
        if (nothingRan(nanos, late)) {
            return false;
        }
        for (Span span : spans) {
            if (span.covers(nanos, late) && span.chain(now).containsKey(rule)) {
                return true;
            }
        }
        return false;
    }

    /** How often which rules have run for this job to come about, if all that it stands for comes from runs of theirs. */
    Map<String, Integer> chainOf(Job job, Moment now) {
        Map<String, Integer> chain = null;
        for (FileChange change : job.changes()) {
            if (chain != null && chain.isEmpty()) {
                return Map.of(); // something in it comes from nobody
            }
            if (change.stamp().isPresent()) {
                Map<String, Integer> one = chainAt(change.stamp().get().changed(), now);
                if (chain == null) {
                    chain = one;
                } else {
                    chain.keySet().retainAll(one.keySet());
                    one.keySet().retainAll(chain.keySet());
                    merge(chain, one);
                }
            }
        }
        return chain == null ? Map.of() : Map.copyOf(chain);
    }

    private Map<String, Integer> chainAt(long nanos, Moment now) {
        Map<String, Integer> chain = new HashMap<>();
        if (nothingRan(nanos, Duration.ZERO)) {
            return chain;
        }
        for (Span span : spans) {
            if (span.covers(nanos, Duration.ZERO)) {
                merge(chain, span.chain(now));
            }
        }
        return chain;
    }

    /** As for most changes: nothing runs, and it was made after the last end. */
    private boolean nothingRan(long nanos, Duration late) {
        return open == 0 && nanos - late.toNanos() > lastTo;
    }

    private static void merge(Map<String, Integer> chain, Map<String, Integer> another) {
        another.forEach((rule, runs) -> chain.merge(rule, runs, Math::max));
    }

    /** The chain of the last run that this rule has led to, if that began since; for what has no time of its own. */
    Map<String, Integer> lastChain(String rule, @Nullable Moment since, Moment now) {
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            if (span.chain(now).containsKey(rule)) {
                boolean old = since != null && since.ticks() >= span.began.ticks();
                return old ? Map.of() : Map.copyOf(span.chain(now));
            }
        }
        return Map.of();
    }

    /** True while anything runs that this rule has led to. */
    boolean isRunning(String rule, Moment now) {
        return spans.stream()
                .anyMatch(span -> span.ended == null && span.chain(now).containsKey(rule));
    }

    /** When there has been quiet for long enough after the last run that this rule has led to, and its own last. */
    long quietAt(String rule, Moment now) {
        long at = now.ticks();
        boolean latest = true;
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            if (span.ended == null || !span.chain(now).containsKey(rule)) {
                continue;
            }
            boolean own = span.rule.equals(rule);
            if (latest || own) {
                at = Math.max(at, span.ended.after(quietAfter(span.took(now))));
            }
            latest = false;
            if (own) {
                break;
            }
        }
        return at;
    }

    private static Duration quietAfter(Duration run) {
        Duration quiet = (run.compareTo(LONGEST) > 0 ? LONGEST : run).multipliedBy(QUIET_FACTOR);
        return quiet.compareTo(SHORTEST_QUIET) < 0 ? SHORTEST_QUIET : quiet;
    }

    /** Begins to count anew for a rule. */
    void forgive(String rule) {
        if (spans.isEmpty()) {
            return;
        }
        Long before = forgiven.put(rule, spans.getLast().run);
        for (Iterator<Span> newest = spans.descendingIterator(); newest.hasNext(); ) {
            Span span = newest.next();
            if (before != null && span.run <= before) {
                return; // it and all older ones were forgiven then
            }
            if (span.chain.containsKey(rule)) {
                span.chain.put(rule, 1);
            }
        }
    }
}
