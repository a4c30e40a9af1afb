/**
 * Facts that are no file's doing: networks, devices, power, mounts, programs, sessions.
 *
 * <p>One thread, {@code source:system}, blocks in poll(2) over the descriptors of all that rules ask for; while they ask for
 * nothing there is no thread. Each facility knows one interface of the kernel, or of a service, keeps the state that it told
 * last, and tells transitions only. It knows no rule.
 */
@NullMarked
package org.reactord.source.system;

import org.jspecify.annotations.NullMarked;
