package org.reactord.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reactord.event.BytePath;
import org.reactord.event.Event;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/** What somebody believes who knows nothing but what a source has told: the complete files, and their state. */
final class Story {
    private final TreeMap<BytePath, Optional<FileStamp>> files = new TreeMap<>();

    static Story of(List<Event> events) {
        Story story = new Story();
        for (Event event : events) {
            if (event instanceof FileEvent file) {
                story.hear(file);
            }
        }
        return story;
    }

    private void hear(FileEvent event) {
        switch (event.change()) {
            case WRITTEN -> {
                if (event.kind() != FileKind.DIRECTORY) {
                    files.put(event.path(), event.stamp());
                }
            }
            case DELETED -> forget(event.path());
            case MOVED -> {
                if (event.kind() == FileKind.DIRECTORY) {
                    rename(event.from().orElseThrow(), event.path());
                } else {
                    files.remove(event.from().orElseThrow());
                    files.put(event.path(), event.stamp());
                }
            }
            case ATTRIBUTES -> files.computeIfPresent(event.path(), (path, stamp) -> event.stamp());
            case CREATED -> {}
        }
    }

    private void forget(BytePath path) {
        files.keySet().removeIf(each -> each.startsWith(path));
    }

    private void rename(BytePath from, BytePath to) {
        forget(to);
        Map<BytePath, Optional<FileStamp>> moved = new TreeMap<>();
        files.forEach((path, stamp) -> path.below(from).ifPresent(below -> moved.put(to.resolve(below), stamp)));
        forget(from);
        files.putAll(moved);
    }

    Map<BytePath, Optional<FileStamp>> files() {
        return files;
    }
}
