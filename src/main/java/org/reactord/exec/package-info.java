/**
 * The one place where processes are started, fed, listened to and killed.
 *
 * <p>It is told what to run and when to send which signal; it decides nothing and retries nothing. The only deadline that
 * it keeps is for those whom a command leaves behind in its process group.
 *
 * <p>All of it happens on one thread, {@code exec}, which the methods of {@link org.reactord.exec.Launcher} only leave
 * orders for; it waits in poll(2) without a timeout for as long as nothing happens. Children get a session of
 * their own, default signals, no descriptor but their three, and an environment and arguments that are bytes.
 */
@NullMarked
package org.reactord.exec;

import org.jspecify.annotations.NullMarked;
