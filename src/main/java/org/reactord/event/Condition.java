package org.reactord.event;

/**
 * A state of the system that has just begun to hold: until another value is told under the same name.
 *
 * @param name of what it is a state, unique among all of one {@link SystemKind}: {@code link:wg0}
 * @param value {@code up}
 * @param lasts false if what it was said of is gone with it, so that nothing is left to hold: {@code removed}
 */
public record Condition(String name, String value, boolean lasts) {}
