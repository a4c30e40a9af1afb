package org.reactord.source.inotify;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.files.MountTable;
import org.reactord.files.MountTable.Mount;
import org.reactord.files.PathBytes;
import org.reactord.natives.Stat;

/**
 * Follows what is mounted and unmounted: inotify says nothing of what a mount has covered, and nothing of what others do
 * to a file system that this kernel shares with them.
 */
final class Mounted {
    private final Directories directories;
    private final Scans scans;
    private final Stat stat;
    private MountTable table = MountTable.read();

    Mounted(Directories directories, Scans scans, Stat stat) {
        this.directories = directories;
        this.scans = scans;
        this.stat = stat;
    }

    /** Something was mounted or unmounted: every root may be another one now, and so may directories below it. */
    void changed(Collection<Tree> trees) {
        MountTable before = table;
        table = MountTable.read();
        Set<BytePath> targets = new LinkedHashSet<>();
        before.all().forEach(mount -> addUnless(table.has(mount), mount, targets));
        table.all().forEach(mount -> addUnless(before.has(mount), mount, targets));
        for (Tree tree : trees) {
            tree.doubtful = true;
            if (tree.watched.recursive() && tree.root != null) {
                BytePath root = real(tree);
                targets.forEach(target -> target.below(root).ifPresent(below -> lookAgain(tree, below)));
            }
        }
    }

    private static void addUnless(boolean known, Mount mount, Set<BytePath> targets) {
        if (!known) {
            targets.add(mount.target());
        }
    }

    /** The table knows no symbolic links. */
    private static BytePath real(Tree tree) {
        BytePath root = tree.watched.root();
        try {
            return PathBytes.of(PathBytes.toPath(root).toRealPath());
        } catch (IOException unreachable) {
            return root;
        }
    }

    private void lookAgain(Tree tree, BytePath below) {
        Dir parent = parentOf(tree, below);
        byte[] name = below.name().bytes();
        if (parent != null && tree.looksInto(parent, name)) {
            scans.arrived(tree, parent, name, false);
        }
    }

    private @Nullable Dir parentOf(Tree tree, BytePath below) {
        if (below.parent().isEmpty()) {
            return tree.root;
        }
        BytePath above = below.parent().get();
        Dir parent = parentOf(tree, above);
        return parent == null ? null : directories.find(parent, above.name().bytes());
    }

    /** Notes what is to be known of the file system on which a root lies that is open here. */
    void settleOn(Tree tree, int directory) {
        Mount mount = stat.fstat(directory) < 0 ? null : table.byId(stat.mountId());
        if (mount == null) {
            table = MountTable.read();
            mount = table.byId(stat.mountId());
        }
        tree.polled = mount != null && SharedFileSystems.has(mount.type()) ? mount.type() : "";
        tree.countedDevice = mount != null && CountingFileSystems.has(mount.type()) ? stat.dev() : Tree.NO_DEVICE;
    }
}
