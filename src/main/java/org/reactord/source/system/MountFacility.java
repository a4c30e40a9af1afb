package org.reactord.source.system;

import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.files.MountTable;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.MountInfo;
import org.reactord.natives.Poll;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * File systems that come and go: the table of mounts, of which the kernel says that it has changed, and not how
 * (proc_pid_mountinfo(5)). Nothing can be lost: what changes while it is read is told by the next poll(2).
 */
final class MountFacility implements Facility {
    private static final SystemState HEARD = SystemState.heard(SystemKind.MOUNT);

    private final Descriptors descriptors;
    private final Reports reports;
    private MountTable told = MountTable.EMPTY;
    private int fd = -1;
    private boolean unreadable;

    MountFacility(Descriptors descriptors, Reports reports) {
        this.descriptors = descriptors;
        this.reports = reports;
    }

    @Override
    public SystemKind kind() {
        return SystemKind.MOUNT;
    }

    @Override
    public SystemState open(SystemRequest request) {
        fd = MountInfo.open(); // before it is read: changes from here on are told
        if (fd < 0) {
            return SystemState.unavailable(
                    SystemKind.MOUNT, "/proc/self/mountinfo: " + Errno.message(fd) + "; /proc must be mounted");
        }
        MountReading reading = MountReading.of(fd, told);
        if (reading.error() < 0) {
            Fd.close(fd);
            return SystemState.unavailable(SystemKind.MOUNT, "/proc/self/mountinfo: " + Errno.message(reading.error()));
        }
        descriptors.add(fd, Poll.POLLPRI, revents -> changed());
        tell(reading.table(), Cause.START);
        return HEARD;
    }

    @Override
    public SystemState requested(SystemRequest request) {
        return HEARD;
    }

    @Override
    public void close() {
        descriptors.remove(fd);
        Fd.close(fd);
    }

    private void changed() {
        MountReading reading = MountReading.of(fd, told);
        if (reading.error() < 0) {
            unreadable = true;
            reports.changed(new SystemState(
                    SystemKind.MOUNT,
                    SystemState.State.DEGRADED,
                    "the table of mounts cannot be read: " + Errno.message(reading.error())
                            + "; what has changed is told when it can be"));
            return;
        }
        if (unreadable) {
            unreadable = false;
            reports.changed(HEARD);
        }
        tell(reading.table(), Cause.EVENT);
    }

    private void tell(MountTable now, Cause cause) {
        MountTable before = told;
        told = now;
        MountComparison.of(before, now, cause).forEach(reports::happened);
    }
}
