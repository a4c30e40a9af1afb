package org.reactord.source;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.SystemKind;

/**
 * How well one kind of system events is heard of.
 *
 * @param detail why it is not simply heard of, in words that follow the state and a colon, with what would mend it; empty if
 *     it is
 */
public record SystemState(SystemKind kind, State state, String detail) {
    /** From fine to worst. */
    public enum State {
        HEARD,
        /** Some of what rules ask for cannot be told here; the rest is. */
        DEGRADED,
        /** Nothing of this kind can be told here. */
        UNAVAILABLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static SystemState heard(SystemKind kind) {
        return new SystemState(kind, State.HEARD, "");
    }

    public static SystemState unavailable(SystemKind kind, String why) {
        return new SystemState(kind, State.UNAVAILABLE, why);
    }

    /**
     * Written out, as {@link #hashCode} is: what the compiler makes of a record is put together while the daemon starts, which
     * takes more time and memory than all else that a comparison needs.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SystemState that
                && kind == that.kind
                && state == that.state
                && detail.equals(that.detail);
    }

    @Override
    public int hashCode() {
        return (kind.hashCode() * 31 + state.hashCode()) * 31 + detail.hashCode();
    }

    /** Why it is not available; empty if it is. */
    public Optional<String> unavailable() {
        return state == State.UNAVAILABLE ? Optional.of(detail) : Optional.empty();
    }
}
