/**
 * What a desktop's session offers to commands of a daemon that was started before it, or outside of it: its bus and its
 * display, looked for at the moment when a command is started.
 *
 * <p>What lives here: the usual places of sockets, and one question to the user's service manager, which desktops tell these
 * variables. Nothing is watched and nothing is remembered but the last answer, so nobody wakes. What may not: rules, jobs.
 *
 * <p>Called on the one thread that starts commands, which waits for the manager for a moment at the most.
 */
@NullMarked
package org.reactord.session;

import org.jspecify.annotations.NullMarked;
