/**
 * Where events come from: one interface, and one package below this for each kernel facility.
 *
 * <p>A source blocks on threads of its own and only ever calls its {@link org.reactord.source.EventSink}. It knows
 * trees, names and completeness; it knows no rule, no job and no command.
 */
@NullMarked
package org.reactord.source;

import org.jspecify.annotations.NullMarked;
