package org.reactord.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.reactord.event.BytePath;

/**
 * Puts the names that were found in a directory into the order in which they arrived there, which the directory itself
 * does not keep: by ctime, which a rename sets too, and by name where that is the same. Of a very large directory it
 * holds a part at a time, so that memory stays bounded. Confined to one thread.
 */
public final class Arrivals {
    /** So many names are put in order together. */
    public static final int MOST = 10_000;

    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::changed).thenComparing(Arrival::name);

    private final List<Arrival> names = new ArrayList<>();
    private int next;
    private boolean handingOut;

    private record Arrival(BytePath name, long changed) {}

    /** Holds nothing yet. */
    public Arrivals() {}

    /** Takes a name, with the ctime of its file. */
    public void add(byte[] name, long changed) {
        names.add(new Arrival(BytePath.of(name), changed));
    }

    /** True once names are to be handed out: there is room for no more, or there are no more. */
    public boolean isDue(boolean last) {
        if (!handingOut && (last ? !names.isEmpty() : names.size() >= MOST)) {
            names.sort(ORDER);
            handingOut = true;
        }
        return handingOut;
    }

    /** The next name; to be asked while it is due. */
    public byte[] next() {
        byte[] name = names.get(next++).name().bytes();
        if (next == names.size()) {
            clear();
        }
        return name;
    }

    /** Forgets all that it holds. */
    public void clear() {
        names.clear();
        next = 0;
        handingOut = false;
    }
}
