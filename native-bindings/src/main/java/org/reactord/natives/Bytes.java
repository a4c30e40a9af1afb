package org.reactord.natives;

import java.nio.charset.StandardCharsets;

/** Text that this package itself writes, as bytes. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
