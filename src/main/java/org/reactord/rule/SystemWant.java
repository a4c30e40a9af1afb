package org.reactord.rule;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactord.event.Cause;
import org.reactord.event.Glob;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;

/**
 * What a rule waits for that is no file.
 *
 * @param atStart whether a state that holds already when the rule begins to wait is wanted, too
 */
public record SystemWant(SystemKind kind, List<Matcher> matchers, boolean atStart) {
    public SystemWant {
        matchers = List.copyOf(matchers);
    }

    /** The first criterion that does not hold; empty if all do. */
    public Optional<String> refusal(SystemEvent event) {
        return event.cause() == Cause.START && !atStart ? Optional.of("at-start: false") : refusalAnytime(event);
    }

    /** True if every criterion holds: what {@link #refusal} says, without making anything. */
    boolean wants(SystemEvent event) {
        if (event.cause() == Cause.START && !atStart) {
            return false;
        }
        for (int i = 0; i < matchers.size(); i++) {
            if (matchers.get(i).answer(event) != Matcher.Answer.YES) {
                return false;
            }
        }
        return true;
    }

    /** The same, whether it has just happened or holds already. */
    public Optional<String> refusalAnytime(SystemEvent event) {
        for (Matcher matcher : matchers) {
            Matcher.Answer answer = matcher.answer(event);
            if (answer != Matcher.Answer.YES) {
                return Optional.of(matcher.text() + (answer == Matcher.Answer.UNKNOWN ? " (not known here)" : ""));
            }
        }
        return Optional.empty();
    }

    /** The word for what happened, as this rule calls it. */
    public String what(SystemEvent event) {
        for (Matcher matcher : matchers) {
            if (matcher instanceof Matcher.Power power
                    && !power.states().contains(event.what())
                    && power.hasBecomeLow(event)) {
                return "low";
            }
        }
        return event.what();
    }

    /** Its criteria as they were written, on one line; nothing if it wants everything. */
    public String text() {
        return matchers.stream()
                .filter(matcher -> !(matcher instanceof Matcher.Reach))
                .map(Matcher::text)
                .collect(Collectors.joining(", "));
    }

    /** The patterns by field, for a source that need not tell what nobody wants. */
    public Map<String, Set<String>> patterns() {
        Map<String, Set<String>> patterns = new HashMap<>();
        for (Matcher matcher : matchers) {
            if (matcher instanceof Matcher.OneOf one) {
                Set<String> texts = new LinkedHashSet<>();
                one.globs().stream().map(Glob::toString).forEach(texts::add);
                patterns.put(one.field(), texts);
            }
        }
        return patterns;
    }
}
