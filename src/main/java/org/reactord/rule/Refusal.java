package org.reactord.rule;

/**
 * The clause that turned an event down.
 *
 * @param key the rule's key that decided
 * @param clause what it says, for a person
 * @param origin where it was written
 */
public record Refusal(String key, String clause, Origin origin) {}
