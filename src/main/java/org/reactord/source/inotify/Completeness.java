package org.reactord.source.inotify;

import java.time.Duration;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.natives.Errno;
import org.reactord.natives.FileLease;
import org.reactord.source.inotify.Pending.Stage;

/**
 * Decides when a file is complete.
 *
 * <p>A read lease says whether somebody is writing (fcntl(2)); the stream of events says when to ask. Where no lease is
 * granted, because the file is not ours or the file system is not local, a close is believed, and without one the file
 * has to stand still.
 */
final class Completeness {
    private static final long LONGEST_WAIT = 30_000;
    private static final int MOST_STALE = 12;

    private final Looker looker;
    private final Teller teller;
    private final Told told;
    private final News news;
    private final Pendings pendings;
    private final Timers timers;
    private final Marks marks;
    private final Pace pace;
    private int settling;

    Completeness(Looker looker, Teller teller, Told told, Pendings pendings, Timers timers, Marks marks, Pace pace) {
        this.looker = looker;
        this.teller = teller;
        this.told = told;
        this.news = new News(teller, told, pendings);
        this.pendings = pendings;
        this.timers = timers;
        this.marks = marks;
        this.pace = pace;
    }

    /** How many found files wait to be told; a scan pauses when they are many. */
    int settling() {
        return settling;
    }

    /** Looks at a name, and tells what there is to tell or waits for what is missing. */
    void check(Pending pending) {
        Tree tree = pending.dir.tree();
        if (tree == null) {
            pendings.forget(pending);
            return;
        }
        pendings.stopTimer(pending);
        pending.touched = false;
        int answer = looker.look(pending.dir, pending.name);
        if (answer == Looker.STALE) {
            stale(tree, pending);
        } else if (answer == -Errno.ENOENT) {
            absent(tree, pending);
        } else if (answer < 0) {
            pendings.forget(pending);
        } else if (looker.kind() != FileKind.REGULAR) {
            special(tree, pending);
        } else {
            regular(tree, pending);
        }
    }

    /** An event that explains it has happened already: after the next mark it has been dealt with. */
    private void stale(Tree tree, Pending pending) {
        pending.asked = pending.stage == Stage.STALE ? pending.asked + 1 : 1;
        if (pending.asked > MOST_STALE) {
            tree.uneven = true;
            pendings.forget(pending);
            return;
        }
        wait(tree, pending, Stage.STALE);
        Runnable again = () -> {
            if (pending.stage == Stage.STALE) {
                check(pending);
            }
        };
        if (pending.asked == 1) {
            marks.after(again);
        } else {
            pending.timer = timers.in(Duration.ofMillis(1L << pending.asked), again);
        }
    }

    /** Its removal is under way in the stream, if it ever was there: {@code open(O_TMPFILE)} makes up names. */
    private void absent(Tree tree, Pending pending) {
        if (pending.has(Pending.CREATED | Pending.ARRIVED)) {
            wait(tree, pending, Stage.SETTLING);
            marks.after(() -> {
                if (pending.stage == Stage.SETTLING) {
                    pendings.forget(pending);
                }
            });
        } else {
            pendings.forget(pending);
        }
    }

    /** What is never opened; there is no content to wait for. */
    private void special(Tree tree, Pending pending) {
        FileStamp stamp = looker.stamp();
        news.created(tree, pending, looker.kind(), stamp);
        if (pending.has(Pending.ATTRIBUTES) && !pending.has(Pending.CREATED | Pending.ARRIVED)) {
            news.tell(tree, pending, Change.ATTRIBUTES, looker.kind(), stamp);
        }
        pendings.forget(pending);
    }

    private void regular(Tree tree, Pending pending) {
        FileStamp stamp = looker.stamp();
        long links = looker.links();
        news.created(tree, pending, FileKind.REGULAR, stamp);
        if (pending.evidence == Pending.ATTRIBUTES) {
            attributes(tree, pending, stamp);
        } else if (pending.stage == Stage.STILL && !pending.has(Pending.CLOSED) && !pending.isAsSeen(stamp)) {
            awaitStillness(tree, pending, stamp);
        } else if (mayBeJustMade(pending, stamp, links)) {
            awaitFirstByte(tree, pending);
        } else {
            decide(tree, pending, stamp, links, looker.lease(pending.dir, pending.name));
        }
    }

    /**
     * Mode, owner or times: {@code touch} opens the file for writing to set them, so a close may follow that means
     * nothing. Who is still writing now may do so through a mapping, of which there is no other sign than another time
     * stamp when he has closed.
     */
    private void attributes(Tree tree, Pending pending, FileStamp stamp) {
        news.tell(tree, pending, Change.ATTRIBUTES, FileKind.REGULAR, stamp);
        if (pendings.isAside(pending)) {
            // Its content is told in its time: that the writer has gone meanwhile does not make this state a told one.
            return;
        }
        Told.Match match = told.match(pending.dir, pending.name, stamp);
        boolean sameContent = match == Told.Match.SAME || match == Told.Match.SAME_CONTENT;
        if (sameContent || looker.lease(pending.dir, pending.name).state() != FileLease.State.BEING_WRITTEN) {
            told.put(pending.dir, pending.name, stamp);
            pendings.forget(pending);
        } else {
            wait(tree, pending, Stage.WRITER);
            pending.stamp = stamp;
        }
    }

    /** A scan holds the directory open and has looked at a file. */
    void found(Tree tree, Pending pending, FileStamp stamp, long links, int directory) {
        news.created(tree, pending, FileKind.REGULAR, stamp);
        if (mayBeJustMade(pending, stamp, links)) {
            awaitFirstByte(tree, pending);
        } else {
            decide(tree, pending, stamp, links, FileLease.askAt(directory, pending.name));
        }
    }

