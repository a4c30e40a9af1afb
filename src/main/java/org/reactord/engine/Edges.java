package org.reactord.engine;

import org.reactord.exec.Launcher;
import org.reactord.quiet.Quiet;
import org.reactord.source.Contents;
import org.reactord.source.EventSource;
import org.reactord.source.SystemSource;
import org.reactord.store.Store;

/** What the loop asks things of; none of them blocks, all of them answer by messages. */
public record Edges(
        EventSource source, SystemSource system, Contents contents, Launcher launcher, Store store, Quiet quiet) {}
