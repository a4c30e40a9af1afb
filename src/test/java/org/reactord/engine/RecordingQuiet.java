package org.reactord.engine;

import java.util.Optional;
import org.reactord.quiet.Noise;
import org.reactord.quiet.Quiet;

/** Counts how often it was asked. */
final class RecordingQuiet implements Quiet {
    int asked;

    @Override
    public void quieten() {
        asked++;
    }

    @Override
    public Noise noise() {
        return new Noise(asked > 0, 0, 0, Optional.empty());
    }

    @Override
    public void close() {
        asked = 0;
    }
}
