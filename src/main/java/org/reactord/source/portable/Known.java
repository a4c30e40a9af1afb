package org.reactord.source.portable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.files.Look;

/**
 * What was last told of the names of one tree; the least recently used are forgotten, so memory is bounded.
 *
 * <p>It only ever saves words: it tells a changed mode from changed content, and keeps a scan from telling what an
 * event has told already. A name that has been forgotten is told once more rather than once less.
 *
 * <p>Of the thread {@code source:portable}.
 */
final class Known {
    private static final int MOST = 4096;

    /** What was seen, and when (of the monotonic clock) it was told. */
    record Told(Look.Found seen, long at) {}

    private final Map<BytePath, Told> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BytePath, Told> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    Told get(BytePath path) {
        return told.get(path);
    }

    void put(BytePath path, Look.Found seen, long now) {
        told.put(path, new Told(seen, now));
    }

    @Nullable
    Told remove(BytePath path) {
        return told.remove(path);
    }

    List<BytePath> names() {
        return new ArrayList<>(told.keySet());
    }
}
