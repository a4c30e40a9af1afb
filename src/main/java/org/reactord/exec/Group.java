package org.reactord.exec;

import java.util.Optional;
import org.reactord.natives.Errno;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;

/**
 * A child and its descendants: the process group and the session that bear the child's process id, and where there is
 * one, the control group that nobody leaves.
 *
 * <p>The number belongs to them for as long as one of them lives, also after the child itself has been waited for: the
 * kernel gives it to no new process before (setsid(2)).
 */
final class Group {
    private final int leader;
    private final Optional<Cgroup> cgroup;

    Group(int leader, Optional<Cgroup> cgroup) {
        this.leader = leader;
        this.cgroup = cgroup;
    }

    int leader() {
        return leader;
    }

    /** True if members are left, once the leader has been waited for. */
    boolean outlivesLeader() {
        if (cgroup.isPresent()) {
            return !cgroup.get().remove();
        }
        // Whoever bears the leader's number as his own process id is a stranger, come after all of ours had gone.
        return Processes.kill(leader, 0) == -Errno.ESRCH && Processes.groupExists(leader);
    }

    /** Asks all of the group to end; those who are stopped are woken to hear it. */
    void term() {
        Processes.killGroup(leader, Signals.SIGTERM);
        Processes.killGroup(leader, Signals.SIGCONT);
        cgroup.ifPresent(group -> group.processes().forEach(this::termElsewhere));
    }

    /** The signal for the process group has reached its members, and nobody shall hear it twice. */
    private void termElsewhere(int pid) {
        if (ProcessTable.of(pid).filter(process -> process.group() != leader).isPresent()) {
            Processes.kill(pid, Signals.SIGTERM);
            Processes.kill(pid, Signals.SIGCONT);
        }
    }

    /** Ends all of the group, and those of the session who have made groups of their own. */
    void kill() {
        if (cgroup.isPresent()) {
            cgroup.get().kill();
            return;
        }
        Processes.killGroup(leader, Signals.SIGKILL);
        ProcessTable.all().stream()
                .filter(process -> process.session() == leader)
                .forEach(process -> Processes.kill(process.pid(), Signals.SIGKILL));
    }
}
