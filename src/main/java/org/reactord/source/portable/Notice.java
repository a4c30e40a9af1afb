package org.reactord.source.portable;

/** What made a watcher speak; a hint, no more. */
enum Notice {
    MADE,
    CHANGED,
    GONE
}
