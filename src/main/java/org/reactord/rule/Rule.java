package org.reactord.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.Glob;
import org.reactord.event.WatchedTree;

/**
 * One named entry of the rule files, with every default filled in.
 *
 * @param settings every effective key with the place that it came from, for a person; no part of what the rule means
 */
public record Rule(
        String name,
        Origin origin,
        RuleSource source,
        Filter filter,
        Duration settle,
        Per per,
        QueuePolicy queue,
        Execution execution,
        RetryPolicy retry,
        OnFailure onFailure,
        Enabled enabled,
        List<Setting> settings) {
    public Rule {
        settings = List.copyOf(settings);
    }

    /** The same rule with another answer to failures. */
    public Rule withRetry(RetryPolicy other) {
        return new Rule(
                name, origin, source, filter, settle, per, queue, execution, other, onFailure, enabled, settings);
    }

    /** True if the other rule would do the same, wherever in the files the two are written. */
    public boolean meansTheSameAs(Rule other) {
        return meaning().equals(other.meaning());
    }

    private List<Object> meaning() {
        return List.of(
                name,
                source,
                globs(filter.match()),
                globs(filter.ignore()),
                settle,
                per,
                queue,
                execution,
                retry,
                onFailure,
                enabled);
    }

    private static List<Glob> globs(List<Pattern> patterns) {
        return patterns.stream().map(Pattern::glob).toList();
    }

    /** The directories that must be watched for this rule; none while it is off. */
    public List<WatchedTree> trees() {
        List<WatchedTree> trees = new ArrayList<>();
        if (enabled != Enabled.OFF) {
            source.roots().forEach(root -> trees.add(treeOf(root)));
        }
        return trees;
    }

    /** How the rule looks at one of its roots. */
    WatchedTree treeOf(BytePath root) {
        return new WatchedTree(root, recursive(), recursive() || isSpool(), pruned());
    }

    /** Whether it may want a file that is not complete. */
    public boolean asksForCreations() {
        return source instanceof RuleSource.Watch watch && watch.on().contains(Change.CREATED);
    }

    private boolean recursive() {
        return source instanceof RuleSource.Watch watch && watch.recursive();
    }

    private List<Glob> pruned() {
        List<Glob> pruned = new ArrayList<>();
        for (List<Pattern> patterns : List.of(filter.ignore(), filter.defaults())) {
            patterns.stream().map(Pattern::glob).filter(Glob::forDirectories).forEach(pruned::add);
        }
        return pruned;
    }

    public boolean isSpool() {
        return source instanceof RuleSource.Spool;
    }

    /**
     * Whether the rule wants this event of one of its trees; empty says yes.
     *
     * <p>The clauses are asked in the order in which a person thinks of them: what happened, to what, of which name.
     */
    public Optional<Refusal> refusal(FileEvent event) {
        Optional<Refusal> refusal = refusalOf(event.change());
        if (refusal.isEmpty()) {
            refusal = refusalOf(event.kind());
        }
        return refusal.isEmpty() ? filter.refusal(event.relative(), event.kind()) : refusal;
    }

    /** True if the rule wants the event: what {@link #refusal} says, without making anything. */
    public boolean wants(FileEvent event) {
        return takes(event.change())
                && takes(event.kind())
                && filter.wants(event.path(), event.relativeAt(), event.kind());
    }

    /** Whether the rule turns down what happened. */
    Optional<Refusal> refusalOf(Change change) {
        if (takes(change)) {
            return Optional.empty();
        }
        return isSpool()
                ? refused("spool", "takes complete files, not " + change.word())
                : refused("on", "not " + change.word());
    }

    private boolean takes(Change change) {
        // A name that was moved here is complete and new under this name: so it was written, for all one can see.
        if (source instanceof RuleSource.Watch watch) {
            return watch.on().contains(change)
                    || (change == Change.MOVED && watch.on().contains(Change.WRITTEN));
        }
        return change == Change.WRITTEN || change == Change.MOVED;
    }

    /** Whether the rule turns down what it happened to. */
    Optional<Refusal> refusalOf(FileKind kind) {
        return takes(kind) ? Optional.empty() : refused("spool", "takes regular files, this is " + kind.word());
    }

    private boolean takes(FileKind kind) {
        return !isSpool() || kind == FileKind.REGULAR;
    }

    private Optional<Refusal> refused(String key, String clause) {
        return Optional.of(new Refusal(key, key + ": " + clause, placeOf(key)));
    }

    /** Where a key was written; where the rule was, if nobody wrote the key. */
    public Origin placeOf(String key) {
        for (int i = 0; i < settings.size(); i++) {
            if (settings.get(i).key().equals(key)) {
                return settings.get(i).origin();
            }
        }
        return origin;
    }
}
