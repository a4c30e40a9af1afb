package org.reactord.control;

import java.time.Duration;

/**
 * How much of the daemon's time and memory its clients can have.
 *
 * @param connections at once
 * @param silence how long a client that owes a request may keep a connection, and one that was refused may go on talking
 * @param patience how long a client may leave its answer unread
 * @param unread bytes of answers, over all connections, that may wait for their clients
 * @param farewell how long the last answers may take when the daemon ends
 * @param exhausted how long nobody is let in after the system was out of descriptors, unless one comes free
 */
record Limits(int connections, Duration silence, Duration patience, int unread, Duration farewell, Duration exhausted) {
    static final Limits USUAL = new Limits(
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            8 * 1024 * 1024,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
}
