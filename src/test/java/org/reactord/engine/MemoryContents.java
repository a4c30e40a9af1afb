package org.reactord.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.BytePath;
import org.reactord.source.Content;
import org.reactord.source.ContentListener;
import org.reactord.source.Contents;

/** Answers at once with what a test has put there; what it has not is unknown. */
final class MemoryContents implements Contents {
    private final ContentListener listener;
    private final Map<BytePath, Content> contents = new HashMap<>();
    private final List<List<BytePath>> asked = new ArrayList<>();
    private boolean silent;

    MemoryContents(ContentListener listener) {
        this.listener = listener;
    }

    void put(BytePath path, Content content) {
        contents.put(path, content);
    }

    /** From now on it takes questions and answers none. */
    void fallSilent() {
        silent = true;
    }

    /** The paths of every question. */
    List<List<BytePath>> asked() {
        return asked;
    }

    @Override
    public void read(long question, List<BytePath> paths) {
        asked.add(paths);
        Map<BytePath, Content> answer = new HashMap<>(contents);
        answer.keySet().retainAll(paths);
        if (!silent) {
            listener.contents(question, answer);
        }
    }

    @Override
    public void close() {}
}
