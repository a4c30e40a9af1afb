package org.reactord.source.inotify;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The trees of directories: who is whose child, and what they count. */
final class Directories {
    private final Watches watches;
    private final DirTable table = new DirTable();
    private int lastId;

    Directories(Watches watches) {
        this.watches = watches;
    }

    int size() {
        return table.size();
    }

    @Nullable
    Dir find(Dir parent, byte[] name) {
        return table.find(parent, name);
    }

    RootDir root(Tree tree, byte[] path) {
        return new RootDir(++lastId, path, tree);
    }

    Dir add(Dir parent, byte[] name) {
        Dir dir = new Dir(++lastId, name);
        attach(dir, parent, name);
        return dir;
    }

    /** Puts a directory that has no parent, with all that is below it, under this name. */
    void attach(Dir dir, Dir parent, byte[] name) {
        dir.parent = parent;
        dir.name = name;
        Dir first = parent.firstChild;
        dir.nextSibling = first;
        if (first != null) {
            first.previousSibling = dir;
        }
        parent.firstChild = dir;
        table.add(dir);
    }

    /** Takes a directory out of its tree, with all that is below it; the watches stay. */
    void detach(Dir dir) {
        Dir parent = dir.parent;
        if (parent == null) {
            return;
        }
        table.remove(dir);
        Dir before = dir.previousSibling;
        Dir after = dir.nextSibling;
        if (before == null) {
            parent.firstChild = after;
        } else {
            before.nextSibling = after;
        }
        if (after != null) {
            after.previousSibling = before;
        }
        dir.previousSibling = null;
        dir.nextSibling = null;
        dir.parent = null;
    }

    /** Forgets a directory of this tree and all below it, and ends their watches. */
    void drop(Dir dir, Tree tree) {
        detach(dir);
        Deque<Dir> doomed = new ArrayDeque<>();
        doomed.push(dir);
        for (Dir each = doomed.poll(); each != null; each = doomed.poll()) {
            for (Dir child = each.firstChild; child != null; child = child.nextSibling) {
                doomed.push(child);
            }
            if (each.parent != null) {
                table.remove(each);
                each.parent = null;
            }
            each.firstChild = null;
            unwatch(each, tree);
            limited(each, tree, false);
            denied(each, tree, false);
        }
    }

    void dropChildren(Dir dir, Tree tree) {
        for (Dir child = dir.firstChild; child != null; child = dir.firstChild) {
            drop(child, tree);
        }
    }

    /** Watches what is open: 0 or {@code -errno}. */
    int watch(Dir dir, Tree tree, int directory) {
        boolean before = dir.wd != Owner.NONE;
        int answer = watches.attach(dir, directory);
        boolean after = dir.wd != Owner.NONE;
        tree.watches += (after ? 1 : 0) - (before ? 1 : 0);
        if (answer == 0) {
            limited(dir, tree, false);
            denied(dir, tree, false);
        }
        return answer;
    }

    private void unwatch(Dir dir, Tree tree) {
        if (dir.wd != Owner.NONE) {
            watches.release(dir);
            tree.watches--;
        }
    }

    void limited(Dir dir, Tree tree, boolean now) {
        if (dir.is(Dir.LIMITED) != now) {
            dir.set(Dir.LIMITED, now);
            tree.limited += now ? 1 : -1;
        }
    }

    void denied(Dir dir, Tree tree, boolean now) {
        if (dir.is(Dir.DENIED) != now) {
            dir.set(Dir.DENIED, now);
            tree.denied += now ? 1 : -1;
            if (now) {
                tree.deniedExample = dir;
            }
        }
    }
}
