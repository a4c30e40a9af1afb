package org.reactord.source.inotify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.FileStamp;

/** A name of which something has been heard or seen, and not yet all been told. */
final class Pending {
    /** The kernel said that it was created. */
    static final int CREATED = 1;
    /** The kernel said that content was written or cut. */
    static final int MODIFIED = 2;
    /** The kernel said that mode, owner, times or attributes were changed. */
    static final int ATTRIBUTES = 4;
    /** The kernel said that a writer has closed it. */
    static final int CLOSED = 8;
    /** It was moved here. */
    static final int ARRIVED = 16;
    /** A scan has found it. */
    static final int FOUND = 32;
    /** It is told even if it was told before in this state. */
    static final int FORCED = 64;

    /** What it waits for. */
    enum Stage {
        /** For the end of the events that are at hand: most of the time the next one decides. */
        FRESH("something has just happened to it"),
        /** For a while without modifications. */
        QUIET("it was modified a moment ago; whether somebody still writes is looked at when it is quiet"),
        /** For its writer to close it. */
        WRITER("somebody has it open for writing: it is complete when the last writer has closed it"),
        /** For the end of the events that had happened when it was found complete. */
        SETTLING("nobody has it open for writing, and what led to that is being read"),
        /** For its size and times to stand still. */
        STILL("who writes it cannot be seen: it is complete when its size and times have stood still"),
        /** For the first writer of an empty file, a moment long. */
        EMPTY("it was just made and is empty; its first writer is given a moment"),
        /** For an event that explains why it could not be looked at. */
        STALE("it could not be looked at; the event that explains why is waited for"),
        /** For nothing: told, and here only so that events that had happened before do not tell it again. */
        ABSORBING("it has been told");

        private final String awaited;

        Stage(String awaited) {
            this.awaited = awaited;
        }

        /** What it waits for, for a person. */
        String awaited() {
            return awaited;
        }
    }

    final Dir dir;
    final byte[] name;
    int evidence;
    Stage stage = Stage.FRESH;
    Cause cause = Cause.EVENT;
    /** Nothing that happened to it before this, by the clock that stamps files, is untold. */
    long untoldSince = Long.MAX_VALUE;

    boolean createdTold;
    /** Modified again since it was last looked at. */
    boolean touched;

    long touchedAt;
    int asked;
    /** Counts the times that it has settled, so that an earlier mark does not answer for a later one. */
    int turn;

    @Nullable
    FileStamp stamp;

    Timers.@Nullable Timer timer;

    Pending(Dir dir, byte[] name) {
        this.dir = dir;
        this.name = name;
    }

    /** The kernel said something of it, so it is not told only because somebody looked. */
    void heard(int bits) {
        evidence |= bits;
        cause = Cause.EVENT;
    }

    boolean has(int bits) {
        return (evidence & bits) != 0;
    }

    /** True if it has stood still since it was last looked at; some file systems make up inode numbers anew. */
    boolean isAsSeen(FileStamp now) {
        FileStamp before = stamp;
        return before != null
                && before.size() == now.size()
                && before.modified() == now.modified()
                && before.changed() == now.changed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pending pending && dir == pending.dir && Arrays.equals(name, pending.name);
    }

    @Override
    public int hashCode() {
        return hash(dir, name);
    }

    static int hash(Dir dir, byte[] name) {
        return Arrays.hashCode(name) * 31 + dir.id;
    }
}
