package org.reactord.natives;

/**
 * The table of mounts: proc_pid_mountinfo(5).
 *
 * <p>The descriptor reports {@code POLLPRI|POLLERR} when something was mounted or unmounted; the poll that reports it
 * also takes the report away. The new table is read from the beginning: {@link Fd#lseek} to 0.
 */
public final class MountInfo {
    private static final byte[] PATH = Bytes.of("/proc/self/mountinfo");

    private MountInfo() {}

    /** Opens the table, closed on exec: its descriptor, or {@code -errno}. */
    public static int open() {
        return Fd.open(PATH, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
    }
}
