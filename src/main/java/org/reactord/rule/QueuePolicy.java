package org.reactord.rule;

import java.util.Map;
import java.util.Optional;

/**
 * What happens to a rule's jobs while one of them runs.
 *
 * @param kind what to do with a job whose turn has not come
 * @param width how many of the rule's jobs may run at once; 0 says as many as the daemon runs at all
 * @param key jobs with different keys do not wait for one another; empty: all of the rule have one key
 */
public record QueuePolicy(Kind kind, int width, Optional<Template> key) {
    /** The three kinds of DESIGN. */
    public enum Kind {
        /** One after another, in the order of their arrival. */
        SEQUENTIAL,
        /** Several at once. */
        PARALLEL,
        /** One runs, at most one waits; the newest wins. */
        EVICT
    }

    public static final QueuePolicy SEQUENTIAL = new QueuePolicy(Kind.SEQUENTIAL, 1, Optional.empty());

    /** The key of an event with these fields; empty if all of the rule have one. */
    public Optional<String> keyFor(Map<String, String> fields) {
        return key.map(template -> template.expand(fields));
    }
}
