package org.reactord.autostart;

/**
 * How things stand with one way of being started at login.
 *
 * @param way {@code systemd}, {@code desktop} or {@code launchd}
 * @param enabled whether it starts the daemon
 * @param file that says so, or would
 * @param detail a clause for a person; empty if there is nothing more to say
 */
public record Standing(String way, boolean enabled, String file, String detail) {}
