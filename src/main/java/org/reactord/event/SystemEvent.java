package org.reactord.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something happened that is no file's doing.
 *
 * @param what the word for it: {@code up}, {@code add}, {@code mounted}; rules call it {@code state}, of a device {@code
 *     action}
 * @param fields what more is known, by the names that rules ask for and commands are told; a value whose bytes are no text
 *     is as {@link ByteText} says
 * @param condition the state that began with it; empty if it is over as soon as it is told, as a change of the clock is
 * @param cause {@link Cause#START} if it did not happen but was found to be so, {@link Cause#OVERFLOW} if it was found by
 *     comparing after the kernel had dropped events
 */
public record SystemEvent(
        SystemKind kind, String what, Map<String, String> fields, Optional<Condition> condition, Cause cause)
        implements Event {
    public SystemEvent {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The same, for another reason. */
    public SystemEvent because(Cause other) {
        return new SystemEvent(kind, what, fields, condition, other);
    }

    /** The same in a few words, as it is told among others: {@code network up wg0}. */
    public String brief() {
        return SafeText.ofText(words());
    }

    /** Those words as they are, which may hold anything: for who makes them safe later. */
    public String words() {
        StringBuilder text = new StringBuilder(kind.word()).append(' ').append(what);
        for (String name : telling()) {
            String value = fields.get(name);
            if (value != null) {
                text.append(' ').append(value);
            }
        }
        return text.toString();
    }

    /** True if the {@linkplain #brief few words} about another may be about the same thing, whatever has happened to it. */
    public boolean saysNoOtherThan(String brief) {
        return telling().stream()
                .map(fields::get)
                .allMatch(value -> value == null || brief.contains(" " + SafeText.ofText(value)));
    }

    private List<String> telling() {
        return switch (kind) {
            case NETWORK -> List.of("interface", "address");
            case DEVICE -> List.of("subsystem", "devpath");
            case POWER -> List.of("capacity");
            case MOUNT -> List.of("target");
            case PROCESS -> List.of("name", "pid");
            case SYSTEM -> List.of();
            case SESSION -> List.of("session", "user");
        };
    }

    /** {@code network up state=up interface=wg0}: all that is known. */
    @Override
    public String describe() {
        StringBuilder text = new StringBuilder(kind.word()).append(' ').append(what);
        fields.forEach((name, value) ->
                text.append(' ').append(SafeText.ofText(name)).append('=').append(SafeText.ofText(value)));
        return text.toString();
    }
}
