package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which owners each watch has. The kernel's masks are the union of what the owners need. */
final class Watches {
    private final Kernel kernel;
    private final WatchTable table = new WatchTable();

    Watches(Kernel kernel) {
        this.kernel = kernel;
    }

    /** How many watches there are. */
    int size() {
        return table.size();
    }

    @Nullable
    Owner first(int wd) {
        return table.first(wd);
    }

    /**
     * Watches the open directory for this owner, which loses the watch that it had if that was on another inode.
     *
     * @return 0 or {@code -errno}; on an error the owner keeps what it had
     */
    int attach(Owner owner, int directory) {
        int wd = kernel.add(directory, owner.mask());
        if (wd < 0 || wd == owner.wd) {
            return Math.min(0, wd);
        }
        release(owner);
        owner.wd = wd;
        owner.next = table.first(wd);
        table.put(owner);
        return 0;
    }

    /** True if what is open is the directory that this owner watches; its path may lead elsewhere by now. */
    boolean isOf(Owner owner, int directory) {
        int wd = kernel.add(directory, owner.mask());
        if (wd >= 0 && table.first(wd) == null) {
            kernel.remove(wd);
        }
        return wd == owner.wd;
    }

    /** Ends an owner's interest, and the watch with its last owner. */
    void release(Owner owner) {
        int wd = owner.wd;
        if (wd == Owner.NONE) {
            return;
        }
        Owner first = table.first(wd);
        if (first == owner) {
            Owner second = owner.next;
            if (second == null) {
                table.remove(wd);
                kernel.remove(wd);
            } else {
                table.put(second);
            }
        } else {
            for (Owner each = first; each != null; each = each.next) {
                if (each.next == owner) {
                    each.next = owner.next;
                }
            }
        }
        owner.next = null;
        owner.wd = Owner.NONE;
    }

    /** The kernel has ended a watch: whose it was. */
    List<Owner> ended(int wd) {
        List<Owner> owners = new ArrayList<>(1);
        for (Owner each = table.first(wd); each != null; each = each.next) {
            owners.add(each);
        }
        table.remove(wd);
        for (Owner each : owners) {
            each.wd = Owner.NONE;
            each.next = null;
        }
        return owners;
    }

    /** Another owner of the same watch in the same tree, if there is one. */
    static @Nullable Dir twin(Watches watches, Dir dir, Tree tree) {
        for (Owner each = watches.first(dir.wd); each != null; each = each.next) {
            if (each != dir && each instanceof Dir other && other.tree() == tree) {
                return other;
            }
        }
        return null;
    }
}
