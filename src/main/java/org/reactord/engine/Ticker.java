package org.reactord.engine;

/** The clock, which is read once a turn; tests turn it by hand. */
public interface Ticker {
    Moment now();
}