    /** A walk has seen that a file has changed, where a lease says little. */
    void foundChanged(Tree tree, Pending pending, FileStamp stamp) {
        news.created(tree, pending, FileKind.REGULAR, stamp);
        awaitStillness(tree, pending, stamp);
    }

    private void decide(Tree tree, Pending pending, FileStamp stamp, long links, FileLease.Answer lease) {
        switch (lease.state()) {
            case BEING_WRITTEN -> awaitWriter(tree, pending, links);
            case FREE -> {
                if (pending.has(Pending.CLOSED | Pending.ARRIVED)) {
                    news.complete(tree, pending, stamp);
                } else {
                    settle(tree, pending, stamp);
                }
            }
            case UNKNOWN -> undecided(tree, pending, stamp, links, lease.errno());
        }
    }

    private static boolean mayBeJustMade(Pending pending, FileStamp stamp, long links) {
        boolean nothingMore = pending.has(Pending.CREATED) && !pending.has(Pending.MODIFIED | Pending.CLOSED);
        return nothingMore && stamp.size() == 0 && links == 1 && pending.stage != Stage.EMPTY;
    }

    /** open(2) makes the name first and counts the writer a moment later. */
    private void awaitFirstByte(Tree tree, Pending pending) {
        wait(tree, pending, Stage.EMPTY);
        pending.timer = timers.in(pace.empty(), () -> {
            if (pending.stage == Stage.EMPTY) {
                check(pending);
            }
        });
    }

    private void undecided(Tree tree, Pending pending, FileStamp stamp, long links, int errno) {
        if (errno == Errno.ENOENT || errno == Errno.ELOOP) {
            absent(tree, pending);
        } else if (pending.has(Pending.CLOSED | Pending.ARRIVED)) {
            news.complete(tree, pending, stamp);
        } else if (links > 1) {
            settle(tree, pending, stamp);
        } else {
            awaitStillness(tree, pending, stamp);
        }
    }

    /** Waits until the file has not changed for a while. */
    private void awaitStillness(Tree tree, Pending pending, FileStamp stamp) {
        if (pending.stage == Stage.STILL && pending.isAsSeen(stamp)) {
            news.complete(tree, pending, stamp);
            return;
        }
        boolean suspicious = pending.has(Pending.MODIFIED) || (stamp.size() == 0 && pending.has(Pending.CREATED));
        wait(tree, pending, Stage.STILL);
        pending.stamp = stamp;
        pending.timer = timers.in(suspicious ? pace.patience() : pace.still(), () -> {
            if (pending.stage == Stage.STILL) {
                check(pending);
            }
        });
    }

    /**
     * The close of a writer that was seen writing under this name will be told. One that opened another name of the
     * file, or none at all ({@code O_TMPFILE}), closes unheard, so that is asked again, less and less often.
     *
     * <p>After a close, too: the kernel reports it a moment before it counts the writer out, and the other writer that
     * seems to be there may be the same one.
     */
    private void awaitWriter(Tree tree, Pending pending, long links) {
        pending.asked = pending.stage == Stage.WRITER ? pending.asked : 0;
        wait(tree, pending, Stage.WRITER);
        boolean closesUnheard = links > 1 || !pending.has(Pending.MODIFIED);
        boolean closing = pending.has(Pending.CLOSED) && pending.asked < 8;
        long millis = closing ? 1L << (2 * pending.asked) : 1000L << Math.min(pending.asked, 5);
        if (closesUnheard || closing) {
            pending.asked++;
            pending.timer = timers.in(Duration.ofMillis(Math.min(millis, LONGEST_WAIT)), () -> {
                if (pending.stage == Stage.WRITER) {
                    check(pending);
                }
            });
        }
    }

    private void wait(Tree tree, Pending pending, Stage stage) {
        pendings.stopTimer(pending);
        pending.stage = stage;
        if (!pendings.keep(pending)) {
            teller.lose(tree, "more files were being written at once than are kept");
        }
    }

    /** Nobody writes, so what its writers did is in the stream already: once that has been heard it can be told. */
    private void settle(Tree tree, Pending pending, FileStamp stamp) {
        wait(tree, pending, Stage.SETTLING);
        pending.stamp = stamp;
        int turn = ++pending.turn;
        boolean found = pending.has(Pending.FOUND);
        settling += found ? 1 : 0;
        marks.after(() -> {
            settling -= found ? 1 : 0;
            if (pending.stage == Stage.SETTLING && pending.turn == turn) {
                settled(pending, stamp);
            }
        });
    }

    private void settled(Pending pending, FileStamp stamp) {
        Tree tree = pending.dir.tree();
        if (tree == null) {
            pendings.forget(pending);
        } else if (pending.touched) {
            check(pending);
        } else {
            news.complete(tree, pending, stamp);
        }
    }

    /** The kernel may have lost the close that somebody waits for: asks again whoever waits for one. */
    void doubt(Tree tree) {
        for (Pending pending : pendings.of(tree)) {
            if (pending.stage == Stage.WRITER) {
                check(pending);
            }
        }
    }

    /** A modification was heard some time ago; asks who writes once there has been quiet. */
    void awaitQuiet(Pending pending) {
        pending.stage = Stage.QUIET;
        pending.timer = timers.in(pace.quiet(), () -> {
            if (pending.stage != Stage.QUIET) {
                return;
            }
            if (timers.now() - pending.touchedAt < pace.quiet().toNanos()) {
                awaitQuiet(pending);
            } else {
                check(pending);
            }
        });
    }
}
