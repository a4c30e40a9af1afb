package org.reactord.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.source.Content;

/**
 * In which state the files were that a rule's runs have changed. Bounded: what is forgotten counts as changed. Confined
 * to the loop thread.
 */
final class Traces {
    private static final int MOST = 1000;

    /** One path. */
    private static final class Trace {
        /** How often it changed since it was last looked at. */
        int events;

        /** What was found for a job that has not begun yet. */
        @Nullable
        Content found;

        int foundEvents;

        /** With what the last run about it began. */
        @Nullable
        Content left;

        int leftEvents;
    }

    private final Map<BytePath, Trace> byPath = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BytePath, Trace> eldest) {
            return size() > MOST;
        }
    };

    /** The path has changed while a run was under way. */
    void count(BytePath path) {
        byPath.computeIfAbsent(path, any -> new Trace()).events++;
    }

    void forget(BytePath path) {
        byPath.remove(path);
    }

    void forgetAll() {
        byPath.clear();
    }

    /** A run has failed: that it began with some content does not say that the content has been dealt with. */
    void forgetWhatWasLeft() {
        byPath.values().forEach(trace -> trace.left = null);
    }

    /** Keeps what was found for a job: if it begins, it has begun with that. */
    void found(Job job, Map<BytePath, Content> contents) {
        for (FileChange change : job.changes()) {
            Trace trace = byPath.get(change.path());
            if (trace != null) {
                trace.found = contents.get(change.path());
                trace.foundEvents = trace.events;
                trace.events = 0;
            }
        }
    }

    /** A job begins, with what was found for it if somebody has looked. */
    void began(Job job) {
        for (FileChange change : job.changes()) {
            Trace trace = byPath.get(change.path());
            if (trace != null) {
                trace.left = trace.found;
                trace.leftEvents = trace.found == null ? 0 : Math.max(trace.leftEvents, trace.foundEvents);
                trace.found = null;
            }
        }
    }

    /**
     * True if every file of the job is as it was when the last run about it began, and has changed no more often than
     * during the run before: then that run found it so and left it so.
     */
    boolean areAsLeft(Job job, Map<BytePath, Content> contents) {
        for (FileChange change : job.changes()) {
            Trace trace = byPath.get(change.path());
            Content now = contents.get(change.path());
            if (trace == null || now == null || trace.left == null || trace.events > trace.leftEvents) {
                return false;
            }
            if (!isSame(trace.left, now) || !isWhatWasTold(change, now)) {
                return false;
            }
        }
        job.changes().forEach(change -> count(change.path(), 0));
        return true;
    }

    private void count(BytePath path, int events) {
        Trace trace = byPath.get(path);
        if (trace != null) {
            trace.events = events;
        }
    }

    private static boolean isSame(Content before, Content now) {
        if (before instanceof Content.Read old && now instanceof Content.Read read) {
            return old.digest().equals(read.digest());
        }
        return before instanceof Content.Absent && now instanceof Content.Absent;
    }

    /** What has changed again since is told by another event. */
    private static boolean isWhatWasTold(FileChange change, Content now) {
        return now instanceof Content.Read read
                ? change.stamp().filter(read.stamp()::sameContent).isPresent()
                : change.change() == Change.DELETED;
    }
}
