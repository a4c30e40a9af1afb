package org.reactord.exec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.reactord.job.JobId;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;

/**
 * Commands that a daemon has left behind when it died, and that still run: their ends are heard through pidfds, like
 * those of children, but how they end nobody can say.
 *
 * <p>A process belongs to a job if its environment names the job, if it is of the session that the note names, or if it
 * is in the job's control group. What such a process has started meanwhile is looked for when all that are known have
 * ended.
 */
final class Orphans {
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

    /** One job's. */
    private static final class Orphan {
        final AttemptNote note;
        final Map<Integer, Integer> pidfds = new LinkedHashMap<>();
        final List<Integer> indexes = new ArrayList<>();
        /** When it is looked for again, because no descriptor was left to find or to watch it; nanoTime. */
        OptionalLong again = OptionalLong.empty();

        Orphan(AttemptNote note) {
            this.note = note;
        }
    }

    private final List<Orphan> orphans = new ArrayList<>();

    /** Those whose last process has ended, which takes the kernel a moment longer to see. */
    private final List<Cgroup> emptied = new ArrayList<>();

    /** What of a job still lives; it is watched from now on. */
    List<Long> adopt(AttemptNote note) {
        Orphan orphan = new Orphan(note);
        lookFor(orphan);
        boolean watched = !orphan.pidfds.isEmpty();
        if (watched || orphan.again.isPresent()) {
            orphans.add(orphan);
        }
        Set<Integer> alive = watched ? orphan.pidfds.keySet() : processesOf(note);
        return alive.stream().map(Integer::longValue).toList();
    }

    private static void lookFor(Orphan orphan) {
        orphan.again = OptionalLong.empty();
        for (int pid : processesOf(orphan.note)) {
            int pidfd = Processes.pidfdOpen(pid);
            if (pidfd >= 0) {
                orphan.pidfds.put(pid, pidfd);
            } else if (pidfd != -Errno.ESRCH) {
                orphan.again = OptionalLong.of(System.nanoTime() + AGAIN);
            }
        }
        if (orphan.pidfds.isEmpty() && !ProcessTable.isReadable()) {
            orphan.again = OptionalLong.of(System.nanoTime() + AGAIN);
        }
    }

    /** In how many milliseconds somebody must be looked for again; empty: an event tells. */
    OptionalInt pollTimeout(long now) {
        return orphans.stream()
                .filter(orphan -> orphan.pidfds.isEmpty() && orphan.again.isPresent())
                .mapToInt(
                        orphan -> (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(orphan.again.getAsLong() - now) + 1))
                .min();
    }

    private static Set<Integer> processesOf(AttemptNote note) {
        List<ProcessTable.Entry> all = ProcessTable.all();
        String variable = "\0REACTOR_JOB=" + note.job().text() + '\0';
        Set<Integer> found = new LinkedHashSet<>();
        int ourselves = Processes.getpid();
        for (ProcessTable.Entry process : all) {
            boolean ours = process.pid() != ourselves
                    && (isOfSession(process, note, all)
                            || ProcessTable.environment(process.pid()).contains(variable));
            if (ours) {
                found.add(process.pid());
            }
        }
        note.cgroup().ifPresent(path -> found.addAll(Cgroup.at(path).processes()));
        return found;
    }

    /** A session that has another leader by now is a stranger's, who was given the number when all of ours had gone. */
    private static boolean isOfSession(ProcessTable.Entry process, AttemptNote note, List<ProcessTable.Entry> all) {
        return note.leader().isPresent()
                && process.session() == note.leader().get().pid()
                && all.stream().filter(one -> one.pid() == process.session()).allMatch(leader -> leader.started()
                        .equals(note.leader().get().began()));
    }

    void register(Poll poll) {
        for (Orphan orphan : orphans) {
            orphan.indexes.clear();
            orphan.pidfds.values().forEach(pidfd -> orphan.indexes.add(poll.add(pidfd, Poll.POLLIN)));
        }
    }

    /** The jobs of which nothing lives any more since the last poll. */
    List<JobId> hear(Poll poll) {
        List<JobId> ended = new ArrayList<>();
        Iterator<Orphan> all = orphans.iterator();
        while (all.hasNext()) {
            Orphan orphan = all.next();
            if (hasEnded(orphan, poll)) {
                all.remove();
                orphan.note.cgroup().map(Cgroup::at).ifPresent(emptied::add);
                ended.add(orphan.note.job());
            }
        }
        removeEmptied();
        return ended;
    }

    private void removeEmptied() {
        emptied.removeIf(Cgroup::removeWithParent);
    }

    private static boolean hasEnded(Orphan orphan, Poll poll) {
        Iterator<Integer> indexes = orphan.indexes.iterator();
        Iterator<Integer> pidfds = orphan.pidfds.values().iterator();
        while (indexes.hasNext()) {
            int pidfd = pidfds.next();
            if (poll.revents(indexes.next()) != 0) {
                Fd.close(pidfd);
                pidfds.remove();
            }
        }
        boolean due = orphan.again.isEmpty() || orphan.again.getAsLong() - System.nanoTime() <= 0;
        if (orphan.pidfds.isEmpty() && due) {
            lookFor(orphan);
        }
        return orphan.pidfds.isEmpty() && orphan.again.isEmpty();
    }

    void signal(JobId job, Launcher.Sent sent) {
        int number = sent == Launcher.Sent.TERM ? Signals.SIGTERM : Signals.SIGKILL;
        for (Orphan orphan : orphans) {
            if (orphan.note.job().equals(job)) {
                processesOf(orphan.note).forEach(pid -> Processes.kill(pid, number));
            }
        }
    }

    /** They go on, and the next daemon finds them. */
    void close() {
        orphans.forEach(orphan -> orphan.pidfds.values().forEach(Fd::close));
        orphans.clear();
        removeEmptied();
    }
}
