package org.reactord.engine.view;

import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/**
 * What somebody wants to have explained.
 *
 * @param path absolute
 * @param seenAs what a rule calls it that reaches it by another way, by the name of the rule
 * @param kind what is there; {@link FileKind#REGULAR} for what is not there and might be
 * @param stamp of what is there
 * @param change what happens to it
 */
public record Inquiry(
        BytePath path, Map<String, BytePath> seenAs, FileKind kind, Optional<FileStamp> stamp, Change change) {
    public Inquiry {
        seenAs = Map.copyOf(seenAs);
    }

    /** The path under which a rule knows it. */
    public BytePath pathFor(String rule) {
        return seenAs.getOrDefault(rule, path);
    }
}
