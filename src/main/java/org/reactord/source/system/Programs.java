package org.reactord.source.system;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.Poll;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** The wanted programs that run, each followed to its end by a descriptor: pidfd_open(2). */
final class Programs {
    /** A descriptor each, and the daemon needs some for itself. */
    static final int MOST = 1000;

    private static final int NONE = -1;

    /** Nobody nests deeper, and a chain that is read while it changes may have no end. */
    private static final int MOST_GENERATIONS = 64;

    /** The parent of the kernel's own threads. */
    private static final int KTHREADD = 2;

    private record Told(Program program, int pidfd) {}

    private final ProcessView view;
    private final int ourselves;
    private final Descriptors descriptors;
    private final Reports reports;
    private final Map<Integer, Told> told = new LinkedHashMap<>();
    private final Set<Integer> unfollowed = new LinkedHashSet<>();
    private WantedPrograms wanted;

    /**
     * Looks after the programs that somebody wants.
     *
     * @param ourselves the pid of the daemon: what it starts itself is not told
     */
    Programs(ProcessView view, int ourselves, Descriptors descriptors, Reports reports, SystemRequest request) {
        this.ourselves = ourselves;
        this.view = view;
        this.descriptors = descriptors;
        this.reports = reports;
        wanted = WantedPrograms.of(request);
    }

    /** Others are wanted now. Those that are told already are followed to their end. */
    void want(SystemRequest request) {
        wanted = WantedPrograms.of(request);
    }

    SystemState state() {
        return unfollowed.isEmpty()
                ? SystemState.heard(SystemKind.PROCESS)
                : new SystemState(
                        SystemKind.PROCESS,
                        SystemState.State.DEGRADED,
                        "no more than " + (told.size() - unfollowed.size()) + " programs can be followed to their end;"
                                + " of the others it is told late or never; let the rules name fewer");
    }

    /** A process has executed something. */
    void executed(int pid) {
        ProcessStat stat = view.stat(pid);
        if (stat != null && !stat.isForkOnly()) {
            Told before = told.get(pid);
            if (before != null || wanted.mayWant(stat)) {
                Program program = view.program(stat);
                if (before == null || !before.program().isStill(program)) {
                    replace(before, stat, program, Cause.EVENT);
                }
            }
        } else if (wanted.isEverything()) {
            reports.happened(Program.unknown(pid)); // it is gone, and may have left its number to another
        }
    }

    /** Looks for wanted programs that run and are not told yet. */
    void look(Cause cause) {
        look(byPid(), cause);
    }

    private void look(Map<Integer, ProcessStat> running, Cause cause) {
        for (ProcessStat stat : running.values()) {
            if (!told.containsKey(stat.pid()) && isProgram(stat, running) && wanted.mayWant(stat)) {
                replace(null, stat, view.program(stat), cause);
            }
        }
    }

    /** Not everything was heard: tells what must have happened. */
    void compare(Cause cause) {
        Map<Integer, ProcessStat> running = byPid();
        for (Told one : List.copyOf(told.values())) {
            ProcessStat stat = running.get(one.program().pid());
            if (stat == null) {
                stopped(one, cause);
            } else {
                Program program = view.program(stat);
                if (!one.program().isProbablyStill(program)) {
                    replace(one, stat, program, cause);
                }
            }
        }
        look(running, cause);
    }

    private Map<Integer, ProcessStat> byPid() {
        Map<Integer, ProcessStat> running = new LinkedHashMap<>();
        for (ProcessStat stat : view.all()) {
            if (!stat.hasEnded()) {
                running.put(stat.pid(), stat);
            }
        }
        return running;
    }

    /** A process that has only been forked is part of its parent's program, unless that has left it behind. */
    private static boolean isProgram(ProcessStat stat, Map<Integer, ProcessStat> running) {
        ProcessStat parent = running.get(stat.parent());
        return !stat.isForkOnly()
                || (parent != null
                        && parent.pid() != KTHREADD
                        && !parent.command().equals(stat.command()));
    }

    private void replace(@Nullable Told before, ProcessStat stat, Program program, Cause cause) {
        if (before != null) {
            stopped(before, cause);
        }
        if (wanted.wants(program) && !isOurs(stat)) {
            int pidfd = follow(program);
            reports.happened(program.started(cause));
            keep(program, pidfd, cause);
        }
    }

    /** What a command of the daemon's has started would have a rule feed itself; so would the command. */
    private boolean isOurs(ProcessStat stat) {
        ProcessStat one = stat;
        for (int generation = 0; one != null && generation < MOST_GENERATIONS; generation++) {
            if (one.parent() == ourselves) {
                return true;
            }
            one = one.parent() <= 1 ? null : view.stat(one.parent());
        }
        return false;
    }

    /** A descriptor for this very process, or {@code -errno}; ESRCH also if another one has its number by now. */
    private int follow(Program program) {
        if (told.size() - unfollowed.size() >= MOST) {
            return -Errno.EMFILE;
        }
        int pidfd = view.follow(program.pid());
        ProcessStat now = pidfd < 0 ? null : view.stat(program.pid());
        if (now != null && now.started() != program.started()) {
            view.forget(pidfd);
            return -Errno.ESRCH;
        }
        return pidfd;
    }

    private void keep(Program program, int pidfd, Cause cause) {
        int pid = program.pid();
        if (pidfd == -Errno.ESRCH) {
            reports.happened(program.stopped(cause));
        } else if (pidfd < 0) {
            told.put(pid, new Told(program, NONE));
            unfollowed.add(pid);
            if (unfollowed.size() == 1) {
                reports.changed(state());
            }
        } else {
            told.put(pid, new Told(program, pidfd));
            descriptors.add(pidfd, Poll.POLLIN, revents -> ended(pid, pidfd));
        }
    }

    private void ended(int pid, int pidfd) {
        Told one = told.get(pid);
        if (one != null && one.pidfd() == pidfd) {
            stopped(one, Cause.EVENT);
        }
    }

    private void stopped(Told one, Cause cause) {
        int pid = one.program().pid();
        told.remove(pid);
        release(one);
        reports.happened(one.program().stopped(cause));
        boolean wasFollowed = !unfollowed.remove(pid);
        if (wasFollowed) {
            followAnother();
        } else if (unfollowed.isEmpty()) {
            reports.changed(state());
        }
    }

    private void release(Told one) {
        if (one.pidfd() != NONE) {
            descriptors.remove(one.pidfd());
            view.forget(one.pidfd());
        }
    }

    /** There is room for one that there was none for; of those that have ended meanwhile it is told now. */
    private void followAnother() {
        boolean any = !unfollowed.isEmpty();
        for (int pid : List.copyOf(unfollowed)) {
            Told one = told.get(pid);
            if (one == null) {
                continue;
            }
            int pidfd = follow(one.program());
            if (pidfd >= 0 || pidfd == -Errno.ESRCH) {
                told.remove(pid);
                unfollowed.remove(pid);
                keep(one.program(), pidfd, Cause.EVENT);
            }
            if (pidfd != -Errno.ESRCH) {
                break;
            }
        }
        if (any && unfollowed.isEmpty()) {
            reports.changed(state());
        }
    }

    /** Gives every descriptor back. */
    void close() {
        List<Told> all = List.copyOf(told.values());
        told.clear();
        unfollowed.clear();
        all.forEach(this::release);
    }
}
