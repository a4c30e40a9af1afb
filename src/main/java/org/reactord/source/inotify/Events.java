package org.reactord.source.inotify;

import static org.reactord.natives.Inotify.IN_ATTRIB;
import static org.reactord.natives.Inotify.IN_CLOSE_WRITE;
import static org.reactord.natives.Inotify.IN_CREATE;
import static org.reactord.natives.Inotify.IN_DELETE;
import static org.reactord.natives.Inotify.IN_IGNORED;
import static org.reactord.natives.Inotify.IN_ISDIR;
import static org.reactord.natives.Inotify.IN_MODIFY;
import static org.reactord.natives.Inotify.IN_MOVED_FROM;
import static org.reactord.natives.Inotify.IN_MOVED_TO;
import static org.reactord.natives.Inotify.IN_Q_OVERFLOW;

import org.reactord.natives.InotifyEvents;

/** Takes raw events apart and gives each of them to the owners of its watch, in the order in which they happened. */
final class Events {
    private final Watches watches;
    private final Names names;
    private final Moves moves;
    private final Runnable overflowed;
    private final InotifyEvents raw = new InotifyEvents(64 * 1024);
    /** The event before said that what is closed now was modified. */
    private boolean modified;

    Events(Watches watches, Names names, Moves moves, Runnable overflowed) {
        this.watches = watches;
        this.names = names;
        this.moves = moves;
        this.overflowed = overflowed;
    }

    void take(byte[] bytes) {
        raw.load(bytes, bytes.length);
        while (raw.next()) {
            int mask = raw.mask();
            if ((mask & IN_Q_OVERFLOW) != 0) {
                overflowed.run();
            } else if ((mask & IN_IGNORED) != 0) {
                ended(raw.wd());
            } else if (mask == IN_MODIFY && raw.isFollowedBy(IN_CLOSE_WRITE)) {
                modified = true; // most files are written and closed at once: one event less for each
            } else {
                hand(mask);
                modified = false;
            }
        }
    }

    private void hand(int mask) {
        Owner owner = watches.first(raw.wd());
        if (owner == null) {
            return;
        }
        byte[] name = raw.name();
        while (owner != null) {
            // What the event leads to may take this owner off its watch.
            Owner next = owner.next;
            if ((owner.mask() & mask) != 0) {
                if (owner instanceof Anchor anchor) {
                    anchor.tree.doubtful |= anchor.isMeant(name);
                } else if (owner instanceof Dir dir) {
                    heard(dir, name, mask);
                }
            }
            owner = next;
        }
        if ((mask & IN_MOVED_TO) != 0) {
            moves.alone(raw.cookie());
        }
    }

    private void heard(Dir dir, byte[] name, int mask) {
        Tree tree = dir.tree();
        if (tree == null) {
            moves.onTheWay(dir);
        } else if (name.length == 0) {
            tree.doubtful |= dir == tree.root && (mask & Anchor.SELF) != 0;
        } else if (tree.covers(name)) {
            tree.doubtful |= tree.onlyName != null;
            handle(tree, dir, name, mask);
        }
    }

    private void handle(Tree tree, Dir dir, byte[] name, int mask) {
        boolean directory = (mask & IN_ISDIR) != 0;
        moves.overtaken(dir, name, raw.cookie());
        if ((mask & IN_CLOSE_WRITE) != 0) {
            names.closed(dir, name, modified);
        } else if ((mask & IN_MODIFY) != 0) {
            names.modified(tree, dir, name);
        } else if ((mask & IN_CREATE) != 0) {
            if (directory) {
                names.directoryCreated(tree, dir, name);
            } else {
                names.created(tree, dir, name);
            }
        } else if ((mask & IN_DELETE) != 0) {
            names.deleted(tree, dir, name, directory);
        } else if ((mask & IN_MOVED_FROM) != 0) {
            moves.from(tree, dir, name, raw.cookie(), directory);
        } else if ((mask & IN_MOVED_TO) != 0) {
            moves.to(tree, dir, name, raw.cookie(), directory);
        } else if ((mask & IN_ATTRIB) != 0) {
            names.attributes(tree, dir, name);
        }
    }

    /** Its directory was removed or unmounted. The parent says so too, or else it is the root, or a mount. */
    private void ended(int wd) {
        for (Owner owner : watches.ended(wd)) {
            if (owner instanceof Anchor anchor) {
                anchor.tree.doubtful = true;
            } else if (owner instanceof Dir dir) {
                Tree tree = dir.tree();
                if (tree != null) {
                    tree.watches--;
                    tree.doubtful |= dir == tree.root;
                }
            }
        }
    }
}
