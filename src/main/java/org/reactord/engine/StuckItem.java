package org.reactord.engine;

/**
 * An item that was handled but cannot be removed, or moved.
 *
 * @param tries how often that was tried
 * @param next when it is tried next
 */
record StuckItem(Removal removal, String reason, int tries, Deadlines.Deadline next) {}
