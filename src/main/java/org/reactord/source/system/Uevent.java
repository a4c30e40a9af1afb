package org.reactord.source.system;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.ByteText;

/**
 * What the kernel, or udev, says of a device: {@code KEY=VALUE} strings, each ended by a NUL (lib/kobject_uevent.c).
 *
 * @param devpath its path below {@code /sys}
 * @param properties all else that is said, in that order; DEVNAME always with {@code /dev/}, as udev tells it
 */
record Uevent(String action, String subsystem, String devpath, Map<String, String> properties) {
    private static final byte[] SUBSYSTEM = {'S', 'U', 'B', 'S', 'Y', 'S', 'T', 'E', 'M', '='};

    Uevent {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** A part of an array of bytes: from here up to, but not with, there. */
    record Span(int from, int to) {}

    /** Reads the strings; empty if one is none of these, or if it is not said of what, or what happened. */
    static Optional<Uevent> parse(byte[] bytes, Span span) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int from = span.from(); from < span.to(); ) {
            int end = end(bytes, from, span.to());
            if (!put(all, bytes, from, end)) {
                return Optional.empty();
            }
            from = end + 1;
        }
        return of(all);
    }

    private static boolean put(Map<String, String> all, byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '=') {
                String key = ByteText.of(Arrays.copyOfRange(bytes, from, i));
                all.put(key, ByteText.of(Arrays.copyOfRange(bytes, i + 1, end)));
                return i > from;
            }
        }
        return false;
    }

    private static Optional<Uevent> of(Map<String, String> all) {
        String action = all.remove("ACTION");
        String subsystem = all.remove("SUBSYSTEM");
        String devpath = all.remove("DEVPATH");
        if (action == null || subsystem == null || devpath == null || !devpath.startsWith("/")) {
            return Optional.empty();
        }
        return Optional.of(found(action, subsystem, devpath, all));
    }

    /** What {@code properties} say of a device. */
    static Uevent found(String action, String subsystem, String devpath, Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.computeIfPresent("DEVNAME", (key, name) -> name.startsWith("/") ? name : "/dev/" + name);
        return new Uevent(action, subsystem, devpath, all);
    }

    /** The subsystem alone, found without reading anything else; its bytes as ISO-8859-1. */
    static Optional<String> subsystem(byte[] bytes, Span span) {
        for (int from = span.from(); from < span.to(); ) {
            int end = end(bytes, from, span.to());
            int value = from + SUBSYSTEM.length;
            if (value <= end && Arrays.equals(bytes, from, value, SUBSYSTEM, 0, SUBSYSTEM.length)) {
                return Optional.of(new String(bytes, value, end - value, StandardCharsets.ISO_8859_1));
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private static int end(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    /** Its value, or the empty string. */
    String property(String key) {
        return properties.getOrDefault(key, "");
    }
}
