/**
 * The work that follows from a trigger: jobs, their attempts, how attempts end, what follows from that, and who is next.
 *
 * <p>Pure: no thread, no I/O, no clock; time comes in as a value. The mutable types ({@link org.reactord.job.Job},
 * {@link org.reactord.job.RunQueue}, {@link org.reactord.job.Changes}) are confined to the loop thread.
 */
@NullMarked
package org.reactord.job;

import org.jspecify.annotations.NullMarked;
