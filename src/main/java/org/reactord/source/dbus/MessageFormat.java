package org.reactord.source.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A message as bytes: D-Bus Specification, "Message Format".
 *
 * <p>The byte order, the type, flags, the version (1 byte each), the length of the body, the serial (4 each); an array of
 * header fields, which are a number and a variant each; from the next multiple of 8 the body.
 */
final class MessageFormat {
    /** The largest message that we take. */
    static final int LARGEST = 128 * 1024;

    /** So many bytes say how long the message is. */
    static final int PROLOGUE = 16;

    private static final int METHOD_CALL = 1;
    private static final int NO_AUTO_START = 0x2;
    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SENDER = 7;
    private static final int SIGNATURE = 8;
    private static final int UNIX_FDS = 9;
    private static final String FIELD_TYPES = "?osssussgu";

    private MessageFormat() {}

    /** How many bytes the message has that begins here. */
    static int size(byte[] bytes, int offset) throws Malformed {
        ByteBuffer prologue = ByteBuffer.wrap(bytes, offset, PROLOGUE).slice().order(order(bytes[offset]));
        if (prologue.get(3) != 1) {
            throw new Malformed("speaks a version of the protocol that is not known");
        }
        long fields = Integer.toUnsignedLong(prologue.getInt(12));
        long size = bodyAt(fields) + Integer.toUnsignedLong(prologue.getInt(4));
        if (size > LARGEST) {
            throw new Malformed("sends a message of " + size + " bytes, more than " + LARGEST);
        }
        return (int) size;
    }

    private static long bodyAt(long fields) {
        return PROLOGUE + (fields + 7) / 8 * 8;
    }

    private static ByteOrder order(byte letter) throws Malformed {
        if (letter != 'l' && letter != 'B') {
            throw new Malformed("sends what is no message");
        }
        return letter == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /** The descriptors that came in, and are of no message yet. */
    interface Passed {
        /** The first of them. */
        List<Integer> take(long count) throws Malformed;
    }

    /** Reads one whole message, as long as {@link #size} says. */
    static BusMessage read(byte[] bytes, int offset, int size, Passed passed) throws Malformed {
        ByteOrder order = order(bytes[offset]);
        ByteBuffer prologue = ByteBuffer.wrap(bytes, offset, PROLOGUE).slice().order(order);
        int body = (int) bodyAt(Integer.toUnsignedLong(prologue.getInt(12)));
        Map<Integer, Object> fields = fields(new WireReader(bytes, offset, body, order));
        // Taken before anything else is looked at: they are ours, whatever the message is worth.
        List<Integer> descriptors = passed.take((Long) fields.getOrDefault(UNIX_FDS, 0L));
        int type = prologue.get(1);
        long serial = Integer.toUnsignedLong(prologue.getInt(8));
        if (type == 0 || serial == 0) {
            throw new Malformed("sends a message without a type or a number");
        }
        Signature signature = Signature.of(text(fields, SIGNATURE));
        WireReader reader = new WireReader(bytes, offset + body, size - body, order);
        List<Object> values = reader.values(signature);
        if (!reader.isAtEnd()) {
            throw new Malformed("sends a message that is longer than it says");
        }
        return new BusMessage(
                type(type),
                serial,
                (Long) fields.getOrDefault(REPLY_SERIAL, 0L),
                text(fields, PATH),
                text(fields, INTERFACE),
                text(fields, MEMBER),
                text(fields, ERROR_NAME),
                text(fields, SENDER),
                signature.toString(),
                values,
                descriptors);
    }

    private static BusMessage.Type type(int number) {
        return switch (number) {
            case 2 -> BusMessage.Type.RETURN;
            case 3 -> BusMessage.Type.ERROR;
            case 4 -> BusMessage.Type.SIGNAL;
            default -> BusMessage.Type.CALL; // or one of a later version, which is to be ignored, as calls are here
        };
    }

    private static Map<Integer, Object> fields(WireReader reader) throws Malformed {
        List<Object> header = reader.values(Signature.of("yyyyuua(yv)"));
        Map<Integer, Object> fields = new HashMap<>();
        for (Object each : (List<?>) header.get(header.size() - 1)) {
            List<?> field = (List<?>) each;
            int code = (int) (long) (Long) field.get(0);
            if (code < 1 || code >= FIELD_TYPES.length()) {
                continue; // later versions may have more
            }
            boolean number = FIELD_TYPES.charAt(code) == 'u';
            if (number != field.get(1) instanceof Long || number == field.get(1) instanceof String) {
                throw new Malformed("has a header field of a wrong type");
            }
            fields.put(code, field.get(1));
        }
        return fields;
    }

    private static String text(Map<Integer, Object> fields, int code) {
        return (String) fields.getOrDefault(code, "");
    }

    /** A call of a method whose arguments are all texts, that starts no service that does not run. */
    static byte[] call(
            long serial, String destination, String path, String inside, String member, String... arguments) {
        WireWriter body = new WireWriter();
        for (String argument : arguments) {
            body.text(argument);
        }
        WireWriter fields = new WireWriter();
        fields.field(PATH, "o", path);
        fields.field(INTERFACE, "s", inside);
        fields.field(MEMBER, "s", member);
        fields.field(DESTINATION, "s", destination);
        if (arguments.length > 0) {
            fields.field(SIGNATURE, "g", "s".repeat(arguments.length));
        }
        WireWriter message = new WireWriter();
        message.bytes('l', METHOD_CALL, NO_AUTO_START, 1);
        message.number(body.size()).number((int) serial).number(fields.size());
        message.raw(fields.toBytes()).align(8).raw(body.toBytes());
        return message.toBytes();
    }
}
