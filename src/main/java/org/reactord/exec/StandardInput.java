package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import org.reactord.event.BytePath;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.natives.Errno;
import org.reactord.natives.Fd;
import org.reactord.natives.FileType;
import org.reactord.natives.OpenFlags;
import org.reactord.natives.Stat;
import org.reactord.rule.StdinMode;

/**
 * Opens what a child reads, and makes sure that a job's file is still the one that the job is about.
 *
 * <p>A file is opened here, looked at again while it is open, and given on as a descriptor: however fast names change
 * hands, the child reads the file that was meant, or the attempt does not begin.
 */
final class StandardInput {
    private static final byte[] DEV_NULL = "/dev/null".getBytes(StandardCharsets.US_ASCII);

    /** A link is not followed, and a FIFO in the file's place does not make us wait. */
    private static final int FLAGS = OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC | OpenFlags.O_NOCTTY;

    private static final int ITEM_FLAGS = FLAGS | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK;

    private static final int NOT_YET = -1;

    /** {@code /dev/null}, open as long as the daemon is: most commands read it. Asked for again where it was refused. */
    private int nothing = Fd.open(DEV_NULL, FLAGS);

    /** The open descriptor that the child gets as its standard input. */
    int open(Attempt attempt, JobFiles files, Descriptors open) throws NotStarted {
        StdinMode mode = attempt.rule().execution().stdin();
        checkItem(attempt);
        return switch (mode) {
            case NONE -> nothing();
            case FILE ->
                attempt.rule().source().isOfEvents()
                        ? ownFile(files.input(attempt), open)
                        : attempt.file().isPresent() ? openItem(attempt.file().get(), open) : nothing();
            case PATHS0 -> ownFile(files.paths0(attempt), open);
            case JSON -> ownFile(files.json(attempt), open);
        };
    }

    private int nothing() throws NotStarted {
        if (nothing < 0) {
            nothing = Fd.open(DEV_NULL, FLAGS);
        }
        if (nothing < 0) {
            throw SpawnErrors.ofResource(nothing, "/dev/null cannot be opened");
        }
        return nothing;
    }

    void close() {
        if (nothing >= 0) {
            Fd.close(nothing);
            nothing = NOT_YET;
        }
    }

    private static int ownFile(BytePath path, Descriptors open) throws NotStarted {
        return open.own(Fd.open(path.bytes(), FLAGS), path + " cannot be opened");
    }

    /** Where a job's file matters, it must still be the one that the job is about. */
    static void checkItem(Attempt attempt) throws NotStarted {
        boolean matters = attempt.rule().execution().stdin() == StdinMode.FILE
                || attempt.rule().isSpool();
        if (matters && attempt.file().isPresent()) {
            checkItem(attempt.file().get());
        }
    }

    private static void checkItem(FileChange item) throws NotStarted {
        Look look = FileStamps.look(item.path());
        if (look instanceof Look.Absent) {
            throw gone();
        }
        if (look instanceof Look.Found found
                && (found.kind() != FileKind.REGULAR
                        || item.stamp()
                                .filter(stamp -> !stamp.sameContent(found.stamp()))
                                .isPresent())) {
            throw replaced();
        }
    }

    private static int openItem(FileChange item, Descriptors open) throws NotStarted {
        int fd = Fd.open(item.path().bytes(), ITEM_FLAGS);
        if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR) {
            throw gone();
        }
        if (fd == -Errno.ELOOP) {
            throw replaced();
        }
        open.own(fd, item.path() + " cannot be read");
        Stat stat = new Stat();
        int answer = stat.fstat(fd);
        if (answer < 0) {
            throw SpawnErrors.ofResource(answer, item.path() + " cannot be looked at");
        }
        boolean meant = stat.type() == FileType.REGULAR
                && item.stamp().map(stamp -> isSame(stamp, stat)).orElse(true);
        if (!meant) {
            throw replaced();
        }
        return fd;
    }

    /** Which file system it is was compared by path; its number is written differently here. */
    private static boolean isSame(FileStamp stamp, Stat stat) {
        return stamp.inode() == stat.ino() && stamp.size() == stat.size() && stamp.modified() == stat.mtime();
    }

    private static NotStarted gone() {
        return NotStarted.vanished("it was gone when its turn came");
    }

    private static NotStarted replaced() {
        return NotStarted.vanished("another file, or other content, has taken its name");
    }
}
