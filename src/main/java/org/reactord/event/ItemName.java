package org.reactord.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The name of the file in which an event waits for its rule: when it came, and all that has to be known of it before
 * anybody reads the file. So a queue keyed by a field, and a state that has passed, need no look at the disk.
 *
 * <pre>
 *   20261127T221346.123456789-1a2b3c4d,up,c=link%3awg0=up,k=vpn
 *   TIME-UNIQUE                       [,WHAT] [,c=CONDITION=VALUE] [,k=KEY]
 * </pre>
 *
 * <p>A condition that does not {@linkplain Condition#lasts last} is told with {@code e} instead of {@code c}.
 *
 * <p>Names that begin with the time are listed in the order in which they came.
 */
public final class ItemName {
    /** A name has 255 bytes (NAME_MAX), four parts and a time: what is longer is cut, and told apart by its checksum. */
    private static final int LONGEST_PART = 48;

    private static final String HOLDS = ",c=";
    private static final String ENDED = ",e=";
    private static final String KEY = ",k=";

    private ItemName() {}

    /**
     * The name for an event.
     *
     * @param unique what no other event of the same instant has
     * @param what the word for what happened, for a person who lists the directory
     * @param condition the state that began with it
     * @param key the queue's
     */
    public static BytePath of(
            Instant time, String unique, Optional<String> what, Optional<Condition> condition, Optional<String> key) {
        StringBuilder name = time(time).append('-').append(unique);
        what.ifPresent(word -> name.append(',').append(escaped(word)));
        condition.map(State::of).ifPresent(state -> name.append(state.lasts() ? HOLDS : ENDED)
                .append(state.name())
                .append('=')
                .append(state.value()));
        key.ifPresent(text -> name.append(KEY).append(escaped(text)));
        return BytePath.ofUtf8(name.toString());
    }

    /** Digit by digit: the JDK's formatters would be loaded for this alone, before the daemon is ready. */
    private static StringBuilder time(Instant time) {
        OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder();
        digits(text, at.getYear(), 4);
        digits(text, at.getMonthValue(), 2);
        digits(text, at.getDayOfMonth(), 2);
        digits(text.append('T'), at.getHour(), 2);
        digits(text, at.getMinute(), 2);
        digits(text, at.getSecond(), 2);
        digits(text.append('.'), at.getNano(), 9);
        return text;
    }

    private static void digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        text.append(digits);
    }

    /** What the name of an item says of a condition: names are equal for equal conditions, and so are values. */
    public record State(String name, String value, boolean lasts) {
        public static State of(Condition condition) {
            return new State(escaped(condition.name()), escaped(condition.value()), condition.lasts());
        }

        /** True if the two cannot hold together. */
        public boolean contradicts(State other) {
            return name.equals(other.name) && !value.equals(other.value);
        }
    }

    /** The state that began with the event of this name; empty if none did. */
    public static Optional<State> state(BytePath path) {
        Optional<String> holds = part(path, HOLDS);
        return holds.or(() -> part(path, ENDED)).map(told -> {
            int sign = told.indexOf('=');
            return new State(told.substring(0, Math.max(0, sign)), told.substring(sign + 1), holds.isPresent());
        });
    }

    /** All that a name says but for when it came: equal for events that say the same. */
    public static String saying(BytePath path) {
        String name = path.name().raw();
        return name.substring(name.indexOf(',') + 1);
    }

    /** The queue's key of the event of this name: equal for equal keys, and empty if it has none. */
    public static String key(BytePath path) {
        return part(path, KEY).orElse("");
    }

    private static Optional<String> part(BytePath path, String mark) {
        String name = path.name().raw();
        int at = name.indexOf(mark);
        if (at < 0) {
            return Optional.empty();
        }
        int end = name.indexOf(',', at + 1);
        return Optional.of(name.substring(at + mark.length(), end < 0 ? name.length() : end));
    }

    private static String escaped(String text) {
        byte[] bytes = ByteText.bytes(text);
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || ".:_-".indexOf(b) >= 0;
            if (plain) {
                escaped.append((char) b);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02x", b));
            }
        }
        if (escaped.length() <= LONGEST_PART) {
            return escaped.toString();
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        String rest = String.format(Locale.ROOT, "~%08x%x", checksum.getValue(), bytes.length);
        return escaped.substring(0, LONGEST_PART - rest.length()) + rest;
    }
}
