package org.reactord.source.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.reactord.natives.RouteMessages;

/** A message of rtnetlink(7) in the making, in the order of this host. */
final class RouteBytes {
    private final ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());

    private RouteBytes(int type) {
        bytes.position(RouteMessages.HEADER_SIZE).putShort(RouteMessages.HEADER_TYPE, (short) type);
    }

    static RouteBytes empty(int type) {
        return new RouteBytes(type);
    }

    static RouteBytes link(int type, int family, int index, int flags) {
        RouteBytes message = new RouteBytes(type);
        message.bytes
                .put((byte) family)
                .put((byte) 0)
                .putShort((short) 1)
                .putInt(index)
                .putInt(flags)
                .putInt(0);
        return message;
    }

    static RouteBytes address(int family, int prefix, int flags, int index) {
        RouteBytes message = new RouteBytes(RouteMessages.RTM_NEWADDR);
        message.bytes
                .put((byte) family)
                .put((byte) prefix)
                .put((byte) flags)
                .put((byte) 0)
                .putInt(index);
        return message;
    }

    static RouteBytes route(int family, int length, int table, int type) {
        RouteBytes message = new RouteBytes(RouteMessages.RTM_NEWROUTE);
        message.bytes.put((byte) family).put((byte) length).putShort((short) 0);
        message.bytes
                .put((byte) table)
                .put((byte) 3)
                .put((byte) 0)
                .put((byte) type)
                .putInt(0);
        return message;
    }

    RouteBytes with(int type, byte... value) {
        bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        bytes.position((bytes.position() + 3) & -4);
        return this;
    }

    RouteBytes withInteger(int type, int value) {
        return with(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    RouteBytes with(int type, String value) {
        return with(type, (value + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The attributes alone: the value of one that they are nested in. */
    static byte[] nested(int type, String value) {
        RouteBytes nest = new RouteBytes(0).with(type, value);
        byte[] attributes = new byte[nest.bytes.position() - RouteMessages.HEADER_SIZE];
        nest.bytes.get(RouteMessages.HEADER_SIZE, attributes);
        return attributes;
    }

    /** Stepped to the message, which others follow. */
    RouteMessages read() {
        bytes.putInt(0, bytes.position()).putInt(RouteMessages.HEADER_SIZE).limit(bytes.position() + 12);
        RouteMessages messages = new RouteMessages(bytes);
        if (!messages.next()) {
            throw new AssertionError("no message");
        }
        return messages;
    }
}
