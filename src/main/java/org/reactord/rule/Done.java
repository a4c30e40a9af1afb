package org.reactord.rule;

import org.reactord.event.BytePath;

/** What becomes of a delivered spool item. */
public sealed interface Done {
    /** Removed. */
    record Delete() implements Done {}

    /** Left where it is; delivered again only when it changes. */
    record Keep() implements Done {}

    /** Renamed into a directory, which is made if need be. */
    record Move(BytePath directory) implements Done {}
}
