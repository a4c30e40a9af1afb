package org.reactord.source.system;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.reactord.files.MountTable;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;

/**
 * The table of mounts, read through a descriptor that stays open, so that it can be read when there are no more.
 *
 * <p>The kernel gives it out in pieces, a page at a time, and others mount and unmount in between. So it is read again until
 * nothing has changed meanwhile; the poll(2) that asks takes that report away.
 *
 * @param error {@code -errno} if it could not be read, and the table is empty
 */
record MountReading(MountTable table, int error) {
    /** While somebody mounts without a pause; what is read then is whole but for what changed in those moments. */
    private static final int MOST_READS = 20;

    private static final int PIECE = 64 * 1024;

    /** The table now, which was this one before. */
    static MountReading of(int fd, MountTable before) {
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLPRI);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        int reads = 0;
        do {
            int error = read(fd, piece, text);
            if (error < 0) {
                return new MountReading(MountTable.EMPTY, error);
            }
            reads++;
        } while (reads < MOST_READS && poll.poll(0) > 0);
        return new MountReading(before.next(text.toString(StandardCharsets.ISO_8859_1)), 0);
    }

    private static int read(int fd, ByteBuffer piece, ByteArrayOutputStream text) {
        text.reset();
        long position = Fd.lseek(fd, 0, Fd.SEEK_SET);
        if (position < 0) {
            return (int) position;
        }
        int count;
        do {
            piece.clear();
            count = Fd.read(fd, piece);
            byte[] bytes = new byte[piece.flip().limit()];
            piece.get(bytes);
            text.writeBytes(bytes);
        } while (count > 0 || count == -Errno.EINTR);
        return count;
    }
}
