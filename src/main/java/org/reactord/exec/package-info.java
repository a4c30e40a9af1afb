/**
 * The one place where processes are started, fed, listened to and killed.
 *
 * <p>It is told what to run and when to send which signal; it decides nothing, keeps no deadline and retries nothing.
 * Children get a session of their own, default signals, no descriptor but their three, and an environment and
 * arguments that are bytes.
 */
@NullMarked
package org.reactord.exec;

import org.jspecify.annotations.NullMarked;
