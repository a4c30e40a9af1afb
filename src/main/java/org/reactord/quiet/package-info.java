/**
 * Makes the JVM as quiet as the rest of the daemon, and small, whenever it has come to rest.
 *
 * <p>Our own threads wait without looking around; some of the JVM's do not, whatever the switches it is started with (the
 * launcher has those that help): {@code VM Periodic Task} and each compiler thread look around every five seconds, {@code
 * Common-Cleaner} every minute. What they wait in is an ordinary timed wait, which the kernel may end as much later as the
 * thread's timer slack says (prctl(2), PR_SET_TIMERSLACK). With a slack of an hour they are still woken at once by whoever
 * has work for them, and no more by the clock. The slack of another thread is set by writing to its file in /proc
 * (proc_pid_timerslack_ns(5), Linux 4.6), for which the kernel wants CAP_SYS_NICE.
 *
 * <p>Its own slack a thread may set without privilege. Of the JVM's, only {@code Cleaner-0} runs what it is given (the native
 * library's, which looks around every minute), so it sets its own when it is first given some garbage to clean. No way of
 * the kind leads to the compiler, the {@code VM Periodic Task} and {@code Common-Cleaner}: without the capability these three wake
 * 25 times a minute.
 *
 * <p>Threads are chosen by name, and only those that do nothing but housekeeping. <b>Never the {@code VM Thread}</b>, which
 * naps while it brings the others to a safepoint, and never one of ours: their deadlines are exact, and a child inherits the
 * slack of the thread that starts it. So it is not set for the whole process either.
 *
 * <p>After it the heap is collected, which gives back to the system what a burst has needed (the launcher says how much may
 * stay), and then what malloc(3) keeps. All this is done after the start and after every burst, since a burst may make new
 * threads; when that is, the loop decides, which has a clock.
 *
 * <p>It happens on a thread of its own, {@code quiet}, which ends when it is done: nothing in here ever waits for time to
 * pass. {@link org.reactord.quiet.Quiet} may be called from any thread.
 */
@NullMarked
package org.reactord.quiet;

import org.jspecify.annotations.NullMarked;
