package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InotifyTest {
    private static final int ALL = 0xfff;

    @TempDir
    Path outside;

    @TempDir
    Path watched;

    private int fd;
    private int wd;
    private final InotifyEvents events = new InotifyEvents(64 * 1024);

    @BeforeEach
    void watch() {
        fd = Inotify.init();
        assertTrue(fd >= 0, () -> Errno.message(fd));
        wd = Inotify.addWatch(fd, Bytes.of(watched.toString()), ALL | Inotify.IN_ONLYDIR);
        assertEquals(1, wd);
    }

    @AfterEach
    void close() {
        Fd.close(fd);
    }

    /** The kernel queues an event before the call that made it returns, so one reading sees all. */
    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        while (events.read(fd) > 0) {
            while (events.next()) {
                seen.add(Inotify.maskNames(events.mask()) + " "
                        + new String(events.name(), StandardCharsets.ISO_8859_1));
            }
        }
        return seen;
    }

    @Test
    void writingEndsWithCloseWrite() throws IOException {
        Files.writeString(watched.resolve("f"), "x");
        assertEquals(List.of("IN_CREATE f", "IN_OPEN f", "IN_MODIFY f", "IN_CLOSE_WRITE f"), seen());
        assertEquals(0, events.read(fd), "nothing waits");
        assertFalse(events.next());
    }

    @Test
    void aLinkOnlyCreates() throws IOException {
        Path aside = Files.writeString(outside.resolve("aside"), "x");
        Files.createLink(watched.resolve("new"), aside);
        assertEquals(List.of("IN_CREATE new"), seen());
    }

    @Test
    void bothHalvesOfARenameShareTheirCookie() throws IOException {
        Files.createFile(watched.resolve("a"));
        seen();
        Files.move(watched.resolve("a"), watched.resolve("b"));

        assertTrue(events.read(fd) > 0);
        assertTrue(events.next());
        assertEquals(Inotify.IN_MOVED_FROM, events.mask());
        assertEquals(wd, events.wd());
        int cookie = events.cookie();
        assertNotEquals(0, cookie);
        assertTrue(events.next());
        assertEquals(Inotify.IN_MOVED_TO, events.mask());
        assertEquals(cookie, events.cookie());
        assertFalse(events.next());

        Files.move(watched.resolve("b"), outside.resolve("b"));
        assertEquals(List.of("IN_MOVED_FROM b"), seen());
    }

    @Test
    void namesAreBytes() {
        byte[] name = {'a', (byte) 0xff, '\n', 'b'};
        byte[] path = new byte[watched.toString().length() + 1 + name.length];
        byte[] parent = Bytes.of(watched + "/");
        System.arraycopy(parent, 0, path, 0, parent.length);
        System.arraycopy(name, 0, path, parent.length, name.length);
        Fd.close(Fd.open(path, OpenFlags.O_CREAT | OpenFlags.O_CLOEXEC, 0600));

        assertTrue(events.read(fd) > 0);
        assertTrue(events.next());
        assertEquals(Inotify.IN_CREATE, events.mask());
        assertEquals(4, events.nameLength());
        assertArrayEquals(name, events.name());
    }

    @Test
    void theWatchedDirectoryHasNoName() throws IOException {
        Path inner = Files.createDirectory(watched.resolve("inner"));
        seen();
        int second = Inotify.addWatch(fd, Bytes.of(inner.toString()), Inotify.IN_DELETE_SELF);
        assertEquals(2, second);
        Files.delete(inner);
        assertEquals(List.of("IN_DELETE_SELF ", "IN_IGNORED ", "IN_DELETE|IN_ISDIR inner"), seen());
    }

    @Test
    void oneInodeHasOneWatch() {
        byte[] same = Bytes.of(watched + "/.");
        assertEquals(wd, Inotify.addWatch(fd, same, Inotify.IN_CREATE | Inotify.IN_MASK_ADD));
        assertEquals(-Errno.EEXIST, Inotify.addWatch(fd, same, Inotify.IN_CREATE | Inotify.IN_MASK_CREATE));
        assertEquals(0, Inotify.rmWatch(fd, wd));
        assertEquals(-Errno.EINVAL, Inotify.rmWatch(fd, wd));
        assertEquals(List.of("IN_IGNORED "), seen());
    }

    @Test
    void refusalsAreErrors() throws IOException {
        Path file = Files.createFile(outside.resolve("f"));
        assertEquals(-Errno.ENOENT, Inotify.addWatch(fd, Bytes.of(watched + "/none"), ALL));
        assertEquals(-Errno.ENOTDIR, Inotify.addWatch(fd, Bytes.of(file.toString()), ALL | Inotify.IN_ONLYDIR));
        assertEquals(-Errno.EBADF, events.read(-1));
    }

    @Test
    void pollReportsIt() throws IOException {
        Poll poll = new Poll();
        int index = poll.add(fd, Poll.POLLIN);
        assertEquals(0, poll.poll(0));
        Files.createFile(watched.resolve("f"));
        assertEquals(1, poll.poll(-1));
        assertEquals(Poll.POLLIN, poll.revents(index));
    }

    @Test
    void decodesAnOverflowBetweenOthers() {
        ByteBuffer golden = ByteBuffer.allocate(80).order(ByteOrder.nativeOrder());
        golden.putInt(7).putInt(Inotify.IN_CLOSE_WRITE).putInt(0).putInt(16).put(Bytes.of("exactly sixteen\0"));
        golden.putInt(-1).putInt(Inotify.IN_Q_OVERFLOW).putInt(0).putInt(0);
        golden.putInt(9)
                .putInt(Inotify.IN_MOVED_TO | Inotify.IN_ISDIR)
                .putInt(4711)
                .putInt(16);
        golden.put(Bytes.of("x"));
        InotifyEvents decoded = new InotifyEvents(golden.array());

        assertTrue(decoded.next());
        assertEquals(7, decoded.wd());
        assertArrayEquals(Bytes.of("exactly sixteen"), decoded.name());
        assertTrue(decoded.next());
        assertEquals(-1, decoded.wd());
        assertEquals("IN_Q_OVERFLOW", Inotify.maskNames(decoded.mask()));
        assertEquals(0, decoded.nameLength());
        assertTrue(decoded.next());
        assertEquals(4711, decoded.cookie());
        assertEquals("IN_MOVED_TO|IN_ISDIR", Inotify.maskNames(decoded.mask()));
        assertArrayEquals(Bytes.of("x"), decoded.name());
        assertFalse(decoded.next());
    }

    private static ByteBuffer event(int wd, int mask, String name) {
        ByteBuffer event = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        event.putInt(wd).putInt(mask).putInt(0).putInt(16).put(Bytes.of(name));
        return event.rewind();
    }

    private static boolean isFollowed(ByteBuffer one, ByteBuffer other) {
        ByteBuffer both = ByteBuffer.allocate(64).put(one).put(other);
        InotifyEvents decoded = new InotifyEvents(both.array());
        assertTrue(decoded.next());
        return decoded.isFollowedBy(Inotify.IN_CLOSE_WRITE);
    }

    @Test
    void knowsWhetherTheNextIsAboutTheSameName() {
        assertTrue(isFollowed(event(7, Inotify.IN_MODIFY, "name"), event(7, Inotify.IN_CLOSE_WRITE, "name")));
        assertFalse(isFollowed(event(7, Inotify.IN_MODIFY, "name"), event(8, Inotify.IN_CLOSE_WRITE, "name")));
        assertFalse(isFollowed(event(7, Inotify.IN_MODIFY, "name"), event(7, Inotify.IN_MODIFY, "name")));
        assertFalse(isFollowed(event(7, Inotify.IN_MODIFY, "name"), event(7, Inotify.IN_CLOSE_WRITE, "names")));
        assertFalse(isFollowed(event(7, Inotify.IN_MODIFY, "name"), event(7, Inotify.IN_CLOSE_WRITE, "nama")));
        InotifyEvents last =
                new InotifyEvents(event(7, Inotify.IN_MODIFY, "name").array());
        assertTrue(last.next());
        assertFalse(last.isFollowedBy(Inotify.IN_CLOSE_WRITE));
    }
}
