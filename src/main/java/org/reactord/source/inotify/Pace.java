package org.reactord.source.inotify;

import java.time.Duration;

/**
 * How long the source waits for what it cannot be told.
 *
 * @param quiet after a modification, before somebody asks whether the writer has gone
 * @param empty for the first byte of a file that has just been made
 * @param still how long size and times of a file have to stand still where no lease is granted
 * @param patience the same for a file that somebody was seen writing, or that is empty
 * @param halfMove for the second half of a rename
 * @param retry between two attempts to watch what could not be watched
 * @param poll between two looks at a file system that reports nothing
 */
record Pace(
        Duration quiet,
        Duration empty,
        Duration still,
        Duration patience,
        Duration halfMove,
        Duration retry,
        Duration poll) {
    static final Pace NORMAL = new Pace(
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30));
}
