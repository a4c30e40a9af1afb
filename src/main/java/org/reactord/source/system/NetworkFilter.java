package org.reactord.source.system;

import java.nio.ByteOrder;
import org.reactord.natives.Netlink;
import org.reactord.natives.RouteMessages;

/**
 * Has the kernel drop, before it wakes us, what is nothing to us: all routes but default routes of the main table, of which a
 * router changes thousands, and what bridges tell of their ports and wireless drivers of their scans. A program of the classic packet filter, linux/filter.h; it
 * sees one message, as each change is sent alone.
 */
final class NetworkFilter {
    private static final int LOAD_OCTET = 0x30; // BPF_LD | BPF_B | BPF_ABS
    private static final int LOAD_SHORT = 0x28; // BPF_LD | BPF_H | BPF_ABS
    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int SET = 0x00; // BPF_LD | BPF_IMM
    private static final int SET_INDEX = 0x01; // BPF_LDX | BPF_IMM
    private static final int FIND_ATTRIBUTE =
            -0x1000 + 12; // SKF_AD_OFF + SKF_AD_NLATTR: of the type X, from A on; or 0
    private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K
    private static final int NOTHING = 0;
    private static final int ALL = -1;

    private static final int BODY = RouteMessages.HEADER_SIZE;

    private static final long[] PROGRAM = {
        instruction(LOAD_SHORT, RouteMessages.HEADER_TYPE),
        jump(ofHost(RouteMessages.RTM_NEWROUTE), 4, 0),
        jump(ofHost(RouteMessages.RTM_DELROUTE), 3, 0),
        jump(ofHost(RouteMessages.RTM_NEWLINK), 6, 0),
        jump(ofHost(RouteMessages.RTM_DELLINK), 5, 0),
        instruction(RETURN, ALL),
        // a route
        instruction(LOAD_OCTET, BODY + RouteMessages.RTMSG_DST_LEN),
        jump(0, 0, 8),
        instruction(LOAD_OCTET, BODY + RouteMessages.RTMSG_TABLE),
        jump(RouteMessages.RT_TABLE_MAIN, 7, 6),
        // an interface
        instruction(LOAD_OCTET, BODY),
        jump(RouteMessages.AF_UNSPEC, 0, 4),
        instruction(SET, BODY + RouteMessages.IFINFOMSG_SIZE),
        instruction(SET_INDEX, RouteMessages.IFLA_OPERSTATE),
        instruction(LOAD, FIND_ATTRIBUTE),
        jump(0, 0, 1),
        instruction(RETURN, NOTHING),
        instruction(RETURN, ALL),
    };

    private NetworkFilter() {}

    /** Filters a socket: 0 or {@code -errno}; without it everything is heard, and costs. */
    static int attach(int fd) {
        return Netlink.attachFilter(fd, PROGRAM);
    }

    private static long instruction(int code, int value) {
        return code | (Integer.toUnsignedLong(value) << 32);
    }

    /** Skips so many instructions if what was loaded is equal to the value, and so many if it is not. */
    private static long jump(int value, int equal, int different) {
        return instruction(JUMP_IF_EQUAL, value) | ((long) equal << 16) | ((long) different << 24);
    }

    /** A short of the host as the filter, to which all are of the network, loads it. */
    private static int ofHost(int value) {
        boolean swapped = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return swapped ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
    }
}
