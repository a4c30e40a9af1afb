/**
 * The C interfaces of the kernel and of libc as Java, one type for each header or man page.
 *
 * <p>What lives here: thin bindings, their constants and the cursors that decode what the kernel wrote into a buffer.
 * What may not: decisions, retries, threads, logging, and any word of the daemon's vocabulary. A type of the foreign
 * function library may not appear in a public signature, and no other package imports one.
 *
 * <p>Convention: a call answers {@code >= 0}, or {@code -errno} as the kernel itself does ({@link
 * org.reactord.natives.Errno}); an error of the system is never thrown. A misuse that is a defect of the caller (a heap
 * buffer where a direct one is needed) is thrown. Paths and names are bytes without a trailing NUL; bytes that contain
 * one are answered with {@code -EINVAL}, because C would silently cut them short. A path that is not absolute is relative
 * to the directory the daemon was started in.
 *
 * <p>Before first use ask {@link org.reactord.natives.Natives#unavailable()}; where it has a reason, nothing else here
 * works.
 *
 * <p>Thread-safety: static methods may be called from any thread. Objects that hold a buffer ({@code Poll}, {@code
 * Stat}, {@code Directory}, {@code InotifyEvents}, {@code Spawn}) belong to one thread at a time. A method that waits
 * in the kernel says so.
 */
@NullMarked
package org.reactord.natives;

import org.jspecify.annotations.NullMarked;
