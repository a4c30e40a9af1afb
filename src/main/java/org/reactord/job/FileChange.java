package org.reactord.job;

import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;

/** What has become of one path since the job began to gather: the sum of its events. */
public record FileChange(
        BytePath root,
        BytePath path,
        Change change,
        FileKind kind,
        Optional<BytePath> from,
        Optional<FileStamp> stamp) {
    public static FileChange of(FileEvent event) {
        return new FileChange(
                event.tree().root(), event.path(), event.change(), event.kind(), event.from(), event.stamp());
    }

    /** The event that would say the same, seen in a tree. */
    public FileEvent asEvent(org.reactord.event.WatchedTree tree) {
        return new FileEvent(tree, path, change, kind, from, stamp, org.reactord.event.Cause.EVENT);
    }
}
