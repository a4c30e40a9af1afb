package org.reactord.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.FileEvent;
import org.reactord.event.SystemEvent;
import org.reactord.rule.Origin;
import org.reactord.rule.Refusal;
import org.reactord.rule.Rule;

/**
 * The last decisions, by their numbers. That an event is for none of a row of rules takes one place, and is told rule by
 * rule when somebody reads it: a thousand refusals must not cost a thousand sentences. Confined to the loop thread.
 */
final class Ring {
    /** What is kept in one place. */
    sealed interface Kept {
        /** The number of its first decision. */
        long first();

        int count();

        /** The path that all of it is about; empty if it is about none. */
        Optional<BytePath> path();

        Decision decision(long number);
    }

    /** One that was made out at once. */
    record Single(Decision decision) implements Kept {
        @Override
        public long first() {
            return decision.number();
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public Optional<BytePath> path() {
            return decision.path();
        }

        @Override
        public Decision decision(long number) {
            return decision;
        }
    }

    /** What happened to a file is for none of these rules, as they were then. */
    record FileRefused(long first, Instant at, FileEvent event, List<Rule> rules) implements Kept {
        @Override
        public int count() {
            return rules.size();
        }

        @Override
        public Optional<BytePath> path() {
            return Optional.of(event.path());
        }

        @Override
        public Decision decision(long number) {
            Rule rule = rules.get((int) (number - first));
            Refusal refusal = rule.refusal(event).orElseThrow();
            return refused(number, at, rule, path(), event.change().word(), refusal.clause(), refusal.origin());
        }
    }

    /** What happened to the system is for none of these rules. */
    record SystemRefused(long first, Instant at, SystemEvent event, List<Rule> rules) implements Kept {
        @Override
        public int count() {
            return rules.size();
        }

        @Override
        public Optional<BytePath> path() {
            return Optional.empty();
        }

        @Override
        public Decision decision(long number) {
            Rule rule = rules.get((int) (number - first));
            String clause =
                    rule.source().want().flatMap(want -> want.refusal(event)).orElseThrow();
            Origin origin = rule.placeOf(rule.source().key());
            return refused(number, at, rule, Optional.empty(), event.brief(), clause, origin);
        }
    }

    private final @Nullable Kept[] places;
    private long used;
    private long last;

    Ring(int size) {
        places = new Kept[size];
    }

    private static Decision refused(
            long number, Instant at, Rule rule, Optional<BytePath> path, String event, String clause, Origin origin) {
        return new Decision(
                number,
                at,
                rule.name(),
                path,
                1,
                event,
                Fate.REFUSED,
                Optional.empty(),
                0,
                clause,
                Optional.of(origin));
    }

    /** The number of the last decision; 0 before the first. */
    long last() {
        return last;
    }

    /** The number of the oldest that is remembered. */
    long oldest() {
        return Math.max(1, last - places.length + 1);
    }

    /** Keeps what begins with the number after the last. */
    void add(Kept kept) {
        places[slot(used++)] = kept;
        last = kept.first() + kept.count() - 1;
    }

    private int slot(long place) {
        return (int) (place % places.length);
    }

    private Kept at(long place) {
        Kept kept = places[slot(place)];
        if (kept == null) {
            throw new IllegalStateException("nothing was kept at place " + place);
        }
        return kept;
    }

    /** Tells all from one number to another, both included, of those places that are wanted; oldest first. */
    void tell(long from, long to, Predicate<Kept> wanted, Consumer<Decision> reader) {
        if (from > to) {
            return;
        }
        for (long place = placeOf(from); place < used && at(place).first() <= to; place++) {
            Kept kept = at(place);
            if (wanted.test(kept)) {
                long end = Math.min(to, kept.first() + kept.count() - 1);
                for (long number = Math.max(from, kept.first()); number <= end; number++) {
                    reader.accept(kept.decision(number));
                }
            }
        }
    }

    /** Where the decision of a number is; it must be remembered. */
    private long placeOf(long number) {
        long low = Math.max(0, used - places.length);
        long high = used - 1;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (at(middle).first() <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
