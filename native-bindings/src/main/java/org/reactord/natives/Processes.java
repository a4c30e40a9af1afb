package org.reactord.natives;

import static org.reactord.natives.LibC.LIBC;

import com.kenai.jffi.internal.Cleaner;
import java.nio.ByteBuffer;

/** Children and the own process: pidfd_open(2), waitid(2), kill(2), prctl(2), getpid(2), sched_setscheduler(2), umask(2) and their kin. */
public final class Processes {
    /** One number on every architecture; glibc has had the function only since 2.36. */
    private static final int SYS_PIDFD_OPEN = 434;

    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;

    /** siginfo_t of a 64-bit system. */
    private static final int SI_CODE = 8;

    private static final int SI_PID = 16;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;
    private static final int CLD_DUMPED = 3;

    /** linux/sched.h. */
    private static final int SCHED_OTHER = 0;

    private static final int SCHED_BATCH = 3;

    private static final int PR_SET_TIMERSLACK = 29;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_LOWER = 3;

    /** May make others wait less, or more: capabilities(7). */
    public static final int CAP_SYS_NICE = 23;

    private Processes() {}

    /** A descriptor for the process, readable once it has ended, closed on exec; ESRCH; ENOSYS before Linux 5.3. */
    public static int pidfdOpen(int pid) {
        return (int) LibC.result(LIBC.syscall(SYS_PIDFD_OPEN, pid, 0));
    }

    /** Waits until the child has ended and reaps it: the word for {@link WaitStatus}, or {@code -errno} (ECHILD). */
    public static int waitPidfd(int pidfd) {
        return wait(P_PIDFD, pidfd, WEXITED);
    }

    /** Reaps the child if it has ended: the word for {@link WaitStatus}; EAGAIN while it runs. */
    public static int tryWaitPidfd(int pidfd) {
        return wait(P_PIDFD, pidfd, WEXITED | WNOHANG);
    }

    /** {@link #waitPidfd} by process id, for kernels without pidfd. */
    public static int waitPid(int pid) {
        return wait(P_PID, pid, WEXITED);
    }

    /** {@link #tryWaitPidfd} by process id, for kernels without pidfd, and for orphans that a subreaper inherits. */
    public static int tryWaitPid(int pid) {
        return wait(P_PID, pid, WEXITED | WNOHANG);
    }

    private static int wait(int type, int id, int options) {
        Scratch scratch = Scratch.ofThread();
        ByteBuffer information = scratch.struct();
        // With WNOHANG and nothing to reap the call succeeds, and leaves si_pid 0.
        information.putInt(SI_PID, 0);
        int answer = LibC.result(LIBC.waitid(type, id, scratch.structAddress(), options));
        if (answer < 0) {
            return answer;
        }
        if (information.getInt(SI_PID) == 0) {
            return -Errno.EAGAIN;
        }
        int code = information.getInt(SI_CODE);
        int status = information.getInt(SI_STATUS);
        return code == CLD_EXITED
                ? WaitStatus.exitedWord(status)
                : WaitStatus.signalledWord(status, code == CLD_DUMPED);
    }

    /** Sends a signal to one process; 0 only asks whether it is there. EINVAL for a pid that means many. */
    public static int kill(int pid, int signal) {
        return pid <= 0 ? -Errno.EINVAL : LibC.result(LIBC.kill(pid, signal));
    }

    /** Sends a signal to a process group. EINVAL for 0 and 1: they would mean the daemon itself, or everybody. */
    public static int killGroup(int group, int signal) {
        return group <= 1 ? -Errno.EINVAL : LibC.result(LIBC.kill(-group, signal));
    }

    /** Whether the process group has a member. A child that has ended but was not reaped yet is one. */
    public static boolean groupExists(int group) {
        int answer = killGroup(group, 0);
        return answer == 0 || answer == -Errno.EPERM;
    }

    /**
     * From now on the calling thread, when it is woken, does not take the processor from who works there: SCHED_BATCH
     * (sched(7)). Only one that is scheduled as threads are by default is changed; EPERM where that is forbidden.
     */
    public static int standBack() {
        if (LIBC.sched_getscheduler(0) != SCHED_OTHER) {
            return 0;
        }
        Scratch scratch = Scratch.ofThread();
        scratch.struct().putInt(0, 0); // the priority, which neither kind has
        return LibC.result(LIBC.sched_setscheduler(0, SCHED_BATCH, scratch.structAddress()));
    }

    /** Whether the calling thread {@linkplain #standBack stands back} by its own wish: the process's first one does not. */
    static boolean standsBack() {
        return LIBC.sched_getscheduler(0) == SCHED_BATCH && LIBC.sched_getscheduler(getpid()) == SCHED_OTHER;
    }

    /** The process id of the daemon. */
    public static int getpid() {
        return LIBC.getpid();
    }

    /** The real user id. */
    public static int getuid() {
        return LIBC.getuid();
    }

    /** The effective user id. */
    public static int geteuid() {
        return LIBC.geteuid();
    }

    /** The real group id. */
    public static int getgid() {
        return LIBC.getgid();
    }

    /** The supplementary group ids. */
    public static int[] getgroups() {
        int count = Math.max(0, LIBC.getgroups(0, 0));
        ByteBuffer list = Scratch.allocate(Math.max(1, count) * Integer.BYTES);
        int found = Math.max(0, LIBC.getgroups(count, LibC.address(list)));
        int[] groups = new int[found];
        list.asIntBuffer().get(groups);
        return groups;
    }

    /** Sets the mode bits that new files do not get, for all threads: the mask of before. */
    public static int umask(int mask) {
        return LIBC.umask(mask);
    }

    /** Orphaned descendants become children of the daemon, which then has to reap them ({@code true}), or of init. */
    public static int setSubreaper(boolean on) {
        return LibC.result(LIBC.prctl(PR_SET_CHILD_SUBREAPER, on ? 1 : 0, 0, 0, 0));
    }

    /** The calling thread and its children can never gain privileges by executing a program. Cannot be undone. */
    public static int setNoNewPrivileges() {
        return LibC.result(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    }

    /**
     * Programs that the calling thread executes no longer inherit a capability that its own program was started with; the
     * thread itself keeps it. Answers 0 too where there was none.
     */
    public static int lowerAmbient(int capability) {
        return LibC.result(LIBC.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, capability, 0, 0));
    }

    /**
     * Lets no clock wake the thread that the native library has for what is garbage to it: how much later than asked for it may be
     * woken, in nanoseconds. A thread may set that of its own without privilege, so it does, when the heap is next collected.
     */
    public static void setCleanerSlack(long nanoseconds) {
        Cleaner.register(new Object(), () -> LIBC.prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0));
    }

    /** Gives memory that malloc(3) keeps for later back to the system: malloc_trim(3). 1 if there was any. */
    public static int mallocTrim() {
        return LIBC.malloc_trim(0);
    }
}
