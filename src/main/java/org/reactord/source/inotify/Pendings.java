package org.reactord.source.inotify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.source.Unfinished;

/** The names that wait for something. Bounded: who asks too much of it has lost events. */
final class Pendings {
    /** More files than this that are being written at once are taken for an overflow. */
    static final int MOST = 65_536;

    private final Timers timers;
    private final LongSupplier handledUntil;
    private final Map<Pending, Pending> all = new HashMap<>();
    private final Key asked = new Key();
    private List<Pending> fresh = new ArrayList<>();
    private int sweepAt = 1024;

    Pendings(Timers timers, LongSupplier handledUntil) {
        this.timers = timers;
        this.handledUntil = handledUntil;
    }

    @Nullable
    @SuppressWarnings("CollectionIncompatibleType") // a Key is equal to the Pending that it stands for
    Pending get(Dir dir, byte[] name) {
        if (all.isEmpty()) {
            return null;
        }
        asked.dir = dir;
        asked.name = name;
        return all.get(asked);
    }

    /** Stands for the one that is looked for: there is a look for every event. */
    private static final class Key {
        @Nullable
        Dir dir;

        byte[] name = {};

        @Override
        public boolean equals(Object other) {
            return other instanceof Pending pending && dir == pending.dir && Arrays.equals(name, pending.name);
        }

        @Override
        public int hashCode() {
            return dir == null ? 0 : Pending.hash(dir, name);
        }
    }

    /** Keeps it; false if there are too many. */
    boolean keep(Pending pending) {
        if (all.size() >= sweepAt) {
            all.keySet().removeIf(each -> each.dir.tree() == null);
            sweepAt = Math.max(1024, all.size() * 2);
        }
        if (all.size() >= MOST) {
            return false;
        }
        all.putIfAbsent(pending, pending);
        pending.untoldSince = Math.min(pending.untoldSince, handledUntil.getAsLong());
        return true;
    }

    /** True if another one waits under the same name. */
    @SuppressWarnings("ReferenceEquality") // equal ones are those of one name
    boolean isAside(Pending pending) {
        Pending waiting = all.get(pending);
        return waiting != null && waiting != pending;
    }

    void forget(Pending pending) {
        stopTimer(pending);
        pending.stage = Pending.Stage.ABSORBING;
        // One that was looked at aside does not take along the one that waits under the same name.
        if (!isAside(pending)) {
            all.remove(pending);
        }
    }

    void stopTimer(Pending pending) {
        if (pending.timer != null) {
            timers.cancel(pending.timer);
            pending.timer = null;
        }
    }

    /** Remembers to look at it once the events that are at hand have been dealt with. */
    void fresh(Pending pending) {
        pending.stage = Pending.Stage.FRESH;
        fresh.add(pending);
    }

    int freshSize() {
        return fresh.size();
    }

    /** Those that are to be looked at now. */
    List<Pending> takeFresh() {
        List<Pending> taken = fresh;
        fresh = new ArrayList<>();
        return taken;
    }

    List<Pending> of(Tree tree) {
        return all.keySet().stream().filter(each -> each.dir.tree() == tree).toList();
    }

    /** What is waited for under a path, in each tree that has it. */
    List<Unfinished> of(BytePath path) {
        byte[] name = path.name().bytes();
        List<Unfinished> unfinished = new ArrayList<>();
        for (Pending pending : all.keySet()) {
            Tree tree = pending.dir.tree();
            if (tree == null || pending.stage == Pending.Stage.ABSORBING || !Arrays.equals(pending.name, name)) {
                continue;
            }
            if (pending.dir.pathOf(name).equals(path)) {
                Instant since = Instant.EPOCH.plusNanos(pending.untoldSince);
                unfinished.add(new Unfinished(tree.watched, pending.stage.awaited(), since));
            }
        }
        return unfinished;
    }

    /** Since when something of a tree is untold; the instant given if nothing is. */
    long untoldSince(Tree tree, long now) {
        long since = now;
        for (Pending pending : all.keySet()) {
            if (pending.stage != Pending.Stage.ABSORBING && pending.dir.tree() == tree) {
                since = Math.min(since, pending.untoldSince);
            }
        }
        return since;
    }

    int size() {
        return all.size();
    }
}
