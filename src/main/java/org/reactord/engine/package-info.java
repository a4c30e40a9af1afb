/**
 * The loop: one thread that owns rules, settle windows, queues and running attempts, and the messages it lives on.
 *
 * <table>
 * <caption>Threads</caption>
 * <tr><td>{@code loop}<td>the only one that touches anything mutable in here
 * <tr><td>{@code source:…}<td>may call {@link org.reactord.engine.Inbox}; waits there when it is full
 * <tr><td>{@code exec}, {@code store}, {@code control}, signal handlers<td>may call {@link org.reactord.engine.Inbox}
 * </table>
 *
 * <p>No lock, no {@code volatile}, no concurrent collection, except in {@link org.reactord.engine.Inbox}, the one door.
 * No I/O: what must be done outside is asked of the edges' interfaces, which never block, and is answered by a message.
 */
@NullMarked
package org.reactord.engine;

import org.jspecify.annotations.NullMarked;
