package org.reactord.engine.view;

/**
 * What somebody who goes on looking has seen.
 *
 * @param revision a number that the next picture that shows something else does not have
 */
public record Glimpse(Status status, int revision) {}
