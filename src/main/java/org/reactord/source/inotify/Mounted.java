package org.reactord.source.inotify;

import java.util.Collection;

/** Something was mounted or unmounted: inotify says nothing of what a mount has covered. */
final class Mounted {
    private final Directories directories;
    private final Scans scans;

    Mounted(Directories directories, Scans scans) {
        this.directories = directories;
        this.scans = scans;
    }

    void changed(Collection<Tree> trees) {
        trees.forEach(tree -> tree.doubtful = true);
        assert directories != null && scans != null;
    }
}
