package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.WatchedTree;
import org.reactord.natives.Stat;
import org.reactord.source.EventSink;
import org.reactord.source.Unfinished;
import org.reactord.source.WatchRequest;

/**
 * Owns all state: takes what the reader has read and what the daemon wants, one thing after the other, and tells the
 * sink. Waits in one place, with the earliest deadline, and without one when nothing is pending.
 *
 * <p>The thread {@code source:files} runs it.
 */
final class Worker implements Runnable {
    private final Input input;
    private final Marks marks;
    private final Timers timers;
    private final Teller teller;
    private final Looker looker;
    private final Completeness completeness;
    private final Walker walker;
    private final Scans scans;
    private final Names names;
    private final Events events;
    private final Roots roots;
    private final Mending mending;
    private final Mounted mounted;
    private final Polling polling;
    private final States states;
    private final Fences fences;
    private final Pendings pendings;
    private final Map<WatchedTree, Tree> trees = new LinkedHashMap<>();

    Worker(EventSink sink, Input input, Reader reader, Kernel kernel, Pace pace, LongSupplier ticks) {
        this.input = input;
        marks = new Marks(reader);
        timers = new Timers(ticks);
        teller = new Teller(sink);
        Watches watches = new Watches(kernel);
        Directories directories = new Directories(watches);
        looker = new Looker(watches);
        Told told = new Told();
        pendings = new Pendings(timers, teller::handledUntil);
        completeness = new Completeness(looker, teller, told, pendings, timers, marks, pace);
        Findings findings = new Findings(looker, teller, told, pendings, completeness, marks);
        walker = new Walker(directories, watches, looker, findings);
        scans = new Scans(walker, completeness, marks, teller, new Headway(sink, ticks));
        names = new Names(pendings, completeness, told, teller, looker, directories, scans, timers);
        Moves moves = new Moves(directories, pendings, names, looker, told, teller, scans, timers, marks, pace);
        events = new Events(watches, names, moves, this::kernelOverflowed);
        mounted = new Mounted(directories, scans, new Stat());
        roots = new Roots(directories, watches, scans, looker, mounted, new Stat());
        polling = new Polling(scans, teller, timers, pace);
        findings.polledBy(polling);
        mending = new Mending(teller, scans, completeness, roots, timers, marks, kernel, reader, pace);
        states = new States(sink, kernel, pace);
        fences = new Fences(pendings, moves, scans, marks);
    }

    /** Makes these the watched trees. For other threads. */
    void watch(Collection<WatchRequest> requests, Runnable armed) {
        List<WatchRequest> wanted = List.copyOf(requests);
        input.add(new Input.Order(() -> setTrees(wanted, armed)));
    }

    /** Compares a tree. For other threads. */
    void rescan(WatchedTree watched, Cause cause) {
        input.add(new Input.Order(() -> {
            Tree tree = trees.get(watched);
            if (tree != null && tree.root != null) {
                scans.walk(tree, Scan.Purpose.forced(cause));
            }
        }));
    }

    /** Answers until when everything has been told. For other threads. */
    void toldUntil(Collection<WatchedTree> watched, LongConsumer answer) {
        List<WatchedTree> wanted = List.copyOf(watched);
        input.add(new Input.Order(() -> fences.ask(
                wanted.stream().map(trees::get).filter(Objects::nonNull).toList(), answer)));
    }

    /** Answers what is waited for under a path. For other threads. */
    void unfinished(BytePath path, Consumer<List<Unfinished>> answer) {
        input.add(new Input.Order(() -> answer.accept(pendings.of(path))));
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
            }
        } catch (InterruptedException | Teller.Closing closing) {
            // Only close() interrupts.
        } finally {
            teller.flush();
            scans.close();
            walker.close();
            looker.release();
        }
    }

    private void turn() throws InterruptedException {
        Input.Item item = next();
        if (item != null) {
            handle(item);
        }
        timers.fire();
        trees.values().stream().filter(tree -> tree.doubtful).forEach(roots::examine);
        names.settle(input.isEmpty());
        if (item instanceof Input.Raw read && read.drained && input.isEmpty()) {
            teller.handledUntil(read.readAt);
        }
        scans.step();
        mending.mend(trees.values());
        polling.arrange(trees.values());
        fences.answer();
        marks.ask();
        if (input.isEmpty()) {
            teller.flush();
        }
        if (!scans.canGoOn() && input.isEmpty()) {
            looker.release();
            states.tell(trees.values());
        }
    }

    private Input.@Nullable Item next() throws InterruptedException {
        if (scans.isCrowded()) {
            return null;
        }
        boolean more =
                scans.canGoOn() || trees.values().stream().anyMatch(tree -> tree.doubtful || mending.isDue(tree));
        return more ? input.poll() : input.take(timers.deadline());
    }

    private void handle(Input.Item item) {
        if (item instanceof Input.Raw read) {
            events.take(read.bytes);
        } else if (item instanceof Input.Mark mark) {
            marks.reached(mark.number());
        } else if (item instanceof Input.Mounts) {
            mounted.changed(trees.values());
        } else if (item instanceof Input.Missed) {
            loseAll("they came faster than they could be handled");
        } else if (item instanceof Input.Order order) {
            order.action().run();
        }
    }

    private void kernelOverflowed() {
        loseAll("the kernel's queue was full; " + Kernel.limit(Kernel.MAX_EVENTS));
    }

    private void loseAll(String reason) {
        trees.values().forEach(tree -> teller.lose(tree, reason));
    }

    private void setTrees(List<WatchRequest> requests, Runnable armed) {
        Map<WatchedTree, WatchRequest> wanted = new LinkedHashMap<>();
        requests.forEach(request -> wanted.put(request.tree(), request));
        trees.values().removeIf(tree -> {
            boolean unwanted = !wanted.containsKey(tree.watched);
            if (unwanted) {
                roots.end(tree);
            }
            return unwanted;
        });
        List<Tree> added = new ArrayList<>();
        wanted.forEach((watched, request) -> {
            Tree tree = trees.get(watched);
            if (tree == null) {
                tree = new Tree(watched, request.since());
                trees.put(watched, tree);
                added.add(tree);
            }
            tree.tellsCreations = request.creations();
        });
        roots.begin(added);
        states.tell(trees.values());
        armed.run();
    }
}
