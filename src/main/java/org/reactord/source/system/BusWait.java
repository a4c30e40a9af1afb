package org.reactord.source.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.reactord.event.ByteText;
import org.reactord.natives.Clocks;
import org.reactord.natives.Fd;
import org.reactord.natives.Inotify;
import org.reactord.natives.InotifyEvents;
import org.reactord.natives.Poll;
import org.reactord.natives.TimerFd;
import org.reactord.source.dbus.BusAddress;

/**
 * Waits until it is worth trying again to reach a bus: its socket, or a directory on the way to it, has appeared
 * (inotify(7)). Nobody says when a server listens at a socket that is there already, or has mended what it suffers from; so
 * a few times, ever more seldom, it is tried again without a sign, and then no more until there is one.
 */
final class BusWait {
    private static final int SIGNS = Inotify.IN_CREATE
            | Inotify.IN_MOVED_TO
            | Inotify.IN_ATTRIB // of a socket: its server has begun to listen, and says that all may come
            | Inotify.IN_DELETE_SELF
            | Inotify.IN_MOVE_SELF
            | Inotify.IN_ONLYDIR;

    private static final long[] PAUSES_MILLIS = {50, 250, 1000, 4000, 16000};
    private static final int BUFFER = 4096;

    private final List<BusAddress> addresses;
    private final Descriptors descriptors;
    private final Runnable again;
    private final InotifyEvents events = new InotifyEvents(BUFFER);
    private final Map<Integer, String> awaited = new HashMap<>();
    private int inotify = -1;
    private int timer = -1;
    private int tries;

    /**
     * Waits for one of these.
     *
     * @param again is run when one of them is worth a try
     */
    BusWait(List<BusAddress> addresses, Descriptors descriptors, Runnable again) {
        this.addresses = addresses;
        this.descriptors = descriptors;
        this.again = again;
    }

    /** Waits for a sign from now on. */
    void begin() {
        if (inotify >= 0) {
            return;
        }
        inotify = Inotify.init();
        if (inotify < 0) {
            return;
        }
        addresses.stream().filter(address -> !address.isAbstract()).forEach(address -> watch(address.text()));
        if (awaited.isEmpty()) {
            Fd.close(inotify);
            inotify = -1;
        } else {
            descriptors.add(inotify, Poll.POLLIN, revents -> signs());
        }
    }

    /** Whether there will be a sign. */
    boolean isWatching() {
        return inotify >= 0;
    }

    /** Watches the nearest directory above the path that there is, for the name that leads on to it. */
    private void watch(String path) {
        String[] names = path.split("/", -1);
        int last = names.length - 2;
        int depth = last;
        int wd = watch(names, depth);
        while (wd < 0 && depth > 0) {
            wd = watch(names, --depth);
        }
        // What was made on the way meanwhile gives no sign any more.
        for (int deeper = wd; deeper >= 0 && depth < last; ) {
            deeper = watch(names, depth + 1);
            if (deeper >= 0) {
                wd = deeper;
                depth++;
            }
        }
        if (wd >= 0) {
            awaited.merge(wd, names[depth + 1], (one, other) -> one + '/' + other);
        }
    }

    private int watch(String[] names, int depth) {
        String directory = String.join("/", List.of(names).subList(0, depth + 1)) + '/';
        return Inotify.addWatch(inotify, ByteText.bytes(directory), SIGNS);
    }

    private void signs() {
        boolean sign = false;
        while (events.read(inotify) > 0) {
            while (events.next()) {
                String names = '/' + awaited.getOrDefault(events.wd(), "") + '/';
                boolean ofName = events.nameLength() > 0;
                sign |= !ofName || names.contains('/' + ByteText.of(events.name()) + '/');
            }
        }
        if (sign) {
            tries = 0;
            end();
            begin(); // the directory may be another one now, or the next on the way
            again.run();
        }
    }

    /** Tries again in a while without a sign, unless that was done too often. */
    void later() {
        if (tries >= PAUSES_MILLIS.length) {
            return;
        }
        if (timer < 0) {
            timer = TimerFd.create(Clocks.CLOCK_MONOTONIC);
            if (timer < 0) {
                return;
            }
            descriptors.add(timer, Poll.POLLIN, revents -> timeIsUp());
        }
        TimerFd.setAfter(timer, TimeUnit.MILLISECONDS.toNanos(PAUSES_MILLIS[tries]));
        tries++;
    }

    private void timeIsUp() {
        if (TimerFd.read(timer) > 0) {
            again.run();
        }
    }

    /** The bus has been fine for a while. */
    void forgetTries() {
        tries = 0;
    }

    /** Waits no longer. */
    void end() {
        awaited.clear();
        inotify = closed(inotify);
        timer = closed(timer);
    }

    private int closed(int fd) {
        if (fd >= 0) {
            descriptors.remove(fd);
            Fd.close(fd);
        }
        return -1;
    }
}
