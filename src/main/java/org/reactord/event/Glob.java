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
        return matches(relative, 0);
    }

    /** True if what follows in the path from this byte on, which is relative to the watched root, fits the pattern. */
    public boolean matches(BytePath path, int from) {
        return matches(path.raw(), from, path.length());
    }

    /**
     * True if a directory that the path, relative from this byte on, lies in fits the pattern, or the path itself does.
     *
     * @param itself whether the path may be such a directory
     */
    public boolean matchesDirectory(BytePath path, int from, boolean itself) {
        String raw = path.raw();
        int to = itself ? raw.length() : raw.lastIndexOf('/');
        while (to > from) {
            if (matches(raw, from, to)) {
                return true;
            }
            to = raw.lastIndexOf('/', to - 1);
        }
        return false;
    }

    private boolean matches(String raw, int from, int to) {
        int start = onPath ? from : Math.max(from, raw.lastIndexOf('/', to - 1) + 1);
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).matches(raw, start, to)) {
                return true;
            }
        }
        return false;
    }

    /** The patterns without braces that it stands for. */
    List<GlobProgram> alternatives() {
        return alternatives;
    }

    /** True if it is compared with the path, false if with the last component. */
    boolean isOnPath() {
        return onPath;
    }

    /** True if the pattern was written with a slash at its beginning. */
    public boolean isRooted() {
        return text.startsWith("/");
    }

    /** True if these bytes, a value that is no path, fit the pattern. */
    public boolean matchesValue(byte[] value) {
        return matchesAll(new String(value, StandardCharsets.ISO_8859_1), 0);
    }

    /**
     * True if the value, in the form that {@link ByteText} describes, fits the pattern, both with a slash at their beginning
     * or both without.
     */
    public boolean matchesValue(String value) {
        boolean rooted = value.startsWith("/");
        return isRooted() == rooted && matchesAll(ByteText.raw(value), rooted ? 1 : 0);
    }

    private boolean matchesAll(String raw, int from) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).matches(raw, from, raw.length())) {
                return true;
            }
        }
        return false;
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
