/**
 * File events on Linux: inotify(7), made right for every way in which a file can arrive.
 *
 * <p>What lives here: the one inotify instance, the trees of directories that it watches, the question when a file is
 * complete, and the comparison with the disk that makes up for what the kernel does not say. What may not: rules, jobs,
 * patterns other than a tree's own prunes.
 *
 * <table>
 * <caption>Threads</caption>
 * <tr><th>thread</th><th>runs</th><th>may touch</th></tr>
 * <tr><td>{@code source:inotify}</td><td>{@link org.reactord.source.inotify.Reader}</td>
 *     <td>the kernel's queue and {@link org.reactord.source.inotify.Input}; never waits for the daemon</td></tr>
 * <tr><td>{@code source:files}</td><td>{@link org.reactord.source.inotify.Worker}</td>
 *     <td>everything else here, and nobody else does; the sink</td></tr>
 * </table>
 */
@NullMarked
package org.reactord.source.inotify;

import org.jspecify.annotations.NullMarked;
