package org.reactord.rule;

/**
 * The effective value of one key as {@code reactorctl show} prints it.
 *
 * @param text the value in the rule language, on one line
 */
public record Setting(String key, String text, Origin origin) {}
