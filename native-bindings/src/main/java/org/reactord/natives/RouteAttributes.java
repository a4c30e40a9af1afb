package org.reactord.natives;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Steps through the attributes of a {@linkplain RouteMessages message}: {@code struct rtattr} is the length (2 bytes, with
 * this header) and the type (2); the value follows, and the next begins at a multiple of 4.
 *
 * <p>What was not there is told as what C would find in zeroed memory.
 */
public final class RouteAttributes {
    private static final int HEADER_SIZE = 4;
    private static final int ALIGNMENT = 4;

    /** Without {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}. */
    private static final int TYPE_MASK = 0x3fff;

    // struct rtnexthop: length (2, with its attributes), flags, hops (1 each), index of the interface (4)
    private static final int HOP_SIZE = 8;
    private static final int HOP_INDEX = 4;

    private final ByteBuffer data;
    private final int end;
    private int at;
    private int next;

    RouteAttributes(ByteBuffer data, int from, int end) {
        this.data = data;
        this.end = end;
        next = from;
    }

    static int aligned(int offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Steps to the next attribute; false when there is no more. */
    public boolean next() {
        if (end - next < HEADER_SIZE) {
            return false;
        }
        int length = Short.toUnsignedInt(data.getShort(next));
        if (length < HEADER_SIZE || length > end - next) {
            return false;
        }
        at = next;
        next = aligned(at + length);
        return true;
    }

    public int type() {
        return data.getShort(at + 2) & TYPE_MASK;
    }

    private int size() {
        return Short.toUnsignedInt(data.getShort(at)) - HEADER_SIZE;
    }

    public int octet() {
        return size() < 1 ? 0 : Byte.toUnsignedInt(data.get(at + HEADER_SIZE));
    }

    public int integer() {
        return size() < Integer.BYTES ? 0 : data.getInt(at + HEADER_SIZE);
    }

    /** A copy of the value. */
    public byte[] bytes() {
        byte[] bytes = new byte[size()];
        data.get(at + HEADER_SIZE, bytes);
        return bytes;
    }

    /** A copy of the value up to its first NUL. */
    public byte[] string() {
        int length = 0;
        while (length < size() && data.get(at + HEADER_SIZE + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        data.get(at + HEADER_SIZE, bytes);
        return bytes;
    }

    /** The attributes that the value consists of. */
    public RouteAttributes nested() {
        return new RouteAttributes(data, at + HEADER_SIZE, at + HEADER_SIZE + size());
    }

    /** The interfaces of the {@code struct rtnexthop}s that the value of {@link RouteMessages#RTA_MULTIPATH} consists of. */
    public int[] nextHops() {
        int[] indexes = new int[size() / HOP_SIZE];
        int count = 0;
        int stop = at + HEADER_SIZE + size();
        for (int hop = at + HEADER_SIZE; stop - hop >= HOP_SIZE; ) {
            int length = Short.toUnsignedInt(data.getShort(hop));
            if (length < HOP_SIZE || length > stop - hop) {
                break;
            }
            indexes[count++] = data.getInt(hop + HOP_INDEX);
            hop = aligned(hop + length);
        }
        return Arrays.copyOf(indexes, count);
    }
}
