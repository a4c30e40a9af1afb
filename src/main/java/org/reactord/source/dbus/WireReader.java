package org.reactord.source.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.ByteText;

/** Reads values one after the other: D-Bus Specification, "Marshaling". Alignment counts from the first byte it was given. */
final class WireReader {
    private static final int DEEPEST = 64;

    private final ByteBuffer bytes;
    private int depth;

    WireReader(byte[] bytes, int offset, int length, ByteOrder order) {
        this.bytes = ByteBuffer.wrap(bytes, offset, length).slice().order(order);
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int position() {
        return bytes.position();
    }

    /** All values of a signature. */
    List<Object> values(Signature signature) throws Malformed {
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < signature.length(); at = signature.end(at)) {
            values.add(value(signature, at));
        }
        return values;
    }

    /** One value of the type that begins at this place of the signature. */
    Object value(Signature signature, int at) throws Malformed {
        return switch (signature.at(at)) {
            case 'y' -> (long) (take(1).get() & 0xFF);
            case 'b' -> bool();
            case 'n' -> (long) take(2).getShort();
            case 'q' -> (long) (take(2).getShort() & 0xFFFF);
            case 'i' -> (long) take(4).getInt();
            case 'u', 'h' -> unsigned();
            case 'x', 't' -> take(8).getLong();
            case 'd' -> take(8).getDouble();
            case 's', 'o' -> text(unsigned());
            case 'g' -> text(take(1).get() & 0xFF);
            default -> container(signature, at);
        };
    }

    private Object container(Signature signature, int at) throws Malformed {
        if (++depth > DEEPEST) {
            throw new Malformed("nests values too deeply");
        }
        Object value =
                switch (signature.at(at)) {
                    case 'v' -> variant();
                    case 'a' -> signature.at(at + 1) == '{' ? map(signature, at + 1) : array(signature, at + 1);
                    default -> struct(signature, at);
                };
        depth--;
        return value;
    }

    private Object variant() throws Malformed {
        Signature signature = Signature.of(text(take(1).get() & 0xFF));
        if (signature.length() == 0 || signature.end(0) != signature.length()) {
            throw new Malformed("has a variant that is not one value");
        }
        return value(signature, 0);
    }

    private List<Object> struct(Signature signature, int at) throws Malformed {
        align(8);
        List<Object> fields = new ArrayList<>();
        for (int field = at + 1; signature.at(field) != ')'; field = signature.end(field)) {
            fields.add(value(signature, field));
        }
        return fields;
    }

    private List<Object> array(Signature signature, int element) throws Malformed {
        int end = arrayEnd(signature.at(element));
        List<Object> elements = new ArrayList<>();
        while (bytes.position() < end) {
            elements.add(value(signature, element));
        }
        return ended(end, elements);
    }

    private Map<Object, Object> map(Signature signature, int entry) throws Malformed {
        int end = arrayEnd('{');
        Map<Object, Object> entries = new LinkedHashMap<>();
        while (bytes.position() < end) {
            align(8);
            Object key = value(signature, entry + 1);
            entries.put(key, value(signature, entry + 2)); // a key is always one letter
        }
        return ended(end, entries);
    }

    /** Reads the length of an array, and says where it ends. */
    private int arrayEnd(char element) throws Malformed {
        long length = unsigned();
        align(Signature.alignment(element));
        if (length > bytes.remaining()) {
            throw new Malformed("has an array that is longer than the message");
        }
        return bytes.position() + (int) length;
    }

    private <T> T ended(int end, T elements) throws Malformed {
        if (bytes.position() != end) {
            throw new Malformed("has an array that does not end where it says");
        }
        return elements;
    }

    private boolean bool() throws Malformed {
        long value = unsigned();
        if (value > 1) {
            throw new Malformed("has a truth value that is neither");
        }
        return value == 1;
    }

    private long unsigned() throws Malformed {
        return Integer.toUnsignedLong(take(4).getInt());
    }

    private String text(long length) throws Malformed {
        if (length >= bytes.remaining()) {
            throw new Malformed("has a text that is longer than the message");
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        boolean ended = bytes.get() == 0;
        for (byte one : text) {
            ended &= one != 0;
        }
        if (!ended) {
            throw new Malformed("has a text that does not end where it says");
        }
        return ByteText.of(text);
    }

    /** Makes sure that a number of this many bytes can be read, where it must lie. */
    private ByteBuffer take(int size) throws Malformed {
        align(size);
        if (bytes.remaining() < size) {
            throw new Malformed("ends too early");
        }
        return bytes;
    }

    /** Goes on to the next multiple; what is in between means nothing. */
    void align(int size) throws Malformed {
        int padding = -bytes.position() & (size - 1);
        if (bytes.remaining() < padding) {
            throw new Malformed("ends too early");
        }
        bytes.position(bytes.position() + padding);
    }
}
