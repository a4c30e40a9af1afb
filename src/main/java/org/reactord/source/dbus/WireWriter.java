package org.reactord.source.dbus;

import java.io.ByteArrayOutputStream;
import org.reactord.event.ByteText;

/** Writes values one after the other, little-endian: D-Bus Specification, "Marshaling". */
final class WireWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    WireWriter align(int size) {
        while (bytes.size() % size != 0) {
            bytes.write(0);
        }
        return this;
    }

    WireWriter bytes(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    WireWriter raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    WireWriter number(int value) {
        align(Integer.BYTES);
        return bytes(value, value >> 8, value >> 16, value >> 24);
    }

    /** A text or a path. */
    WireWriter text(String text) {
        byte[] utf8 = ByteText.bytes(text);
        return number(utf8.length).raw(utf8).bytes(0);
    }

    private WireWriter signature(String letters) {
        return bytes(letters.length()).raw(ByteText.bytes(letters)).bytes(0);
    }

    /** One field of a header: its number, and a variant of the type. */
    WireWriter field(int code, String type, String value) {
        align(Long.BYTES).bytes(code).signature(type);
        return type.equals("g") ? signature(value) : text(value);
    }
}
