/**
 * Reads small files to their end, so that the loop can tell a change from a rewriting that changes nothing.
 *
 * <p>One thread, {@code contents}, which begins with the first question: most daemons never ask one. It reads no more
 * than {@link org.reactord.source.content.Digests#LARGEST} of a file and so much in all for a question; what is larger is
 * unknown, and unknown means changed.
 */
@NullMarked
package org.reactord.source.content;

import org.jspecify.annotations.NullMarked;
