package org.reactord.source.aside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.Glob;
import org.reactord.event.Overflow;
import org.reactord.event.WatchedTree;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.RootState;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;

/**
 * One directory, not what is below it, watched beside the trees of the rules. To be put between a source and its sink: the
 * {@linkplain #sink sink} first, and then {@linkplain #over over} the source that was opened with it.
 *
 * <p>What can only be compared now and then (a network file system, no watch left) is watched only if somebody insists:
 * nobody else shall be woken for it.
 */
public final class Aside {
    /** Prunes nothing, since no directory below is looked into; no rule's tree is equal to one that has it. */
    private static final List<Glob> OURS = List.of(Glob.of("/.of-the-daemon-itself/"));

    private final WatchRequest request;
    private final boolean insists;
    private final Runnable hint;
    private final ReentrantLock lock = new ReentrantLock();
    private Collection<WatchRequest> others = List.of();
    private @Nullable EventSource source;
    private boolean left;
    private boolean known; // on the thread of the source that tells states

    /**
     * Nothing is watched yet.
     *
     * @param since nanoseconds since the epoch: what has changed later is hinted at, also if it has happened by now
     * @param insists whether it is watched also where that means to compare now and then
     * @param hint called on the source's threads whenever there may be something to see; must return at once
     */
    public Aside(BytePath directory, long since, boolean insists, Runnable hint) {
        this.request = new WatchRequest(new WatchedTree(directory, false, true, OURS), since, true);
        this.insists = insists;
        this.hint = hint;
    }

    /** The sink for the source. */
    public EventSink sink(EventSink rules) {
        return new Sorting(rules);
    }

    /** What is to be used in place of the source. */
    public EventSource over(EventSource opened) {
        return new Beside(opened);
    }

    private boolean isOurs(Event event) {
        return (event instanceof FileEvent file && isOurs(file.tree()))
                || (event instanceof Overflow overflow && isOurs(overflow.tree()));
    }

    private boolean isOurs(WatchedTree tree) {
        return tree.equals(request.tree());
    }

    private void changed(RootState state) {
        boolean first = !known;
        known = true;
        boolean poor = state.kind() == RootState.Kind.POLLING || state.kind() == RootState.Kind.DEGRADED;
        if (poor && !insists) {
            leave();
        }
        if (poor || !first) {
            hint.run(); // else it is as it was when it was read; what has changed since is told by name
        }
    }

    /** Until the rules ask for trees the next time, when things may be better. */
    private void leave() {
        lock.lock();
        try {
            EventSource opened = source;
            if (opened != null && !left) {
                left = true;
                opened.watch(others, () -> {});
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells the rules what is theirs. */
    private final class Sorting implements EventSink {
        private final EventSink rules;

        Sorting(EventSink rules) {
            this.rules = rules;
        }

        @Override
        public boolean offer(Event event) {
            if (isOurs(event)) {
                hint.run();
                return true;
            }
            return rules.offer(event);
        }

        @Override
        public void flush() {
            rules.flush();
        }

        @Override
        public void awaitRoom() throws InterruptedException {
            rules.awaitRoom();
        }

        @Override
        public void rootChanged(RootState state) {
            if (isOurs(state.tree())) {
                changed(state);
            } else {
                rules.rootChanged(state);
            }
        }
    }

    /** Asks the source for what the rules want, and for ours. */
    private final class Beside implements EventSource {
        private final EventSource opened;

        Beside(EventSource opened) {
            this.opened = opened;
        }

        @Override
        public String name() {
            return opened.name();
        }

        @Override
        public void watch(Collection<WatchRequest> requests, Runnable armed) {
            lock.lock();
            try {
                source = opened;
                left = false;
                others = List.copyOf(requests);
                List<WatchRequest> all = new ArrayList<>(requests);
                all.add(request);
                opened.watch(all, armed);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void rescan(WatchedTree tree, Cause cause) {
            opened.rescan(tree, cause);
        }

        @Override
        public void toldUntil(Collection<WatchedTree> trees, LongConsumer answer) {
            opened.toldUntil(trees, answer);
        }

        @Override
        public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
            opened.unfinished(
                    path,
                    all -> answer.accept(
                            all.stream().filter(one -> !isOurs(one.tree())).toList()));
        }

        @Override
        public Optional<String> unavailable() {
            return opened.unavailable();
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
