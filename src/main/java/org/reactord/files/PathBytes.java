package org.reactord.files;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.reactord.event.BytePath;

/**
 * The byte-exact bridge between {@link BytePath} and {@link Path}.
 *
 * <p>{@code Path.toString} and {@code Path.of(String)} go through the charset of the locale and destroy what it cannot
 * say. {@code Path.toUri} and {@code Path.of(URI)} carry the raw bytes, percent-encoded, whatever the locale, but cost
 * a parse and, one way, a {@code stat(2)}. So names in plain ASCII, which every charset of a file system says alike,
 * take the short way, and only the others take the long one.
 */
public final class PathBytes {
    private static final Path ROOT = Path.of("/");
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    private PathBytes() {}

    /**
     * The same path for the JDK.
     *
     * @throws IllegalArgumentException if it is not absolute
     */
    public static Path toPath(BytePath path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + path);
        }
        byte[] bytes = path.bytes();
        return isAscii(bytes) ? Path.of(new String(bytes, StandardCharsets.US_ASCII)) : Path.of(encoded(bytes));
    }

    /** The same path as bytes: relative if it was, so a {@link Path#getFileName} becomes a name. */
    public static BytePath of(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return BytePath.ofUtf8(text);
        }
        BytePath absolute = BytePath.of(decoded(ROOT.resolve(path).toUri().getRawPath()));
        return path.isAbsolute() ? absolute : absolute.below(BytePath.ROOT).orElse(absolute);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static URI encoded(byte[] bytes) {
        StringBuilder uri = new StringBuilder("file://");
        for (byte one : bytes) {
            boolean plain = UNRESERVED.indexOf(one) >= 0;
            if (plain) {
                uri.append((char) one);
            } else {
                uri.append('%').append(HEX.charAt((one >> 4) & 0xF)).append(HEX.charAt(one & 0xF));
            }
        }
        return URI.create(uri.toString());
    }

    private static byte[] decoded(String rawPath) {
        byte[] bytes = new byte[rawPath.length()];
        int length = 0;
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(rawPath, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
