/**
 * How threads end. Who starts a thread joins it in {@code close()}, and all do so alike.
 *
 * <p>Stateless, callable from any edge and any thread. No thread is made here: only the wiring does that.
 */
@NullMarked
package org.reactord.threads;

import org.jspecify.annotations.NullMarked;
