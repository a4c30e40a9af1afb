package org.reactord.control;

import org.reactord.quiet.Noise;

/** How quiet the JVM is, and what would make it quieter, as a sentence. */
final class QuietText {
    private static final String REMEDY = "a system unit grants it with AmbientCapabilities=CAP_SYS_NICE";

    private QuietText() {}

    static String of(Noise noise) {
        if (!noise.looked()) {
            return "not at rest yet since the start";
        }
        if (noise.isSilent()) {
            return "quiet: no thread wakes until something happens";
        }
        return threads(noise.ticking())
                + " of the JVM still wake by themselves, about 25 times a minute in all, because "
                + noise.reason().orElse("the system does not say why") + "; " + REMEDY;
    }

    private static String threads(int count) {
        return count + (count == 1 ? " thread" : " threads");
    }
}
