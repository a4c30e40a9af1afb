package org.reactord.natives;

import com.kenai.jffi.LastError;
import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc that this package binds, under their C names. Loaded when first touched.
 *
 * <p>Addresses travel as {@code long}.
 *
 * <p>Variadic C functions are declared with the arguments that are used. That is right for the Linux ABIs, where
 * variadic integer arguments travel in the same registers as named ones.
 */
final class LibC {
    static final String FILE = "libc.so.6";
    static final Functions LIBC = new BoundLibC();

    private LibC() {}

    /** The answer of a call that fails with -1 and errno, as {@code >= 0} or {@code -errno}. */
    static int result(int answer) {
        return answer >= 0 ? answer : -LastError.getInstance().get();
    }

    /** The same for a call that answers a {@code ssize_t} or {@code off_t}. */
    static long result(long answer) {
        return answer >= 0 ? answer : -LastError.getInstance().get();
    }

    /** The address of the buffer's position; the buffer must be direct and outlive the call that uses it. */
    static long address(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the kernel needs a direct buffer");
        }
        return MemoryIO.getInstance().getDirectBufferAddress(buffer) + buffer.position();
    }

    /** As C declares them. */
    interface Functions {
        // stdlib.h, string.h, dlfcn.h, malloc.h
        int malloc_trim(long pad);

        @Nullable
        String strerrordesc_np(int errno);

        long dlsym(long handle, long name);

        // fcntl.h, unistd.h, sys/ioctl.h
        int open(long path, int flags, int mode);

        int openat(int directory, long path, int flags, int mode);

        int close(int fd);

        long read(int fd, long buffer, long size);

        long write(int fd, long buffer, long size);

        long lseek(int fd, long offset, int whence);

        int fcntl(int fd, int command, int argument);

        int fsync(int fd);

        // sys/socket.h
        int socket(int domain, int type, int protocol);

        int connect(int fd, long address, int length);

        int bind(int fd, long address, int length);

        int setsockopt(int fd, int level, int option, long value, int length);

        long recvmsg(int fd, long message, int flags);

        long send(int fd, long bytes, long size, int flags);

        int pipe2(long fds, int flags);

        int isatty(int fd);

        int ioctl(int fd, long request, long argument);

        long getdents64(int fd, long buffer, long size);

        long readlink(long path, long buffer, long size);

        int getpid();

        int sched_getscheduler(int pid);

        int sched_setscheduler(int pid, int policy, long parameters);

        int getuid();

        int geteuid();

        int getgid();

        int getgroups(int size, long list);

        long syscall(long number, long first, long second);

        // sys/stat.h, sys/statfs.h
        int statx(int directory, long path, int flags, int mask, long buffer);

        int statfs(long path, long buffer);

        int umask(int mask);

        // poll.h, sys/eventfd.h, sys/inotify.h, sys/fanotify.h, sys/timerfd.h, time.h
        int poll(long fds, long count, int timeout);

        int eventfd(int initial, int flags);

        int eventfd_write(int fd, long value);

        int eventfd_read(int fd, long value);

        int inotify_init1(int flags);

        int inotify_add_watch(int fd, long path, int mask);

        int inotify_rm_watch(int fd, int wd);

        int fanotify_init(int flags, int eventFlags);

        int fanotify_mark(int fd, int flags, long mask, int directory, long path);

        int timerfd_create(int clock, int flags);

        int timerfd_settime(int fd, int flags, long value, long old);

        int clock_gettime(int clock, long time);

        // signal.h, sys/wait.h, sys/prctl.h
        int kill(int pid, int signal);

        long signal(int signal, long handler);

        int sigemptyset(long set);

        int waitid(int type, int id, long information, int options);

        int prctl(int option, long first, long second, long third, long fourth);

        // spawn.h
        int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp);

        int posix_spawn_file_actions_init(long actions);

        int posix_spawn_file_actions_destroy(long actions);

        int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode);

        int posix_spawn_file_actions_adddup2(long actions, int fd, int target);

        int posix_spawn_file_actions_addchdir_np(long actions, long path);

        int posix_spawn_file_actions_addclosefrom_np(long actions, int first);

        int posix_spawnattr_init(long attributes);

        int posix_spawnattr_setflags(long attributes, short flags);

        int posix_spawnattr_setsigdefault(long attributes, long set);

        int posix_spawnattr_setsigmask(long attributes, long set);
    }
}
