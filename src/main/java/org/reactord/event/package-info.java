/**
 * The facts: what can happen, to what, and when.
 *
 * <p>Immutable values and nothing else. No I/O, no clock, no thread, and no import from any other room of this
 * program; every other room may import this one. A name or path is always bytes here ({@link
 * org.reactord.event.BytePath}), never text, because the kernel promises no charset.
 */
@NullMarked
package org.reactord.event;

import org.jspecify.annotations.NullMarked;
