package org.reactord.source.inotify;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Inotify;

/** The one inotify instance, and what the kernel allows: inotify(7), {@code /proc/sys/fs/inotify}. */
final class Kernel {
    static final String MAX_WATCHES = "max_user_watches";
    static final String MAX_INSTANCES = "max_user_instances";
    static final String MAX_EVENTS = "max_queued_events";

    private static final int CLOSED = -1;
    private static final byte[] DESCRIPTORS = "/proc/self/fd/".getBytes(StandardCharsets.US_ASCII);

    private int fd = CLOSED;

    /** Makes the instance: 0, or {@code -errno}; EMFILE when the user has as many as allowed. */
    int open() {
        int answer = Inotify.init();
        fd = Math.max(CLOSED, answer);
        return Math.min(0, answer);
    }

    boolean isOpen() {
        return fd != CLOSED;
    }

    int fd() {
        return fd;
    }

    /**
     * Watches the very directory that is open, wherever it has been renamed to since: the watch, or {@code -errno}.
     *
     * <p>inotify_add_watch(2) takes paths only; a path through {@code /proc/self/fd} cannot be changed by others.
     */
    int add(int directory, int mask) {
        return isOpen() ? Inotify.addWatch(fd, pathOf(directory), mask | Inotify.IN_MASK_ADD) : -Errno.EMFILE;
    }

    /** Ends a watch; the kernel may have ended it already. */
    void remove(int wd) {
        Inotify.rmWatch(fd, wd);
    }

    void close() {
        if (isOpen()) {
            Fd.close(fd);
            fd = CLOSED;
        }
    }

    static byte[] pathOf(int descriptor) {
        int digits = 1;
        for (int rest = descriptor / 10; rest > 0; rest /= 10) {
            digits++;
        }
        byte[] path = new byte[DESCRIPTORS.length + digits];
        System.arraycopy(DESCRIPTORS, 0, path, 0, DESCRIPTORS.length);
        int rest = descriptor;
        for (int at = path.length - 1; at >= DESCRIPTORS.length; at--) {
            path[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return path;
    }

    /** The limit that holds, in words: {@code fs.inotify.max_user_watches is 8192}. */
    static String limit(String name) {
        String whole = value("fs/inotify/" + name);
        // A user namespace may have a smaller one of its own (user_namespaces(7), /proc/sys/user).
        String own = value("user/" + name.replace("max_user_", "max_inotify_"));
        if (isLess(own, whole)) {
            return "user." + name.replace("max_user_", "max_inotify_") + " is " + own;
        }
        return "fs.inotify." + name + (whole.isEmpty() ? " is too small" : " is " + whole);
    }

    private static boolean isLess(String one, String other) {
        boolean known = !one.isEmpty() && !other.isEmpty();
        return known && (one.length() < other.length() || (one.length() == other.length() && one.compareTo(other) < 0));
    }

    private static String value(String name) {
        // Files.readString reads such a file in two steps and gets the first character only.
        try (FileInputStream file = new FileInputStream("/proc/sys/" + name)) {
            byte[] text = new byte[32];
            int length = file.read(text);
            return length <= 0 ? "" : new String(text, 0, length, StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
