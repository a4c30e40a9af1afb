package org.reactord.source.inotify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Directories by parent and name: one open-addressed array (linear probing), because a map entry each is too large. */
final class DirTable {
    private static final int SMALLEST = 16;

    private @Nullable Dir[] slots = new @Nullable Dir[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Dir find(Dir parent, byte[] name) {
        int mask = slots.length - 1;
        for (int i = hash(parent, name) & mask; ; i = (i + 1) & mask) {
            Dir each = slots[i];
            if (each == null) {
                return null;
            }
            if (each.parent == parent && Arrays.equals(each.name, name)) {
                return each;
            }
        }
    }

    void add(Dir dir) {
        if (size * 3 >= slots.length * 2) {
            resize(slots.length * 2);
        }
        place(dir);
        size++;
    }

    private void place(Dir dir) {
        int mask = slots.length - 1;
        int i = hash(dir) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = dir;
    }

    /** Removes a directory by the parent and name that it still has. */
    void remove(Dir dir) {
        int mask = slots.length - 1;
        int hole = hash(dir) & mask;
        while (slots[hole] != dir) {
            if (slots[hole] == null) {
                throw new IllegalStateException("not in the table: " + dir.id);
            }
            hole = (hole + 1) & mask;
        }
        closeGap(hole, mask);
        size--;
        if (slots.length > SMALLEST && size * 8 < slots.length) {
            resize(slots.length / 2);
        }
    }

    /** Moves back whatever was pushed past the hole, so that no tombstone is needed. */
    private void closeGap(int gap, int mask) {
        int hole = gap;
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
            Dir each = slots[i];
            if (each == null) {
                slots[hole] = null;
                return;
            }
            int home = hash(each) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = each;
                hole = i;
            }
        }
    }

    private void resize(int capacity) {
        @Nullable Dir[] old = slots;
        slots = new @Nullable Dir[capacity];
        for (Dir each : old) {
            if (each != null) {
                place(each);
            }
        }
    }

    private static int hash(Dir dir) {
        Dir parent = dir.parent;
        if (parent == null) {
            throw new IllegalStateException("has no parent: " + dir.id);
        }
        return hash(parent, dir.name);
    }

    private static int hash(Dir parent, byte[] name) {
        int mixed = (Arrays.hashCode(name) * 31 + parent.id) * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }
}
