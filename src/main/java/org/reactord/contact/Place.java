package org.reactord.contact;

import java.net.URI;
import java.nio.file.Path;
import org.reactord.event.SafeText;

/**
 * A place on disk, and why it is this one.
 *
 * @param from for messages: {@code from REACTOR_SOCKET}, {@code the default for root}
 * @param chosen whether somebody named this very place, rather than a directory above it or nothing
 */
public record Place(Path path, String from, boolean chosen) {
    /** The path for a person's eyes. */
    public String text() {
        return SafeText.ofText(path.toString());
    }

    /** The path and its reason, for a person. */
    public String told() {
        return text() + " (" + from + ")";
    }

    /** How many bytes the kernel will see, whatever the locale makes of them. */
    public int length() {
        // The URI spells the bytes of the name, some of them as %XX: the one way to see them (and it ends with a slash
        // where there is a directory).
        URI uri = path.toUri();
        String raw = uri.getRawPath();
        int length = 0;
        for (int i = 0; i < raw.length(); i += raw.charAt(i) == '%' ? 3 : 1) {
            length++;
        }
        return length;
    }
}
