/**
 * {@code reactorctl}: its commands, the thin client, and the wiring of the daemon.
 *
 * <p>The only room that knows the command line, the environment and the standard streams, and the only one that knows all
 * others. A command that asks the daemon does no more than that: what a person sees is rendered there. {@link
 * org.reactord.cli.Client} and what it uses know nothing of picocli, so that they can be had without it.
 *
 * <p>Everything runs on the main thread, except a {@code deadline} while the client waits; the daemon's threads are
 * listed where they live.
 */
@NullMarked
package org.reactord.cli;

import org.jspecify.annotations.NullMarked;
