package org.reactord.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reactord.event.SystemKind;
import org.reactord.event.WatchedTree;
import org.reactord.rule.Enabled;
import org.reactord.rule.RuleSet;
import org.reactord.rule.Waiters;
import org.reactord.rule.Watchers;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;

/** The rules at work, by name and by what they watch. Confined to the loop thread. */
final class RuleBook {
    /** Those that watch a tree, in the order of the rule files, and who of them wants an event; their places are the same. */
    record Watching(List<ActiveRule> all, Watchers rules) {
        static final Watching NOBODY = new Watching(List.of(), Watchers.NONE);
    }

    /**
     * Those that wait for a kind of what happens to the system, and who of them wants an event; the places are those among
     * the ones that are on.
     */
    record Waiting(List<ActiveRule> all, List<ActiveRule> on, Waiters rules) {
        static final Waiting NOBODY = new Waiting(List.of(), List.of(), Waiters.NONE);
    }

    private final Map<String, ActiveRule> byName = new LinkedHashMap<>();
    private final Map<WatchedTree, Watching> byTree = new HashMap<>();
    private final Map<SystemKind, Waiting> byKind = new EnumMap<>(SystemKind.class);
    private final Map<String, ActiveRule> leaving = new HashMap<>();
    private final Map<WatchedTree, RootState> roots = new HashMap<>();
    private final Map<SystemKind, SystemState> system = new EnumMap<>(SystemKind.class);
    private final LongWork longWork = new LongWork();

    Optional<ActiveRule> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A rule that is in the rule files no more, while a command of it runs. */
    Optional<ActiveRule> leaving(String name) {
        return Optional.ofNullable(leaving.get(name))
                .filter(active -> !active.jobs().isEmpty());
    }

    /** All of those. */
    Collection<ActiveRule> leaving() {
        return leaving.values();
    }

    boolean isWatched(WatchedTree tree) {
        return byTree.containsKey(tree);
    }

    /** In the order of the rule files. */
    Collection<ActiveRule> all() {
        return byName.values();
    }

    Watching watching(WatchedTree tree) {
        return byTree.getOrDefault(tree, Watching.NOBODY);
    }

    Waiting waiting(SystemKind kind) {
        return byKind.getOrDefault(kind, Waiting.NOBODY);
    }

    /** The trees that now stand for one that a reload has changed: an event may still be on its way from the old one. */
    List<WatchedTree> successors(WatchedTree old) {
        return byTree.keySet().stream()
                .filter(tree -> tree.root().equals(old.root()) && !tree.equals(old))
                .toList();
    }

    /** Makes these, in this order, all the rules that there are. */
    void replace(List<ActiveRule> rules) {
        leaving.putAll(byName);
        leaving.values().removeIf(active -> !active.retired() || active.jobs().isEmpty());
        byName.clear();
        byTree.clear();
        byKind.clear();
        RuleSet set = new RuleSet(rules.stream().map(ActiveRule::rule).toList());
        for (ActiveRule active : rules) {
            byName.put(active.name(), active);
            for (WatchedTree tree : active.rule().trees()) {
                byTree.computeIfAbsent(tree, any -> new Watching(new ArrayList<>(), set.watching(tree)))
                        .all()
                        .add(active);
            }
            active.rule().source().want().ifPresent(want -> waits(active, want.kind(), set));
        }
        roots.keySet().retainAll(byTree.keySet());
        longWork.retain(byTree.keySet());
    }

    private void waits(ActiveRule active, SystemKind kind, RuleSet set) {
        Waiting waiting = byKind.computeIfAbsent(
                kind, any -> new Waiting(new ArrayList<>(), new ArrayList<>(), set.waiting(kind)));
        waiting.all().add(active);
        if (active.rule().enabled() != Enabled.OFF) {
            waiting.on().add(active);
        }
    }

    void rootChanged(RootState state) {
        if (byTree.containsKey(state.tree())) {
            roots.put(state.tree(), state);
            longWork.changed(state);
        }
    }

    /** Notes how well a kind is heard of; a sentence if that is worse than before, or well again. */
    Optional<String> systemChanged(SystemState state) {
        SystemState before = system.put(state.kind(), state);
        boolean wasHeard = before == null || before.state() == SystemState.State.HEARD;
        if (state.state() == SystemState.State.HEARD) {
            return wasHeard ? Optional.empty() : Optional.of(state.kind().word() + " events are heard again");
        }
        return state.equals(before)
                ? Optional.empty()
                : Optional.of(state.kind().word() + " is " + state.state().word() + ": " + state.detail());
    }

    /** How well that is heard of which a rule waits for, and for whose return; what nothing was heard of yet is left out. */
    List<SystemState> systemOf(ActiveRule active) {
        return RuleSet.wants(List.of(active.rule())).keySet().stream()
                .map(system::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How the roots of a rule are watched; a root that nothing was heard of yet is left out. */
    List<RootState> rootsOf(ActiveRule active) {
        return active.rule().trees().stream()
                .map(roots::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
