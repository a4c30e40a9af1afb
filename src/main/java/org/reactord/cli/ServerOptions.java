package org.reactord.cli;

import org.reactord.contact.Places;

/**
 * How the daemon was asked to start.
 *
 * @param once whether it makes one pass over the spools and ends
 * @param verbosity counts the {@code -v}s; -1 for {@code -q}
 */
record ServerOptions(Places.Flags places, Backend backend, boolean once, int verbosity) {}
