package org.reactord.rule;

import java.util.List;
import java.util.Set;
import org.reactord.event.Glob;
import org.reactord.event.SystemEvent;

/** One criterion of a rule for what an event says of itself. */
public sealed interface Matcher {
    /** What a criterion says of an event. */
    enum Answer {
        YES,
        NO,
        /** The event does not say it: the kernel did not tell, or there is no such thing. */
        UNKNOWN
    }

    /** What it asks for. */
    String field();

    Answer answer(SystemEvent event);

    /** As it was written: {@code interface: wg*}. */
    String text();

    /**
     * A field has a value that fits one of these patterns, of which each is compared with all of the value; as in paths, a
     * {@code *} does not reach over a slash.
     */
    record OneOf(String field, List<Glob> globs) implements Matcher {
        public OneOf {
            globs = List.copyOf(globs);
        }

        @Override
        public Answer answer(SystemEvent event) {
            String value = event.fields().get(field);
            if (value == null) {
                return Answer.UNKNOWN;
            }
            for (int i = 0; i < globs.size(); i++) {
                if (globs.get(i).matchesValue(value)) {
                    return Answer.YES;
                }
            }
            return Answer.NO;
        }

        @Override
        public String text() {
            return field + ": "
                    + (globs.size() == 1
                            ? globs.get(0).toString()
                            : globs.stream().map(Glob::toString).toList().toString());
        }
    }

    /**
     * Where power comes from, and how much is left. A battery is low from when less is left than said until there is mains
     * power, or more.
     *
     * @param states those of {@code ac}, {@code battery} and {@code low} that are wanted
     * @param below in percent
     */
    record Power(Set<String> states, int below) implements Matcher {
        public Power {
            states = Set.copyOf(states);
        }

        @Override
        public String field() {
            return "state";
        }

        @Override
        public Answer answer(SystemEvent event) {
            return states.contains(event.what()) || (states.contains("low") && hasBecomeLow(event))
                    ? Answer.YES
                    : Answer.NO;
        }

        /** True if it is low now and was not before. */
        boolean hasBecomeLow(SystemEvent event) {
            return isLow(event, "") && !isLow(event, "was-");
        }

        private boolean isLow(SystemEvent event, String when) {
            String capacity = event.fields().get(when + "capacity");
            return "battery".equals(event.fields().get(when + "supply"))
                    && capacity != null
                    && Integer.parseInt(capacity) < below;
        }

        @Override
        public String text() {
            String words = states.size() == 1
                    ? states.iterator().next()
                    : states.stream().sorted().toList().toString();
            return "state: " + words + (states.contains("low") ? ", below: " + below : "");
        }
    }

    /**
     * Whether the machine as a whole is meant, or one interface, where a network is told of for both: who names no interface
     * asks for the first way out and the last.
     */
    record Reach(boolean machine) implements Matcher {
        @Override
        public String field() {
            return "scope";
        }

        @Override
        public Answer answer(SystemEvent event) {
            String scope = event.fields().get(field());
            return scope == null || scope.equals(machine ? "machine" : "interface") ? Answer.YES : Answer.NO;
        }

        @Override
        public String text() {
            return machine ? "of the machine as a whole" : "of one interface";
        }
    }
}
