package org.reactord.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path as the kernel keeps it: bytes without NUL, separated by {@code '/'} (path_resolution(7)).
 *
 * <p>Absolute paths start with a slash; a path {@linkplain #below relative to a root} does not. No normalisation but
 * one: repeated and trailing slashes are dropped. {@code .} and {@code ..} stay, since resolving them without the
 * kernel would be wrong across symlinks.
 *
 * <p>The bytes are held as an ISO-8859-1 string, one char a byte: the JVM stores such a string in as many bytes, and
 * gives equality, hashing and searching for free. That string leaves this package only where it is the text as well.
 */
public final class BytePath implements Comparable<BytePath> {
    /** The root directory. */
    public static final BytePath ROOT = new BytePath("/");

    private final String raw;

    private BytePath(String raw) {
        this.raw = raw;
    }

    /**
     * The path with these bytes.
     *
     * @throws IllegalArgumentException if there are none, or one of them is NUL
     */
    public static BytePath of(byte[] bytes) {
        return ofRaw(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The path whose bytes are the UTF-8 form of {@code text}, as rule files and the manual write paths. */
    public static BytePath ofUtf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BytePath ofRaw(String raw) {
        if (raw.isEmpty()) {
            throw new IllegalArgumentException("a path needs at least one byte");
        }
        if (raw.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path cannot hold a NUL byte");
        }
        return new BytePath(tidy(raw));
    }

    private static String tidy(String raw) {
        boolean tidy = raw.length() == 1 || (raw.charAt(raw.length() - 1) != '/' && !raw.contains("//"));
        if (tidy) {
            return raw;
        }
        StringBuilder kept = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '/' || kept.length() == 0 || kept.charAt(kept.length() - 1) != '/') {
                kept.append(c);
            }
        }
        if (kept.length() > 1 && kept.charAt(kept.length() - 1) == '/') {
            kept.setLength(kept.length() - 1);
        }
        return kept.toString();
    }

    /** A copy of the bytes, without a trailing NUL. */
    public byte[] bytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How many bytes there are. */
    public int length() {
        return raw.length();
    }

    String raw() {
        return raw;
    }

    public boolean isAbsolute() {
        return raw.charAt(0) == '/';
    }

    /** The last component, as a relative path; the root directory's is itself. */
    public BytePath name() {
        int slash = raw.lastIndexOf('/');
        return slash < 0 || raw.length() == 1 ? this : new BytePath(raw.substring(slash + 1));
    }

    /** The directory that holds this name; empty for the root directory and for a relative path of one component. */
    public Optional<BytePath> parent() {
        int slash = raw.lastIndexOf('/');
        if (slash < 0 || raw.length() == 1) {
            return Optional.empty();
        }
        return Optional.of(slash == 0 ? ROOT : new BytePath(raw.substring(0, slash)));
    }

    /** This directory's entry of that name (or relative path). */
    public BytePath resolve(BytePath below) {
        if (below.isAbsolute()) {
            return below;
        }
        return new BytePath(raw.length() == 1 && isAbsolute() ? raw + below.raw : raw + '/' + below.raw);
    }

    /** This directory's entry with these bytes as its name. */
    public BytePath resolve(byte[] name) {
        return resolve(of(name));
    }

    /** True if {@code directory} is this path or one of the directories above it. */
    public boolean startsWith(BytePath directory) {
        return raw.startsWith(directory.raw)
                && (raw.length() == directory.raw.length()
                        || directory.equals(ROOT)
                        || raw.charAt(directory.raw.length()) == '/');
    }

    /** What follows {@code root} in this path; empty for the root itself and for a path that is not below it. */
    public Optional<BytePath> below(BytePath root) {
        if (!startsWith(root) || raw.length() == root.raw.length()) {
            return Optional.empty();
        }
        return Optional.of(new BytePath(raw.substring(root.equals(ROOT) ? 1 : root.raw.length() + 1)));
    }

    /** The index of the byte from which on this path is what {@link #below} gives; of the root itself, that of its name. */
    int indexBelow(BytePath root) {
        if (startsWith(root) && raw.length() > root.raw.length()) {
            return root.equals(ROOT) ? 1 : root.raw.length() + 1;
        }
        return raw.length() == 1 ? 0 : raw.lastIndexOf('/') + 1;
    }

    /** The index of the last component's first byte in what begins at another index. */
    public int nameAt(int from) {
        return Math.max(from, raw.lastIndexOf('/') + 1);
    }

    /** The byte at this index, 0 to 255. */
    public int at(int index) {
        return raw.charAt(index);
    }

    /** The name without its last extension: {@code b.tar} of {@code a/b.tar.gz}, all of {@code .profile}. */
    public BytePath stem() {
        BytePath name = name();
        int dot = name.raw.lastIndexOf('.');
        return dot <= 0 ? name : new BytePath(name.raw.substring(0, dot));
    }

    /** The last extension without its dot, as bytes: {@code gz} of {@code a/b.tar.gz}, nothing of {@code .profile}. */
    public byte[] extension() {
        BytePath name = name();
        int dot = name.raw.lastIndexOf('.');
        return dot <= 0 ? new byte[0] : name.raw.substring(dot + 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The path as text, if its bytes are valid UTF-8. */
    public Optional<String> utf8() {
        if (isAscii()) {
            return Optional.of(raw);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private boolean isAscii() {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * The path for a person's eyes, on one line and harmless to a terminal: printable text as it is, control
     * characters, backslashes and bytes that are no UTF-8 as {@code \n}, {@code \\} and {@code \xff}.
     */
    public String display() {
        return SafeText.of(raw);
    }

    @Override
    public int compareTo(BytePath other) {
        return raw.compareTo(other.raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePath path && raw.equals(path.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    /** The same as {@link #display}. */
    @Override
    public String toString() {
        return display();
    }
}
