/**
 * File events where nothing better works: directory-watcher over the JDK's {@code WatchService}.
 *
 * <p>That facility never says that a writer has closed a file, loses events in a burst, knows a moved directory by its
 * old path and falls silent when a root goes away. So it is believed in one point only: that it is worth looking at a
 * name. What a sink hears is what somebody saw who looked: a file is complete once its size and times have stood still
 * for {@link org.reactord.source.portable.Settling#STILL}, and whatever the facility drops is found by a scan.
 *
 * <table>
 * <caption>Threads</caption>
 * <tr><th>thread</th><th>runs</th><th>may touch</th></tr>
 * <tr><td>{@code source:portable}</td><td>{@link org.reactord.source.portable.PortableSource}</td>
 *     <td>everything here, and nobody else does; the sink</td></tr>
 * <tr><td>{@code source:tree:…}, one a tree</td><td>directory-watcher's loop</td>
 *     <td>its {@link org.reactord.source.portable.TreeWatcher}; posts, never blocks</td></tr>
 * <tr><td>{@code source:roots}</td><td>waits for the directories above the roots</td><td>nothing; posts</td></tr>
 * </table>
 */
@NullMarked
package org.reactord.source.portable;

import org.jspecify.annotations.NullMarked;
