/**
 * A small client of the D-Bus: it calls methods, hears signals, and takes the descriptors that come with answers.
 *
 * <p>Written by hand, for what one service (logind) sends, because the connection then is one descriptor in the one poll(2)
 * of its user, without a thread of its own and without a wake-up while nothing is said; and because a library would put
 * hundreds of kilobytes on a class path that is read at each start. It serves no objects: a call of ours to somebody is
 * answered, a call of somebody to us is not.
 *
 * <p>Rests on the D-Bus Specification 0.43: message format, authentication (EXTERNAL), server addresses, passing of
 * descriptors. Nothing that is read is trusted: lengths are checked before they are used, and who breaks the rules is left.
 *
 * <p>Everything is confined to one thread, its user's, and never waits.
 */
@NullMarked
package org.reactord.source.dbus;

import org.jspecify.annotations.NullMarked;
