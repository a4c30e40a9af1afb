/**
 * What completes a command line: a script for each shell, made from a {@link org.reactord.completion.Menu}, which says all
 * that can be typed. How the command line is declared is not known here, so a new verb needs nothing of this room.
 *
 * <p>The shell code stands in resources, as a person would write it; where a line says {@code @name@}, what is known only
 * from the menu is filled in. Pure; callable from any thread.
 */
@NullMarked
package org.reactord.completion;

import org.jspecify.annotations.NullMarked;
