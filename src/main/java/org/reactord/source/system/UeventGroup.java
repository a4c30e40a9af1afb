package org.reactord.source.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who tells of devices on a socket of NETLINK_KOBJECT_UEVENT, and how its messages begin.
 *
 * <p>A message of the kernel begins with the string {@code ACTION@DEVPATH} (lib/kobject_uevent.c); one of udev with {@code
 * struct monitor_netlink_header} of systemd's sd-device/device-monitor.c: {@code "libudev\0"}, a magic number (big-endian),
 * the size of the header, the offset and the length of the properties (4 bytes each, of this machine), and four numbers to
 * filter by.
 */
enum UeventGroup {
    KERNEL(1) {
        @Override
        Optional<Uevent.Span> properties(byte[] bytes, int length) {
            int at = -1;
            for (int i = 0; i < length && bytes[i] != 0; i++) {
                at = at < 0 && bytes[i] == '@' ? i : at;
            }
            if (at < 1 || at + 1 >= length || bytes[at + 1] != '/') {
                return Optional.empty();
            }
            int from = at;
            while (from < length && bytes[from] != 0) {
                from++;
            }
            return from + 1 < length ? Optional.of(new Uevent.Span(from + 1, length)) : Optional.empty();
        }
    },

    UDEV(2) {
        @Override
        Optional<Uevent.Span> properties(byte[] bytes, int length) {
            if (length < HEADER || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
                return Optional.empty();
            }
            ByteBuffer header = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.BIG_ENDIAN);
            int magic = header.getInt(MAGIC_AT);
            header.order(ByteOrder.nativeOrder());
            long size = Integer.toUnsignedLong(header.getInt(SIZE_AT));
            long from = Integer.toUnsignedLong(header.getInt(FROM_AT));
            long to = from + Integer.toUnsignedLong(header.getInt(LENGTH_AT));
            if (magic != MAGIC || size < HEADER || from < size || to <= from || to > length) {
                return Optional.empty();
            }
            return Optional.of(new Uevent.Span((int) from, (int) to));
        }
    };

    private static final byte[] PREFIX = {'l', 'i', 'b', 'u', 'd', 'e', 'v', 0};
    private static final int MAGIC = 0xfeedcafe;
    private static final int HEADER = 40;
    private static final int MAGIC_AT = 8;
    private static final int SIZE_AT = 12;
    private static final int FROM_AT = 16;
    private static final int LENGTH_AT = 20;

    private final int bit;

    UeventGroup(int bit) {
        this.bit = bit;
    }

    /** The group of netlink(7) that these are sent to, as a set of bits. */
    int bit() {
        return bit;
    }

    /** Where the properties are in a message of so many bytes; empty if it is damaged. */
    abstract Optional<Uevent.Span> properties(byte[] bytes, int length);

    /**
     * Whether a message is from whom it says. Everybody may send to a port, and root to a group.
     *
     * @param uid who sent it, as the kernel says; where the user is root whose network it is, its own messages are root's
     * @param port the sender's; 0 is the kernel
     * @param groups to whom it was sent
     */
    boolean trusts(int uid, int port, int groups) {
        return uid == 0 && (this == KERNEL ? port == 0 : groups == bit);
    }
}
