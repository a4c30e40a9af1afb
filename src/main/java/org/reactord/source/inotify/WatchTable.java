package org.reactord.source.inotify;

import org.jspecify.annotations.Nullable;

/** The first owner of each watch, by the watch's number: open-addressed like {@link DirTable}. */
final class WatchTable {
    private static final int SMALLEST = 16;

    private @Nullable Owner[] slots = new @Nullable Owner[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Owner first(int wd) {
        return slots[slot(wd)];
    }

    /** Makes this the first owner of its watch; its {@code next} is for the caller to set. */
    void put(Owner first) {
        int at = slot(first.wd);
        if (slots[at] == null) {
            if (size * 3 >= slots.length * 2) {
                resize(slots.length * 2);
                at = slot(first.wd);
            }
            size++;
        }
        slots[at] = first;
    }

    void remove(int wd) {
        int mask = slots.length - 1;
        int hole = slot(wd);
        if (slots[hole] == null) {
            return;
        }
        size--;
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
            Owner each = slots[i];
            if (each == null) {
                slots[hole] = null;
                break;
            }
            int home = hash(each.wd) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = each;
                hole = i;
            }
        }
        if (slots.length > SMALLEST && size * 8 < slots.length) {
            resize(slots.length / 2);
        }
    }

    private int slot(int wd) {
        int mask = slots.length - 1;
        int i = hash(wd) & mask;
        Owner each = slots[i];
        while (each != null && each.wd != wd) {
            i = (i + 1) & mask;
            each = slots[i];
        }
        return i;
    }

    private void resize(int capacity) {
        @Nullable Owner[] old = slots;
        slots = new @Nullable Owner[capacity];
        for (Owner each : old) {
            if (each != null) {
                slots[slot(each.wd)] = each;
            }
        }
    }

    private static int hash(int wd) {
        int mixed = wd * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }
}
