/**
 * The start of a user's daemon at login: a unit of systemd's user manager, an entry of the desktop's autostart directory, or
 * an agent of launchd; whichever there is.
 *
 * <p>What lives here: which of them, the files' texts and how each wants a path quoted, and what a person is told. A file
 * that was made here says so in its last line, with a number by which a change of it is known: only what is as it was made
 * is ever replaced or removed. What may not: anything that the daemon needs; this runs in {@code reactorctl} alone, on its
 * main thread.
 *
 * <p>Rests on systemd.service(5) and systemd.syntax(7), and on the Desktop Entry and Autostart Specifications.
 */
@NullMarked
package org.reactord.autostart;

import org.jspecify.annotations.NullMarked;
