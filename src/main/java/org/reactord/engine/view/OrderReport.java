package org.reactord.engine.view;

import java.util.List;
import org.reactord.job.Rehearsal;

/** What became of an order. */
public sealed interface OrderReport {
    /**
     * It was carried out.
     *
     * @param rules whom it concerned
     * @param jobs how many living jobs it concerned
     * @param items how many items that had been given up are in their spools again
     * @param sentences what was done, for a person
     * @param troubles what could not be done, each a sentence with its reason
     */
    record Done(List<String> rules, int jobs, int items, List<String> sentences, List<String> troubles)
            implements OrderReport {
        public Done {
            rules = List.copyOf(rules);
            sentences = List.copyOf(sentences);
            troubles = List.copyOf(troubles);
        }
    }

    /** What a rule would execute. */
    record Rehearsed(List<Rehearsal> rehearsals, List<String> troubles) implements OrderReport {
        public Rehearsed {
            rehearsals = List.copyOf(rehearsals);
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * There is no such rule, and no such job.
     *
     * @param job whether a job might have been meant
     * @param rules the names that there are
     */
    record NoSuch(String name, boolean job, List<String> rules) implements OrderReport {
        public NoSuch {
            rules = List.copyOf(rules);
        }
    }
}
