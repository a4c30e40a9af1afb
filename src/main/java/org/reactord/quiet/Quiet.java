package org.reactord.quiet;

/** Quietens the JVM when it is asked to. No method blocks but {@link #close}. */
public interface Quiet extends AutoCloseable {
    /** The daemon has come to rest: silences the threads that are there now, and gives memory back. */
    void quieten();

    /** What came of it the last time. */
    Noise noise();

    /** Waits for what is under way. */
    @Override
    void close();
}
