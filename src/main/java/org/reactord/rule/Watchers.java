package org.reactord.rule;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.FileEvent;
import org.reactord.event.Glob;
import org.reactord.event.GlobIndex;

/** The rules that watch one tree, in their order, and which of them want what has happened there. Immutable. */
public final class Watchers {
    /** Of nobody. */
    public static final Watchers NONE = new Watchers(List.of());

    /** So many are asked one by one as quickly as they are found. */
    private static final int FEW = 4;

    private final List<Rule> rules;
    private final @Nullable GlobIndex byMatch;

    Watchers(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        Map<Integer, List<Glob>> match = new HashMap<>();
        for (Rule rule : rules) {
            match.put(
                    match.size(),
                    rule.filter().match().stream().map(Pattern::glob).toList());
        }
        byMatch = rules.size() <= FEW ? null : GlobIndex.ofPaths(match);
    }

    public List<Rule> rules() {
        return rules;
    }

    /**
     * Finds those that {@linkplain Rule#wants want} an event of this tree. Who cannot is not looked at, and costs no object.
     *
     * @param into is given their places in {@link #rules}, and nothing else
     */
    public void wanting(FileEvent event, BitSet into) {
        into.clear();
        if (byMatch == null) {
            into.set(0, rules.size());
        } else {
            byMatch.find(event.path(), event.relativeAt(), into);
        }
        for (int i = into.nextSetBit(0); i >= 0; i = into.nextSetBit(i + 1)) {
            if (!rules.get(i).wants(event)) {
                into.clear(i);
            }
        }
    }
}
