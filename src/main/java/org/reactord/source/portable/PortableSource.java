package org.reactord.source.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.files.PathBytes;
import org.reactord.source.EventSink;
import org.reactord.source.EventSource;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;
import org.reactord.threads.Ends;

/**
 * The portable source: one thread that owns all state, and an inbox that every other thread only posts to.
 *
 * <p>Hints of the watchers take a permit each; when there is none left, the tree counts as lost and is compared, so the
 * inbox is bounded. Everything else in it is bounded by the number of trees.
 */
final class PortableSource implements EventSource {
    private static final int MOST_HINTS = 4096;
    /** The watchers do not say how far they have come; this late, and the machine is about to stand still. */
    private static final Duration UNHEARD = Duration.ofSeconds(10);

    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Semaphore hints = new Semaphore(MOST_HINTS);
    private final Settling settling = new Settling();
    private final Map<WatchedTree, Tree> trees = new LinkedHashMap<>();
    private final Armings armings = new Armings();
    private final Teller teller;
    private final Roots roots;
    private final Headway headway;
    private final Scanning scanning;
    private final Thread thread;
    private final @Nullable RootWatch rootWatch;
    private final @Nullable String unavailable;
    private volatile boolean closed;
    /** The turn's one timestamp. */
    private long now;

    PortableSource(EventSink sink, ThreadFactory threads) {
        RootWatch opened = null;
        String reason = null;
        try {
            opened = new RootWatch(threads, key -> inbox.add(() -> rootHints(key)));
        } catch (IOException exhausted) {
            reason = TreeWatcher.reason(exhausted);
        }
        rootWatch = opened;
        unavailable = reason;
        teller = new Teller(sink, settling);
        headway = new Headway(sink);
        scanning = new Scanning(settling, teller, headway);
        roots = new Roots(sink, threads, new Inlet(), opened);
        thread = threads.newThread(this::run);
        thread.setName("source:portable");
    }

    void start() {
        thread.start();
    }

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.ofNullable(unavailable);
    }

    @Override
    public void watch(Collection<WatchRequest> requests, Runnable armed) {
        List<WatchRequest> wanted = List.copyOf(requests);
        inbox.add(() -> setTrees(wanted, armed));
    }

    @Override
    public void rescan(WatchedTree tree, Cause cause) {
        inbox.add(() -> {
            Tree known = trees.get(tree);
            if (known != null) {
                roots.scan(known, cause, WatchRequest.ALL, now);
            }
        });
    }

    @Override
    public void toldUntil(Collection<WatchedTree> watched, LongConsumer answer) {
        List<WatchedTree> wanted = List.copyOf(watched);
        inbox.add(() -> {
            long until = Settling.wall() - UNHEARD.toNanos();
            for (Tree tree : trees.values()) {
                if (wanted.contains(tree.watched)) {
                    boolean unknown = tree.lost != null || tree.scan() != null || tree.limit != null;
                    until = unknown ? Long.MIN_VALUE : Math.min(until, settling.waitingSince(tree, until));
                }
            }
            answer.accept(until);
        });
    }

    @Override
    public void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
        inbox.add(() -> answer.accept(settling.of(path)));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Ends.await(List.of(thread), () -> {});
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (InterruptedException closing) {
            // Only close() interrupts.
        }
        // The interrupt has done its work; the joins below must not be cut short by it.
        Thread.interrupted();
        endThreads();
    }

    private void endThreads() {
        try {
            for (Tree tree : trees.values()) {
                tree.cancelScans();
                roots.stop(tree);
            }
            roots.joinStopped();
            if (rootWatch != null) {
                rootWatch.close();
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        Runnable message = nextMessage();
        now = System.nanoTime();
        teller.settle(now, tree -> roots.examine(tree, now));
        if (message != null) {
            message.run();
        }
        for (Tree tree : trees.values()) {
            roots.retry(tree, now);
            mend(tree);
            scanning.advance(tree, now);
        }
        armings.answer(this::isCurrent);
    }

    /** The only wait. */
    private @Nullable Runnable nextMessage() throws InterruptedException {
        if (scanning.canGoOn(trees.values())) {
            return inbox.poll();
        }
        OptionalLong deadline = settling.deadline();
        for (Tree tree : trees.values()) {
            if (tree.retries && (deadline.isEmpty() || tree.retryAt - deadline.getAsLong() < 0)) {
                deadline = OptionalLong.of(tree.retryAt);
            }
        }
        return deadline.isEmpty()
                ? inbox.take()
                : inbox.poll(deadline.getAsLong() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Once a comparison is running it is left to end first, so that a long burst does not start it over and over. */
    private void mend(Tree tree) throws InterruptedException {
        String reason = tree.lost;
        if (reason != null && !tree.isComparing()) {
            tree.cancelScans();
            teller.overflow(tree, reason);
            tree.lost = null;
            roots.scan(tree, Cause.OVERFLOW, WatchRequest.ALL, now);
        }
    }

    private void setTrees(List<WatchRequest> wanted, Runnable armed) {
        Map<WatchedTree, WatchRequest> requests = new LinkedHashMap<>();
        wanted.forEach(request -> requests.put(request.tree(), request));
        trees.values().removeIf(tree -> {
            boolean dropped = !requests.containsKey(tree.watched);
            if (dropped) {
                tree.cancelScans();
                settling.forget(tree);
                roots.stop(tree);
            }
            return dropped;
        });
        List<Tree> added = new ArrayList<>();
        requests.forEach((watched, request) -> {
            if (!trees.containsKey(watched)) {
                Tree tree = new Tree(request);
                trees.put(watched, tree);
                added.add(tree);
                roots.examine(tree, now);
            }
        });
        armings.add(added, armed);
    }

    private boolean isCurrent(Tree tree) {
        return trees.get(tree.watched) == tree;
    }

    private void rootHints(WatchKey key) {
        if (rootWatch != null) {
            for (RootWatch.Hint hint : rootWatch.heard(key)) {
                roots.heard(hint, now);
            }
        }
    }

    /** Where the watchers' threads drop what they have to say. */
    private final class Inlet implements Reports {
        @Override
        public void arming(TreeWatcher from, int directories) {
            post(from, tree -> headway.arming(tree, from, directories));
        }

        @Override
        public void armed(TreeWatcher from) {
            post(from, tree -> roots.armed(tree, from, now));
        }

        @Override
        public void noticed(TreeWatcher from, Notice notice, Path path, boolean directory) {
            if (!hints.tryAcquire()) {
                lost(from, "they came faster than they could be looked at");
                return;
            }
            inbox.add(() -> {
                hints.release();
                Tree tree = from.tree();
                if (isCurrent(tree)) {
                    teller.noticed(tree, notice, PathBytes.of(path), directory, now);
                    roots.noticed(tree, notice, directory, now);
                }
            });
        }

        @Override
        public void lost(TreeWatcher from, String reason) {
            if (from.markLosing()) {
                post(from, tree -> {
                    from.clearLosing();
                    tree.lose(reason);
                });
            }
        }

        @Override
        public void limited(TreeWatcher from, String reason, boolean mayHeal) {
            post(from, tree -> roots.limited(tree, from, reason, mayHeal, now));
        }

        @Override
        public void ended(TreeWatcher from) {
            post(from, tree -> roots.ended(tree, from, now));
        }

        private void post(TreeWatcher from, Consumer<Tree> handler) {
            inbox.add(() -> {
                if (isCurrent(from.tree())) {
                    handler.accept(from.tree());
                }
            });
        }
    }
}
