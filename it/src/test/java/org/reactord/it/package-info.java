/**
 * Black-box tests: the packaged daemon as a real process, with real files, real commands and the real client.
 *
 * <p>Nothing of the daemon's classes can be seen from here. A test names what a person would do and see; what must hold
 * after every case, whatever it is about, is asserted by {@link org.reactord.it.harness.Aftermath}. Nothing sleeps:
 * conditions are awaited, under the limits of {@link org.reactord.it.harness.Limits}. A program that is missing fails
 * the test and is named with its package; nothing is skipped.
 */
@NullMarked
package org.reactord.it;

import org.jspecify.annotations.NullMarked;
