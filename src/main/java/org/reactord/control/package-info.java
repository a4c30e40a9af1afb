/**
 * The control socket: who may ask, what can be asked, and the text or JSON that is answered.
 *
 * <table>
 * <caption>Threads</caption>
 * <tr><td>{@code control}<td>serves every connection, and renders; started and joined by
 *     {@link org.reactord.control.ControlServer}
 * <tr><td>{@code reload}<td>reads rule files; there while a reload is under way
 * <tr><td>{@code clerk}<td>does what an answer needs of the disk; there while it has something to do
 * <tr><td>the loop, any other<td>may post to the control thread, which is all that an answer does there
 * </table>
 *
 * <p>Every byte that a client sends is a stranger's: bounded in size and in time, read strictly, and never a reason to
 * stop. A client that has gone is none either. No rule file is read here, no rule is judged, and nothing is decided about
 * jobs: a request is handed to the engine, and its picture of itself is drawn.
 */
@NullMarked
package org.reactord.control;

import org.jspecify.annotations.NullMarked;
