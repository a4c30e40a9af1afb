package org.reactord.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names and paths, matched on bytes.
 *
 * <p>{@code *} any run within a name, {@code **} any run of anything, {@code ?} one character, {@code [a-z]} and
 * {@code [!a-z]} one character of (not of) a class, {@code {a,b}} either, {@code \} takes the next one literally. A
 * character is a UTF-8 sequence; a byte that belongs to none counts as one. {@code *} also matches a leading dot.
 *
 * <p>Without a slash the pattern is compared with the last component, with one with the whole path below the root; a
 * leading slash only says "from the root". A trailing slash marks a pattern for directories.
 */
public final class Glob {
    /** No path is longer (PATH_MAX), and no sensible pattern. */
    private static final int LONGEST = 4096;

    private final String text;
    private final boolean onPath;
    private final boolean forDirectories;
    private final List<GlobProgram> alternatives;

    private Glob(String text, boolean onPath, boolean forDirectories, List<GlobProgram> alternatives) {
        this.text = text;
        this.onPath = onPath;
        this.forDirectories = forDirectories;
        this.alternatives = alternatives;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static Glob of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the pattern is longer than " + LONGEST + " characters");
        }
        boolean forDirectories = text.endsWith("/");
        String body = forDirectories ? text.substring(0, text.length() - 1) : text;
        boolean onPath = body.indexOf('/') >= 0;
        if (body.startsWith("/")) {
            body = body.substring(1);
        }
        if (body.isEmpty()) {
            throw new IllegalArgumentException("the pattern is empty");
        }
        List<GlobProgram> alternatives = new ArrayList<>();
        for (String one : GlobBraces.expand(body)) {
            alternatives.add(GlobProgram.compile(one));
        }
        return new Glob(text, onPath, forDirectories, List.copyOf(alternatives));
    }

    /** True if the pattern, which ends with a slash, is meant for directories only. */
    public boolean forDirectories() {
        return forDirectories;
    }

    /** True if the pattern begins with this very character, so that it names what it asks for by its first letter. */
    public boolean beginsWith(char first) {
        String body = onPath ? text.substring(text.lastIndexOf('/', text.length() - 2) + 1) : text;
        return !body.isEmpty() && body.charAt(0) == first;
    }

    /** True if the path, relative to the watched root, fits the pattern. */
    public boolean matches(BytePath relative) {
        String raw = relative.raw();
        int from = onPath ? 0 : raw.lastIndexOf('/') + 1;
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).matches(raw, from)) {
                return true;
            }
        }
        return false;
    }

    /** True if the pattern was written with a slash at its beginning. */
    public boolean isRooted() {
        return text.startsWith("/");
    }

    /** True if these bytes, a value that is no path, fit the pattern. */
    public boolean matchesValue(byte[] value) {
        String raw = new String(value, StandardCharsets.ISO_8859_1);
        return alternatives.stream().anyMatch(one -> one.matches(raw, 0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
