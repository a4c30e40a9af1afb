package org.reactord.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;
import org.reactord.rule.Enabled;
import org.reactord.rule.Per;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.source.EventSource;
import org.reactord.source.WatchRequest;
import org.reactord.store.Store;

/**
 * Keeps the mark of each rule that catches up: the instant up to which all its events have been handled, renewed whenever
 * its work has run dry, and read at the start. Confined to the loop thread.
 *
 * <p>The source says how far it has told; that counts once the rule has nothing under way any more that is not kept on
 * disk as a job. While a file is being written the instant stays behind; it is asked for again a few times, and then with
 * the next event.
 */
final class Marking {
    /** So long a rule has nothing to do before its mark is renewed: a stream of small jobs must not sync the disk each time. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** So long the end of the daemon waits for the last marks at the most. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private static final int MOST_QUESTIONS = 6;

    /** A rule whose mark is behind what has happened. */
    private static final class Behind {
        /** When something last happened, by the wall clock. */
        long touched;

        int questions;
        Deadlines.@Nullable Deadline deadline;
        boolean asked;
        /** Something pending held the instant back; what follows may be of no interest to the rule. */
        boolean heldBack;
    }

    private final EventSource source;
    private final Store store;
    private final Deadlines deadlines;
    private final Consumer<Message> post;
    private final Map<ActiveRule, Behind> behind = new LinkedHashMap<>();
    private final Map<WatchedTree, Long> requested = new HashMap<>();
    private final Set<ActiveRule> spoiled = new HashSet<>();
    /** False says that of nobody an instant is held back; true that there may be one. */
    private boolean anyHeldBack;

    private boolean finishing;
    private boolean late;

    Marking(EventSource source, Store store, Deadlines deadlines, Consumer<Message> post) {
        this.source = source;
        this.store = store;
        this.deadlines = deadlines;
        this.post = post;
    }

    /** Whether a rule has a mark at all. */
    static boolean isMarked(Rule rule) {
        return rule.enabled() == Enabled.ON && rule.source() instanceof RuleSource.Watch watch && watch.catchUp();
    }

    /** From when on the files in the trees of these rules are to be told, where the trees are new. */
    List<WatchRequest> requests(List<ActiveRule> rules, boolean starting) {
        Map<WatchedTree, Long> since = new LinkedHashMap<>();
        Set<WatchedTree> creations = new HashSet<>();
        for (ActiveRule active : rules) {
            for (WatchedTree tree : active.rule().trees()) {
                since.merge(tree, starting ? since(active, tree.root()) : sinceNow(active), Math::min);
                if (active.rule().asksForCreations()) {
                    creations.add(tree);
                }
            }
        }
        if (starting) {
            requested.putAll(since);
        }
        return since.entrySet().stream()
                .map(entry -> new WatchRequest(entry.getKey(), entry.getValue(), creations.contains(entry.getKey())))
                .toList();
    }

    /** A spool's directory is its queue, so all that lies there counts; what a new watch finds is no change. */
    private static long sinceNow(ActiveRule active) {
        return active.rule().isSpool() ? WatchRequest.ALL : WatchRequest.NOTHING;
    }

    private long since(ActiveRule active, BytePath root) {
        OptionalLong mark = leftMark(active, root);
        // What has the ctime of the mark itself may have come after it, in the same tick of the clock.
        return mark.isPresent() ? mark.getAsLong() - 1 : sinceNow(active);
    }

    /** What an earlier daemon has left, if the rule goes by it. */
    private OptionalLong leftMark(ActiveRule active, BytePath root) {
        return isMarked(active.rule()) ? store.mark(active.name(), root) : OptionalLong.empty();
    }

    /** The rules that are in force now; a mark of another is worth nothing when that comes back. */
    void inForce(List<ActiveRule> rules, Moment now) {
        Set<String> marked = new LinkedHashSet<>();
        for (ActiveRule active : rules) {
            if (isMarked(active.rule())) {
                marked.add(active.name());
                touched(active, now);
            }
        }
        behind.keySet().removeIf(active -> active.retired() || !isMarked(active.rule()));
        store.retainMarks(marked);
    }

