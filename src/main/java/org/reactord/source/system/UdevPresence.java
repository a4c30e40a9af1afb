package org.reactord.source.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.reactord.natives.Fd;
import org.reactord.natives.Inotify;
import org.reactord.natives.Poll;
import org.reactord.natives.Stat;

/**
 * Whether udev runs, which is when its control socket is there: {@code /run/udev/control}. Under systemd that stays while udev
 * is started again. Waits for it in inotify(7): for ever, where there is no udev.
 */
final class UdevPresence {
    private static final int CAME = Inotify.IN_CREATE | Inotify.IN_MOVED_TO | Inotify.IN_ONLYDIR;
    private static final int WENT = Inotify.IN_DELETE | Inotify.IN_MOVED_FROM;
    private static final int ITSELF_WENT = Inotify.IN_DELETE_SELF | Inotify.IN_MOVE_SELF | Inotify.IN_ATTRIB;
    private static final List<String> PATH = List.of("", "/udev", "/udev/control");
    private static final int BUFFER = 4096;

    private final String run;
    private final Descriptors descriptors;
    private final Consumer<Boolean> changed;
    private final Stat stat = new Stat();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private int fd = -1;
    private int watch;
    private boolean present;

    /**
     * Looks nowhere yet.
     *
     * @param run {@code /run}
     * @param changed told when it has come or gone
     */
    UdevPresence(String run, Descriptors descriptors, Consumer<Boolean> changed) {
        this.run = run;
        this.descriptors = descriptors;
        this.changed = changed;
    }

    /** Whether it is there now; waits from now on. */
    boolean open() {
        fd = Inotify.init();
        if (fd >= 0) {
            descriptors.add(fd, Poll.POLLIN, revents -> look());
        }
        present = arm();
        return present;
    }

    private void look() {
        do {
            buffer.clear();
        } while (Fd.read(fd, buffer) > 0);
        boolean now = arm();
        if (now != present) {
            present = now;
            changed.accept(now);
        }
    }

    /** Watches where the next change will show, and only there: with every look the place may be another. */
    private boolean arm() {
        int before;
        int depth = depth();
        do {
            before = depth;
            if (fd >= 0) {
                watch(depth);
            }
            depth = depth(); // something may have come or gone before the watch was there
        } while (depth != before);
        return depth == PATH.size() - 1;
    }

    /** How far down the path everything is there. */
    private int depth() {
        int depth = 0;
        while (depth + 1 < PATH.size() && stat.stat(bytes(PATH.get(depth + 1))) == 0) {
            depth++;
        }
        return depth;
    }

    private void watch(int depth) {
        int next;
        if (depth < PATH.size() - 1) {
            next = add(depth, depth == 0 ? CAME : CAME | ITSELF_WENT);
        } else {
            next = add(depth, ITSELF_WENT);
            if (next < 0) {
                next = add(depth - 1, WENT); // it may only be watched by who may read it
            }
        }
        if (watch > 0 && watch != next) {
            Inotify.rmWatch(fd, watch); // refused if it went with what it watched
        }
        watch = next;
    }

    private int add(int depth, int mask) {
        return Inotify.addWatch(fd, bytes(PATH.get(depth)), mask);
    }

    private byte[] bytes(String path) {
        return (run + path).getBytes(StandardCharsets.UTF_8);
    }

    void close() {
        if (fd >= 0) {
            descriptors.remove(fd);
            Fd.close(fd);
        }
    }
}
