/**
 * The client that starts fast: verbs that only ask the daemon, read by hand, asked, and printed as the daemon renders.
 *
 * <p>It is in a jar of its own ({@code reactorctl.jar}) with the few classes of other rooms that it uses, and needs nothing
 * but the JDK; what loads slowly has no place here: no library, no regular expression, no lambda on the way of {@code
 * status}. Whatever it does not read by itself, such as help, usage errors and rare spellings, it hands over whole to
 * {@code org.reactord.cli}, in the same process. The commands there use this client, too.
 *
 * <p>Everything runs on the main thread, except a {@code deadline} while the client waits.
 */
@NullMarked
package org.reactord.client;

import org.jspecify.annotations.NullMarked;