    /** True if something that was there at the start has changed since the rule's mark. */
    boolean hasMissed(ActiveRule active, FileEvent event) {
        OptionalLong mark = leftMark(active, event.tree().root());
        if (mark.isEmpty()) {
            return false;
        }
        if (event.stamp().isEmpty()) {
            return true;
        }
        long changed = event.stamp().get().changed();
        // Older than anything that was asked for: it came along with a directory.
        boolean cameAlong = changed <= requested.getOrDefault(event.tree(), WatchRequest.NOTHING);
        return changed >= mark.getAsLong() || cameAlong;
    }

    /** That a directory has lost names is something for a rule that takes all changes as one, and asks for such. */
    static boolean isDirectoryForNothing(Rule rule, FileEvent event) {
        if (event.kind() != FileKind.DIRECTORY || event.change() != Change.WRITTEN) {
            return false;
        }
        boolean asksForLosses = rule.source() instanceof RuleSource.Watch watch
                && (watch.on().contains(Change.DELETED) || watch.on().contains(Change.MOVED));
        return rule.per() == Per.FILE || !asksForLosses;
    }

    /** A rule has taken an event, or is new. */
    void touched(ActiveRule active, Moment now) {
        if (isMarked(active.rule()) && !spoiled.contains(active)) {
            Behind state = behind.computeIfAbsent(active, any -> new Behind());
            state.touched = now.epochNanos();
            state.questions = 0;
        }
    }

    /** Something has happened in a tree that may be of no interest to some who watch it. */
    void passedOver(WatchedTree tree) {
        if (!anyHeldBack) {
            return;
        }
        behind.forEach((active, state) -> {
            if (state.heldBack && active.rule().trees().contains(tree)) {
                state.questions = 0;
            }
        });
    }

    /** Something happened in its trees that nobody will handle: from now on only the mark that it has is true. */
    void missed(ActiveRule active) {
        spoiled.add(active);
        behind.remove(active);
    }

    /**
     * The daemon ends: asks once more, without a rest, so that the next one does not find again what is done.
     *
     * @return true once all have answered, or the time for that is over
     */
    boolean finished(Moment now) {
        if (!finishing) {
            finishing = true;
            deadlines.at(now.after(LAST_WORD), due -> late = true);
            List.copyOf(behind.entrySet()).stream()
                    .filter(entry -> !entry.getValue().asked)
                    .forEach(entry -> ask(entry.getKey(), entry.getValue()));
        }
        return late || behind.values().stream().noneMatch(state -> state.asked);
    }

    /** At the end of each turn: whoever has nothing to do is asked about a while later. */
    void end(Moment now) {
        if (finishing) {
            return;
        }
        for (Map.Entry<ActiveRule, Behind> entry : behind.entrySet()) {
            Behind state = entry.getValue();
            if (state.deadline == null && !state.asked && state.questions < MOST_QUESTIONS && isDry(entry.getKey())) {
                Duration rest = REST.multipliedBy(1L << state.questions);
                state.deadline = deadlines.at(now.after(rest), due -> ask(entry.getKey(), state));
            }
        }
    }

    /** Nothing gathers, waits or runs, but for what waits for another attempt, which is kept on disk. */
    private static boolean isDry(ActiveRule active) {
        return active.intake().settling() == 0
                && active.jobs().size() == active.retries().size();
    }

    private void ask(ActiveRule active, Behind state) {
        state.deadline = null;
        if (isDry(active) && behind.get(active) == state) {
            state.asked = true;
            state.questions++;
            long touched = state.touched;
            source.toldUntil(
                    active.rule().trees(), until -> post.accept(new Message.ToldUntil(active, touched, until)));
        }
    }

    /** Everything before the instant had been told, and has been handled by now, when the question was asked. */
    void answered(ActiveRule active, long touched, long until) {
        Behind state = behind.get(active);
        if (state == null) {
            return;
        }
        state.asked = false;
        if (state.touched != touched || !isDry(active) || active.retired()) {
            return;
        }
        if (until != Long.MIN_VALUE) {
            store.mark(active.name(), roots(active), until);
        }
        state.heldBack = until <= touched;
        if (state.heldBack) {
            anyHeldBack = true;
        } else {
            behind.remove(active);
            anyHeldBack = behind.values().stream().anyMatch(other -> other.heldBack);
        }
    }

    private static List<BytePath> roots(ActiveRule active) {
        return active.rule().trees().stream().map(WatchedTree::root).toList();
    }
}
