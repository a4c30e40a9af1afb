package org.reactord.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.SystemKind;
import org.reactord.event.WatchedTree;

/**
 * All rules in the order in which they are written, with those found at once that may want an event; immutable, swapped
 * whole.
 */
public final class RuleSet {
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final Map<String, Rule> byName = new LinkedHashMap<>();
    private final Map<WatchedTree, Watchers> byTree = new HashMap<>();
    private final Map<SystemKind, Waiters> byKind = new EnumMap<>(SystemKind.class);

    /**
     * The set of these rules.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public RuleSet(List<Rule> rules) {
        for (Rule rule : rules) {
            if (byName.put(rule.name(), rule) != null) {
                throw new IllegalArgumentException("two rules are called " + rule.name());
            }
        }
        index(rules);
    }

    private void index(List<Rule> rules) {
        Map<WatchedTree, List<Rule>> watching = new HashMap<>();
        Map<SystemKind, List<Rule>> waiting = new EnumMap<>(SystemKind.class);
        for (Rule rule : rules) {
            if (rule.enabled() == Enabled.OFF) {
                continue;
            }
            rule.trees().forEach(tree -> watching.computeIfAbsent(tree, any -> new ArrayList<>())
                    .add(rule));
            rule.source().want().ifPresent(want -> waiting.computeIfAbsent(want.kind(), any -> new ArrayList<>())
                    .add(rule));
        }
        watching.forEach((tree, those) -> byTree.put(tree, new Watchers(those)));
        waiting.forEach((kind, those) -> byKind.put(kind, new Waiters(those)));
    }

    /** The rules that watch a tree; none that is off. */
    public Watchers watching(WatchedTree tree) {
        return byTree.getOrDefault(tree, Watchers.NONE);
    }

    /** The rules that wait for what happens to the system and is of this kind; none that is off. */
    public Waiters waiting(SystemKind kind) {
        return byKind.getOrDefault(kind, Waiters.NONE);
    }

    public List<Rule> rules() {
        return List.copyOf(byName.values());
    }

    public Optional<Rule> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What must be watched for all of them. */
    public Set<WatchedTree> trees() {
        Set<WatchedTree> trees = new LinkedHashSet<>();
        byName.values().forEach(rule -> trees.addAll(rule.trees()));
        return trees;
    }

    /**
     * What has to be listened to for rules that are not off: of each kind, for each rule the patterns that it names by field.
     */
    public static Map<SystemKind, Set<Map<String, Set<String>>>> wants(Collection<Rule> rules) {
        Map<SystemKind, Set<Map<String, Set<String>>>> wants = new EnumMap<>(SystemKind.class);
        for (Rule rule : rules) {
            if (rule.enabled() != Enabled.OFF) {
                rule.source().want().ifPresent(want -> of(wants, want.kind()).add(want.patterns()));
                rule.retry().alsoOn().forEach(back -> of(wants, back.kind()).add(Map.of("state", Set.of(back.word()))));
            }
        }
        return wants;
    }

    private static Set<Map<String, Set<String>>> of(
            Map<SystemKind, Set<Map<String, Set<String>>>> wants, SystemKind kind) {
        return wants.computeIfAbsent(kind, any -> new LinkedHashSet<>());
    }
}
