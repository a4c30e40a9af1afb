package org.reactord.source.inotify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.WatchedTree;
import org.reactord.source.Progress;
import org.reactord.source.RootState;
import org.reactord.source.WatchRequest;

/** What is known of one watched tree. Plain data of the worker; the rooms around it keep it up to date. */
final class Tree {
    static final long NO_DEVICE = -1;

    final WatchedTree watched;

    /** Which files the first scan tells of, as the request says. */
    final long since;

    /** What is watched at present; null while the root is waited for. */
    @Nullable
    RootDir root;

    /** Where the root is a single file: its name in the directory that is watched. */
    byte @Nullable [] onlyName;

    final List<Anchor> anchors = new ArrayList<>();

    /** The way to the root may have changed. */
    boolean doubtful;

    /** Why the root is waited for. */
    String waiting = "";

    /** How the root's file system is called, if it reports nothing by itself. */
    String polled = "";

    /** The root's file system, if the links of a directory there tell whether others are in it. */
    long countedDevice = NO_DEVICE;

    /** How names were when they were last compared, where others may change them unheard. */
    Polling.@Nullable Snapshot snapshot;

    /** The last rename within it. */
    @Nullable
    Rename lastRename;

    Timers.@Nullable Timer poll;

    /** When it was armed, by the clock that stamps files. */
    long armedAt;

    /** Somebody wants to know of files before they are complete. */
    boolean tellsCreations;

    int watches;
    int limited;
    int denied;
    /** One of those that are denied. */
    @Nullable
    Dir deniedExample;

    /** A directory that could not be looked at, or was found to differ: compared when there is time. */
    boolean uneven;

    /** Why events of it were lost, each reason once, until they have been made up for. */
    @Nullable
    String lost;

    /** Everything that happened before this, by the clock that stamps files, has been told. */
    long lostSince;

    /** What was lost is about to be made up for. */
    boolean mending;

    /** Names that were heard going while nothing could be told; not all, if they are very many. */
    final Set<BytePath> lostNames = new LinkedHashSet<>();

    /** Asked for everything at its start; then everything is told after a loss, too. */
    final boolean tellsAll;

    /** When what could not be watched was last compared, by the clock that stamps files. */
    long comparedAt = Long.MIN_VALUE;

    int unevenness;
    Timers.@Nullable Timer evening;
    Timers.@Nullable Timer retry;

    /** Every change of the way to the root makes an event. */
    boolean sure = true;

    @Nullable
    RootState told;

    /** How far a walk over it has come that takes long. */
    Optional<Progress> progress = Optional.empty();

    private String toldWaiting = "";
    private int toldLimited;
    private int toldDenied;
    boolean dropped;

    Tree(WatchedTree watched, long since) {
        this.watched = watched;
        this.since = since;
        this.tellsAll = since == WatchRequest.ALL;
    }

    boolean looksInto(Dir parent, byte[] name) {
        return watched.recursive()
                && onlyName == null
                && (watched.pruned().isEmpty() || !watched.prunes(parent.relativeOf(name)));
    }

    /** True if what happens to this name belongs to the tree. */
    boolean covers(byte[] name) {
        return onlyName == null || Arrays.equals(onlyName, name);
    }

    /** True if nothing has happened since {@link #remember} that a state would say. */
    boolean isSteady() {
        return waiting.equals(toldWaiting) && limited == toldLimited && denied == toldDenied;
    }

    void remember() {
        toldWaiting = waiting;
        toldLimited = limited;
        toldDenied = denied;
    }
}
