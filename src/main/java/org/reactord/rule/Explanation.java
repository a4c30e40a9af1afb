package org.reactord.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.SystemEvent;
import org.reactord.event.WatchedTree;

/**
 * Why a rule would take a change of a path, or not: every clause is asked, also after one has decided, so that a person
 * sees all that stands in the way. The clauses are those of {@link Rule#refusal}, and those before it that decide whether the
 * rule hears of the path at all.
 *
 * @param tree the tree of the rule that the path is in; empty if it is in none
 * @param clauses in the order in which they are asked; of a path that is in no tree, those before the names only
 */
public record Explanation(Rule rule, Optional<WatchedTree> tree, List<Clause> clauses) {
    public Explanation {
        clauses = List.copyOf(clauses);
    }

    /** Explains what the rule says of a change. */
    public static Explanation of(Rule rule, BytePath path, FileKind kind, Change change) {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(
                new Clause("enabled", rule.enabled() != Enabled.OFF, said(rule, "enabled"), rule.placeOf("enabled")));
        BytePath root = rootOf(rule, path).orElse(null);
        if (root == null) {
            String key = rule.source().key();
            String why = rule.source().isOfEvents() ? " is no file" : " is not where it is";
            clauses.add(new Clause(key, false, said(rule, key) + why, rule.placeOf(key)));
            return new Explanation(rule, Optional.empty(), clauses);
        }
        WatchedTree tree = rule.treeOf(root);
        clauses.add(reach(rule, tree, path, kind));
        Optional<Refusal> refusedChange = rule.refusalOf(change);
        if (!rule.isSpool()
                || refusedChange.isPresent()) { // of a spool nothing but its directory has been written down
            clauses.add(clause(rule, "on", refusedChange));
        }
        rule.refusalOf(kind).map(Clause::of).ifPresent(clauses::add);
        BytePath relative = path.below(root).orElseGet(path::name);
        clauses.add(clause(rule, "ignore", rule.filter().ignored(relative, kind)));
        clauses.add(clause(rule, "match", rule.filter().unmatched(relative, kind)));
        rule.filter().ignoredByDefault(relative, kind).map(Clause::of).ifPresent(clauses::add);
        return new Explanation(rule, Optional.of(tree), clauses);
    }

    /** Explains what the rule, which waits for something of this kind, says of something that happens to the system. */
    public static Explanation of(Rule rule, SystemWant want, SystemEvent event) {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(
                new Clause("enabled", rule.enabled() != Enabled.OFF, said(rule, "enabled"), rule.placeOf("enabled")));
        String key = want.kind().word();
        for (Matcher matcher : want.matchers()) {
            Matcher.Answer answer = matcher.answer(event);
            String unknown = answer == Matcher.Answer.UNKNOWN ? " (which is not said)" : "";
            clauses.add(new Clause(
                    key, answer == Matcher.Answer.YES, key + ": " + matcher.text() + unknown, rule.placeOf(key)));
        }
        return new Explanation(rule, Optional.empty(), clauses);
    }

    /** The nearest root that the path is below, or is. */
    private static Optional<BytePath> rootOf(Rule rule, BytePath path) {
        return rule.source().roots().stream()
                .filter(root -> root.equals(path) || path.below(root).isPresent())
                .max(java.util.Comparator.comparingInt(BytePath::length));
    }

    private static Clause reach(Rule rule, WatchedTree tree, BytePath path, FileKind kind) {
        String key = rule.source().key();
        BytePath root = tree.root();
        if (path.equals(root)) {
            boolean single = kind != FileKind.DIRECTORY && !tree.directoryOnly();
            String what = single ? "" : " is the directory itself, and what is in it counts";
            return new Clause(key, single, said(rule, key) + what, rule.placeOf(key));
        }
        boolean deeper =
                !tree.recursive() && path.below(root).flatMap(BytePath::parent).isPresent();
        if (!deeper) {
            return new Clause(key, true, said(rule, key), rule.placeOf(key));
        }
        return rule.isSpool()
                ? new Clause(key, false, said(rule, key) + " takes what lies directly in it", rule.placeOf(key))
                : new Clause("recursive", false, "recursive: false", rule.placeOf("recursive"));
    }

    private static Clause clause(Rule rule, String key, Optional<Refusal> refusal) {
        return refusal.map(Clause::of).orElseGet(() -> new Clause(key, true, said(rule, key), rule.placeOf(key)));
    }

    /** A key as it is in force. */
    private static String said(Rule rule, String key) {
        return rule.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(setting -> key + ": " + setting.text())
                .orElse(key);
    }

    /** Those that stand in the way. */
    public List<Clause> against() {
        return clauses.stream().filter(clause -> !clause.holds()).toList();
    }

    /** True if nothing stands in the way. */
    public boolean matches() {
        return clauses.stream().allMatch(Clause::holds);
    }

    /** True if the rule would take it but for one clause, and the path is where the rule looks. */
    public boolean isNearMiss() {
        return tree.isPresent() && against().size() == 1;
    }
}
