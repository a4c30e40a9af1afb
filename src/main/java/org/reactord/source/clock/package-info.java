/**
 * Notices that time has jumped: that the machine woke from sleep, or that somebody set the wall clock.
 *
 * <p>Who waits for a deadline waits by a clock that stands still while the machine sleeps, so the loop has to be told
 * when it has woken. One thread, {@code source:clock}, blocks in the kernel until there is something to tell; it looks
 * at no clock in between. It calls the sink, and nobody calls it.
 */
@NullMarked
package org.reactord.source.clock;

import org.jspecify.annotations.NullMarked;
