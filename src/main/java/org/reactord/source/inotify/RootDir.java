package org.reactord.source.inotify;

/** The top of a tree; its name is its absolute path, and empty for the root directory. */
final class RootDir extends Dir {
    final Tree tree;

    RootDir(int id, byte[] path, Tree tree) {
        super(id, path.length == 1 ? new byte[0] : path);
        this.tree = tree;
    }

    @Override
    int mask() {
        return NAMES | Anchor.SELF;
    }
}
