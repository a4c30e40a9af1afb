package org.reactord.control;

import java.util.Optional;
import org.reactord.quiet.Noise;
import org.reactord.quiet.Quiet;

/** A JVM that makes as much noise as it was told to. */
final class FakeQuiet implements Quiet {
    private final Noise noise;

    /** A quiet one. */
    FakeQuiet() {
        this(new Noise(true, 5, 0, Optional.empty()));
    }

    FakeQuiet(Noise noise) {
        this.noise = noise;
    }

    @Override
    public void quieten() {
        throw new IllegalStateException("only the loop asks for it");
    }

    @Override
    public Noise noise() {
        return noise;
    }

    @Override
    public void close() {
        // There is nothing to wait for.
    }
}
