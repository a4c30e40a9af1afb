package org.reactord.natives;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc, called by jffi without jnr-ffi: what jnr-ffi makes of an interface are classes that it spins at each
 * start, for longer than all else that starts, and that no class-data archive can keep.
 *
 * <p>Every argument travels as 64 bits, sign-extended, and so does the answer, of which an {@code int} takes the lower half:
 * that is right for integers and addresses in all the ABIs that {@link Natives} names. A function that this libc lacks has the
 * address 0, is found by {@link Natives#unavailable} and never called.
 */
final class BoundLibC implements LibC.Functions {
    private static final Invoker INVOKER = Invoker.getInstance();
    private static final CallContext[] CONTEXTS = new CallContext[7];
    private static final Library LIBRARY = Library.getCachedInstance(LibC.FILE, Library.LAZY);

    static {
        for (int i = 0; i < CONTEXTS.length; i++) {
            Type[] types = new Type[i];
            Arrays.fill(types, Type.SINT64);
            CONTEXTS[i] = CallContext.getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, true);
        }
    }

    private static long symbol(String name) {
        return LIBRARY.getSymbolAddress(name);
    }

    private static @Nullable String text(long address) {
        return address == 0
                ? null
                : new String(MemoryIO.getInstance().getZeroTerminatedByteArray(address), StandardCharsets.UTF_8);
    }

    private final long atMallocTrim = symbol("malloc_trim");
    private final long atStrerrordescNp = symbol("strerrordesc_np");
    private final long atDlsym = symbol("dlsym");
    private final long atOpen = symbol("open");
    private final long atOpenat = symbol("openat");
    private final long atClose = symbol("close");
    private final long atRead = symbol("read");
    private final long atWrite = symbol("write");
    private final long atLseek = symbol("lseek");
    private final long atFcntl = symbol("fcntl");
    private final long atFsync = symbol("fsync");
    private final long atSocket = symbol("socket");
    private final long atConnect = symbol("connect");
    private final long atBind = symbol("bind");
    private final long atSetsockopt = symbol("setsockopt");
    private final long atRecvmsg = symbol("recvmsg");
    private final long atSend = symbol("send");
    private final long atPipe2 = symbol("pipe2");
    private final long atIsatty = symbol("isatty");
    private final long atIoctl = symbol("ioctl");
    private final long atGetdents64 = symbol("getdents64");
    private final long atReadlink = symbol("readlink");
    private final long atGetpid = symbol("getpid");
    private final long atSchedGetscheduler = symbol("sched_getscheduler");
    private final long atSchedSetscheduler = symbol("sched_setscheduler");
    private final long atGetuid = symbol("getuid");
    private final long atGeteuid = symbol("geteuid");
    private final long atGetgid = symbol("getgid");
    private final long atGetgroups = symbol("getgroups");
    private final long atSyscall = symbol("syscall");
    private final long atStatx = symbol("statx");
    private final long atStatfs = symbol("statfs");
    private final long atUmask = symbol("umask");
    private final long atPoll = symbol("poll");
    private final long atEventfd = symbol("eventfd");
    private final long atEventfdWrite = symbol("eventfd_write");
    private final long atEventfdRead = symbol("eventfd_read");
    private final long atInotifyInit1 = symbol("inotify_init1");
    private final long atInotifyAddWatch = symbol("inotify_add_watch");
    private final long atInotifyRmWatch = symbol("inotify_rm_watch");
    private final long atFanotifyInit = symbol("fanotify_init");
    private final long atFanotifyMark = symbol("fanotify_mark");
    private final long atTimerfdCreate = symbol("timerfd_create");
    private final long atTimerfdSettime = symbol("timerfd_settime");
    private final long atClockGettime = symbol("clock_gettime");
    private final long atKill = symbol("kill");
    private final long atSignal = symbol("signal");
    private final long atSigemptyset = symbol("sigemptyset");
    private final long atWaitid = symbol("waitid");
    private final long atPrctl = symbol("prctl");
    private final long atPosixSpawn = symbol("posix_spawn");
    private final long atPosixSpawnFileActionsInit = symbol("posix_spawn_file_actions_init");
    private final long atPosixSpawnFileActionsDestroy = symbol("posix_spawn_file_actions_destroy");
    private final long atPosixSpawnFileActionsAddopen = symbol("posix_spawn_file_actions_addopen");
    private final long atPosixSpawnFileActionsAdddup2 = symbol("posix_spawn_file_actions_adddup2");
    private final long atPosixSpawnFileActionsAddchdirNp = symbol("posix_spawn_file_actions_addchdir_np");
    private final long atPosixSpawnFileActionsAddclosefromNp = symbol("posix_spawn_file_actions_addclosefrom_np");
    private final long atPosixSpawnattrInit = symbol("posix_spawnattr_init");
    private final long atPosixSpawnattrSetflags = symbol("posix_spawnattr_setflags");
    private final long atPosixSpawnattrSetsigdefault = symbol("posix_spawnattr_setsigdefault");
    private final long atPosixSpawnattrSetsigmask = symbol("posix_spawnattr_setsigmask");

    @Override
    public int malloc_trim(long pad) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atMallocTrim, pad);
    }

    @Override
    public @Nullable String strerrordesc_np(int errno) {
        return text(INVOKER.invokeN1(CONTEXTS[1], atStrerrordescNp, errno));
    }

    @Override
    public long dlsym(long handle, long name) {
        return INVOKER.invokeN2(CONTEXTS[2], atDlsym, handle, name);
    }

    @Override
    public int open(long path, int flags, int mode) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atOpen, path, flags, mode);
    }

    @Override
    public int openat(int directory, long path, int flags, int mode) {
        return (int) INVOKER.invokeN4(CONTEXTS[4], atOpenat, directory, path, flags, mode);
    }

    @Override
    public int close(int fd) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atClose, fd);
    }

    @Override
    public long read(int fd, long buffer, long size) {
        return INVOKER.invokeN3(CONTEXTS[3], atRead, fd, buffer, size);
    }

    @Override
    public long write(int fd, long buffer, long size) {
        return INVOKER.invokeN3(CONTEXTS[3], atWrite, fd, buffer, size);
    }

    @Override
    public long lseek(int fd, long offset, int whence) {
        return INVOKER.invokeN3(CONTEXTS[3], atLseek, fd, offset, whence);
    }

    @Override
    public int fcntl(int fd, int command, int argument) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atFcntl, fd, command, argument);
    }

    @Override
    public int fsync(int fd) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atFsync, fd);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atSocket, domain, type, protocol);
    }

    @Override
    public int connect(int fd, long address, int length) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atConnect, fd, address, length);
    }

    @Override
    public int bind(int fd, long address, int length) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atBind, fd, address, length);
    }

    @Override
    public int setsockopt(int fd, int level, int option, long value, int length) {
        return (int) INVOKER.invokeN5(CONTEXTS[5], atSetsockopt, fd, level, option, value, length);
    }

    @Override
    public long recvmsg(int fd, long message, int flags) {
        return INVOKER.invokeN3(CONTEXTS[3], atRecvmsg, fd, message, flags);
    }

    @Override
    public long send(int fd, long bytes, long size, int flags) {
        return INVOKER.invokeN4(CONTEXTS[4], atSend, fd, bytes, size, flags);
    }

    @Override
    public int pipe2(long fds, int flags) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPipe2, fds, flags);
    }

    @Override
    public int isatty(int fd) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atIsatty, fd);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atIoctl, fd, request, argument);
    }

    @Override
    public long getdents64(int fd, long buffer, long size) {
        return INVOKER.invokeN3(CONTEXTS[3], atGetdents64, fd, buffer, size);
    }

    @Override
    public long readlink(long path, long buffer, long size) {
        return INVOKER.invokeN3(CONTEXTS[3], atReadlink, path, buffer, size);
    }

    @Override
    public int getpid() {
        return (int) INVOKER.invokeN0(CONTEXTS[0], atGetpid);
    }

    @Override
    public int sched_getscheduler(int pid) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atSchedGetscheduler, pid);
    }

    @Override
    public int sched_setscheduler(int pid, int policy, long parameters) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atSchedSetscheduler, pid, policy, parameters);
    }

    @Override
    public int getuid() {
        return (int) INVOKER.invokeN0(CONTEXTS[0], atGetuid);
    }

    @Override
    public int geteuid() {
        return (int) INVOKER.invokeN0(CONTEXTS[0], atGeteuid);
    }

    @Override
    public int getgid() {
        return (int) INVOKER.invokeN0(CONTEXTS[0], atGetgid);
    }

    @Override
    public int getgroups(int size, long list) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atGetgroups, size, list);
    }

    @Override
    public long syscall(long number, long first, long second) {
        return INVOKER.invokeN3(CONTEXTS[3], atSyscall, number, first, second);
    }

    @Override
    public int statx(int directory, long path, int flags, int mask, long buffer) {
        return (int) INVOKER.invokeN5(CONTEXTS[5], atStatx, directory, path, flags, mask, buffer);
    }

    @Override
    public int statfs(long path, long buffer) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atStatfs, path, buffer);
    }

    @Override
    public int umask(int mask) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atUmask, mask);
    }

    @Override
    public int poll(long fds, long count, int timeout) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atPoll, fds, count, timeout);
    }

    @Override
    public int eventfd(int initial, int flags) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atEventfd, initial, flags);
    }

    @Override
    public int eventfd_write(int fd, long value) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atEventfdWrite, fd, value);
    }

    @Override
    public int eventfd_read(int fd, long value) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atEventfdRead, fd, value);
    }

    @Override
    public int inotify_init1(int flags) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atInotifyInit1, flags);
    }

    @Override
    public int inotify_add_watch(int fd, long path, int mask) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atInotifyAddWatch, fd, path, mask);
    }

    @Override
    public int inotify_rm_watch(int fd, int wd) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atInotifyRmWatch, fd, wd);
    }

    @Override
    public int fanotify_init(int flags, int eventFlags) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atFanotifyInit, flags, eventFlags);
    }

    @Override
    public int fanotify_mark(int fd, int flags, long mask, int directory, long path) {
        return (int) INVOKER.invokeN5(CONTEXTS[5], atFanotifyMark, fd, flags, mask, directory, path);
    }

    @Override
    public int timerfd_create(int clock, int flags) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atTimerfdCreate, clock, flags);
    }

    @Override
    public int timerfd_settime(int fd, int flags, long value, long old) {
        return (int) INVOKER.invokeN4(CONTEXTS[4], atTimerfdSettime, fd, flags, value, old);
    }

    @Override
    public int clock_gettime(int clock, long time) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atClockGettime, clock, time);
    }

    @Override
    public int kill(int pid, int signal) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atKill, pid, signal);
    }

    @Override
    public long signal(int signal, long handler) {
        return INVOKER.invokeN2(CONTEXTS[2], atSignal, signal, handler);
    }

    @Override
    public int sigemptyset(long set) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atSigemptyset, set);
    }

    @Override
    public int waitid(int type, int id, long information, int options) {
        return (int) INVOKER.invokeN4(CONTEXTS[4], atWaitid, type, id, information, options);
    }

    @Override
    public int prctl(int option, long first, long second, long third, long fourth) {
        return (int) INVOKER.invokeN5(CONTEXTS[5], atPrctl, option, first, second, third, fourth);
    }

    @Override
    public int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp) {
        return (int) INVOKER.invokeN6(CONTEXTS[6], atPosixSpawn, pid, path, actions, attributes, argv, envp);
    }

    @Override
    public int posix_spawn_file_actions_init(long actions) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atPosixSpawnFileActionsInit, actions);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long actions) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atPosixSpawnFileActionsDestroy, actions);
    }

    @Override
    public int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode) {
        return (int) INVOKER.invokeN5(CONTEXTS[5], atPosixSpawnFileActionsAddopen, actions, fd, path, flags, mode);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long actions, int fd, int target) {
        return (int) INVOKER.invokeN3(CONTEXTS[3], atPosixSpawnFileActionsAdddup2, actions, fd, target);
    }

    @Override
    public int posix_spawn_file_actions_addchdir_np(long actions, long path) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPosixSpawnFileActionsAddchdirNp, actions, path);
    }

    @Override
    public int posix_spawn_file_actions_addclosefrom_np(long actions, int first) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPosixSpawnFileActionsAddclosefromNp, actions, first);
    }

    @Override
    public int posix_spawnattr_init(long attributes) {
        return (int) INVOKER.invokeN1(CONTEXTS[1], atPosixSpawnattrInit, attributes);
    }

    @Override
    public int posix_spawnattr_setflags(long attributes, short flags) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPosixSpawnattrSetflags, attributes, flags);
    }

    @Override
    public int posix_spawnattr_setsigdefault(long attributes, long set) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPosixSpawnattrSetsigdefault, attributes, set);
    }

    @Override
    public int posix_spawnattr_setsigmask(long attributes, long set) {
        return (int) INVOKER.invokeN2(CONTEXTS[2], atPosixSpawnattrSetsigmask, attributes, set);
    }
}
