package org.reactord.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Time has not just passed: the machine woke from sleep, or somebody set the wall clock.
 *
 * @param asleep how long the machine slept; zero if it did not
 * @param moved how far the wall clock was moved besides; negative: back
 */
public record ClockJumped(Duration asleep, Duration moved) implements Event {
    /** What it was. */
    public enum Kind {
        /** The machine slept; the wall clock may have been corrected, too. */
        RESUME,
        /** The wall clock was set, by however little. */
        CLOCK_JUMP
    }

    private static final Duration OFTEN = Duration.ofSeconds(1);

    public Kind kind() {
        return asleep.isZero() ? Kind.CLOCK_JUMP : Kind.RESUME;
    }

    /** False for the small corrections that some machines make all the time. */
    public boolean isWorthAWord() {
        return kind() == Kind.RESUME || moved.abs().compareTo(OFTEN) >= 0;
    }

    /** The same for rules; empty if it is not {@linkplain #isWorthAWord worth a word}. */
    public Optional<SystemEvent> asSystemEvent() {
        if (!isWorthAWord()) {
            return Optional.empty();
        }
        boolean resume = kind() == Kind.RESUME;
        String what = resume ? "resume" : "clock-jump";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", what);
        fields.put("asleep", Long.toString(asleep.toSeconds()));
        fields.put("moved", Long.toString(moved.toSeconds()));
        // Who was to do something before the sleep need not do it after.
        Optional<Condition> condition = resume ? Optional.of(new Condition("sleep", "resume", true)) : Optional.empty();
        return Optional.of(new SystemEvent(SystemKind.SYSTEM, what, fields, condition, Cause.EVENT));
    }

    @Override
    public String describe() {
        return kind() == Kind.RESUME
                ? "the machine slept for " + seconds(asleep) + "; what came due meanwhile is done now"
                : "the wall clock was set " + (moved.isNegative() ? "back" : "forward") + " by " + seconds(moved.abs())
                        + "; nothing that waits comes sooner or later for it";
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
