package org.reactord.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Glob;
import org.reactord.event.GlobIndex;
import org.reactord.event.SystemEvent;

/** The rules that wait for one kind of what happens to the system, in their order, and which of them want it. Immutable. */
public final class Waiters {
    /** Of nobody. */
    public static final Waiters NONE = new Waiters(List.of());

    private final List<Rule> rules;
    private final List<SystemWant> wants;

    /** Those that say of no field what it must be. */
    private final BitSet always = new BitSet();

    private final List<ByField> byField = new ArrayList<>();

    private record ByField(String field, GlobIndex index) {}

    Waiters(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        wants = rules.stream().map(rule -> rule.source().want().orElseThrow()).toList();
        Map<String, Set<List<Glob>>> variety = new HashMap<>();
        for (SystemWant want : wants) {
            for (Matcher matcher : want.matchers()) {
                if (matcher instanceof Matcher.OneOf one) {
                    variety.computeIfAbsent(one.field(), any -> new HashSet<>()).add(one.globs());
                }
            }
        }
        Map<String, Map<Integer, List<Glob>>> lists = new HashMap<>();
        for (int place = 0; place < wants.size(); place++) {
            Matcher.OneOf one = mostTelling(wants.get(place), variety);
            if (one == null) {
                always.set(place);
            } else {
                lists.computeIfAbsent(one.field(), any -> new HashMap<>()).put(place, one.globs());
            }
        }
        lists.forEach((field, globs) -> byField.add(new ByField(field, GlobIndex.ofValues(globs))));
    }

    /** The criterion whose field the rules ask for most variously: an interface tells more than {@code up} does. */
    private static Matcher.@Nullable OneOf mostTelling(SystemWant want, Map<String, Set<List<Glob>>> variety) {
        Matcher.OneOf best = null;
        int most = 0;
        for (Matcher matcher : want.matchers()) {
            if (matcher instanceof Matcher.OneOf one) {
                int asked = variety.getOrDefault(one.field(), Set.of()).size();
                if (asked > most) {
                    best = one;
                    most = asked;
                }
            }
        }
        return best;
    }

    public List<Rule> rules() {
        return rules;
    }

    /**
     * Finds those that {@linkplain SystemWant#wants want} an event of this kind. Who cannot is not looked at, and costs no
     * object.
     *
     * @param into is given their places in {@link #rules}, and nothing else
     */
    public void wanting(SystemEvent event, BitSet into) {
        into.clear();
        into.or(always);
        for (int i = 0; i < byField.size(); i++) {
            String value = event.fields().get(byField.get(i).field());
            if (value != null) { // what is not said is not as anybody wants it
                byField.get(i).index().find(value, into);
            }
        }
        for (int i = into.nextSetBit(0); i >= 0; i = into.nextSetBit(i + 1)) {
            if (!wants.get(i).wants(event)) {
                into.clear(i);
            }
        }
    }
}
