package org.reactord.source.portable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.files.Look;
import org.reactord.source.Unfinished;

/**
 * The names that may be changing, each with what was last seen there and when to look again.
 *
 * <p>All wait equally long, so the map's order of insertion is the order of deadlines. It never holds more than
 * {@link #MOST} names; who finds no room compares later instead.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Settling {
    /** How long size and times must have stood still before a file counts as complete. */
    static final Duration STILL = Duration.ofMillis(200);

    private static final int MOST = 8192;

    private final Map<Name, Wait> waiting = new LinkedHashMap<>();

    /** A name of a tree; two trees that share a directory wait for it separately. */
    record Name(Tree tree, BytePath path) {}

    /** What is known of a name that is being waited for. */
    static final class Wait {
        final Cause cause;
        /** What the last look saw; null if nothing was there. */
        Look.@Nullable Found seen;
        /** Whether anything was ever seen under the name, or it was there before: its absence is news. */
        boolean existed;
        /** Whether some look saw content other than what was told last. */
        boolean contentChanged;
        /** Whether it was a directory that went away. */
        boolean directory;

        /** When something was first noticed, by the wall clock, in nanoseconds. */
        private final long noticed = wall();

        private long deadline;

        private Wait(Cause cause) {
            this.cause = cause;
        }
    }

    @Nullable
    Wait get(Tree tree, BytePath path) {
        return waiting.get(new Name(tree, path));
    }

    /** Waits for a name from now on; null if there is no room. */
    @Nullable
    Wait add(Tree tree, BytePath path, Cause cause, long now) {
        if (waiting.size() >= MOST) {
            return null;
        }
        Wait wait = new Wait(cause);
        wait.deadline = now + STILL.toNanos();
        waiting.put(new Name(tree, path), wait);
        return wait;
    }

    /** Waits for a name that {@link #due} has given out once more. */
    void again(Name name, Wait wait, long now) {
        wait.deadline = now + STILL.toNanos();
        waiting.put(name, wait);
    }

    /** Takes out the names whose deadline has passed. */
    List<Map.Entry<Name, Wait>> due(long now) {
        List<Map.Entry<Name, Wait>> due = new ArrayList<>();
        for (Map.Entry<Name, Wait> entry : waiting.entrySet()) {
            if (entry.getValue().deadline - now > 0) {
                break;
            }
            due.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        due.forEach(entry -> waiting.remove(entry.getKey()));
        return due;
    }

    /** The next instant at which somebody must look; empty if nothing is pending. */
    OptionalLong deadline() {
        for (Wait wait : waiting.values()) {
            return OptionalLong.of(wait.deadline);
        }
        return OptionalLong.empty();
    }

    /** Since when a name of the tree is waited for, by the wall clock; the instant given if none is. */
    long waitingSince(Tree tree, long now) {
        long since = now;
        for (Map.Entry<Name, Wait> entry : waiting.entrySet()) {
            since = entry.getKey().tree() == tree ? Math.min(since, entry.getValue().noticed) : since;
        }
        return since;
    }

    /** What is waited for under a path, in each tree that has it. */
    List<Unfinished> of(BytePath path) {
        List<Unfinished> unfinished = new ArrayList<>();
        waiting.forEach((name, wait) -> {
            if (name.path().equals(path)) {
                String what = "it is complete when its size and times have stood still";
                unfinished.add(new Unfinished(name.tree().watched, what, Instant.EPOCH.plusNanos(wait.noticed)));
            }
        });
        return unfinished;
    }

    /** The wall clock, in nanoseconds since the epoch. */
    static long wall() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }

    /** Room enough for a scan to go on; half of it is kept for events. */
    boolean hasRoomForScans() {
        return waiting.size() < MOST / 2;
    }

    void forget(Tree tree) {
        waiting.keySet().removeIf(name -> name.tree() == tree);
    }
}
