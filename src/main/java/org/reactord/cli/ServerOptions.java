package org.reactord.cli;

import org.reactord.contact.Places;

/**
 * How the daemon was asked to start.
 *
 * @param once whether it makes one pass over the spools and ends
 * @param autoReload whether rule files that have changed are read anew without being told to
 * @param verbosity counts the {@code -v}s; -1 for {@code -q}
 */
record ServerOptions(Places.Flags places, Backend backend, boolean once, boolean autoReload, int verbosity) {}
