package org.reactord.control;

import java.util.List;
import java.util.Map;
import org.reactord.rule.RuleSet;

/** Reads the rule files anew; the wiring knows how. Called on the {@code reload} thread, and may take its time. */
@FunctionalInterface
public interface RuleLoader {
    Result load();

    /** What the files say. */
    sealed interface Result {}

    /**
     * They are in order.
     *
     * @param files the files that were read, in their order, for a person
     * @param contents what each file said: a number, which is another one for another text
     * @param notes lines about what is allowed but worth a word
     */
    record Loaded(RuleSet rules, List<String> files, Map<String, Long> contents, List<String> notes) implements Result {
        public Loaded {
            files = List.copyOf(files);
            contents = Map.copyOf(contents);
            notes = List.copyOf(notes);
        }
    }

    /**
     * They are not.
     *
     * @param lines the mistakes, rendered for a terminal
     * @param errors how many there are
     */
    record Refused(List<String> lines, int errors) implements Result {
        public Refused {
            lines = List.copyOf(lines);
        }
    }
}
