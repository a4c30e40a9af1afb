/**
 * Looks into directories once, and again when asked, and watches nothing: the source of one pass over the spools.
 *
 * <p>What lives here: the reading of a directory, and the question whether somebody writes a file at this moment. A file
 * that is being written is told as created, so that it can be counted; nobody waits for it.
 *
 * <p>One thread, {@code source:listing}, does what it was asked, one thing after the other. {@link
 * org.reactord.source.listing.Directories} keeps nothing and may be called from any thread.
 */
@NullMarked
package org.reactord.source.listing;

import org.jspecify.annotations.NullMarked;
