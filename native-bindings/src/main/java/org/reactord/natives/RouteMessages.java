package org.reactord.natives;

import java.nio.ByteBuffer;

/**
 * Steps through a datagram of rtnetlink(7): linux/netlink.h, linux/rtnetlink.h, linux/if_link.h, linux/if_addr.h.
 *
 * <p>Each message is a {@code struct nlmsghdr} (length, 4 bytes; type and flags, 2 each; sequence number and port, 4 each),
 * a structure of its type, and attributes; the next begins at a multiple of 4. A message whose length cannot be true ends
 * the datagram.
 */
public final class RouteMessages {
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int RTM_NEWLINK = 16;
    public static final int RTM_DELLINK = 17;
    public static final int RTM_GETLINK = 18;
    public static final int RTM_NEWADDR = 20;
    public static final int RTM_DELADDR = 21;
    public static final int RTM_GETADDR = 22;
    public static final int RTM_NEWROUTE = 24;
    public static final int RTM_DELROUTE = 25;
    public static final int RTM_GETROUTE = 26;
    public static final int RTM_NEWNEXTHOP = 104;
    public static final int RTM_DELNEXTHOP = 105;

    /** How far each {@code RTM_GET…} is from its {@code RTM_NEW…}, which answers it. */
    public static final int GET_AFTER_NEW = 2;

    /** Of {@link #flags}: the table changed while it was told, so that something may be missing. */
    public static final int NLM_F_DUMP_INTR = 0x10;

    /** Of a request. */
    public static final int NLM_F_REQUEST = 1;

    /** Of a request: for all that there is. */
    public static final int NLM_F_DUMP = 0x300;

    // Groups, for Netlink.open
    public static final int RTMGRP_LINK = 0x1;
    public static final int RTMGRP_IPV4_IFADDR = 0x10;
    public static final int RTMGRP_IPV4_ROUTE = 0x40;
    public static final int RTMGRP_IPV6_IFADDR = 0x100;
    public static final int RTMGRP_IPV6_ROUTE = 0x400;

    /** {@code 1 << (RTNLGRP_NEXTHOP - 1)}. */
    public static final int RTMGRP_NEXTHOP = 0x80000000;

    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_BRIDGE = 7;
    public static final int AF_INET6 = 10;

    // struct ifinfomsg: family, 1 of padding, type (2), index, flags, change (4 each)
    public static final int IFINFOMSG_SIZE = 16;
    public static final int IFINFOMSG_INDEX = 4;
    public static final int IFINFOMSG_FLAGS = 8;
    public static final int IFF_UP = 0x1;
    public static final int IFF_RUNNING = 0x40;
    public static final int IFF_LOWER_UP = 0x10000;
    public static final int IFLA_IFNAME = 3;
    public static final int IFLA_OPERSTATE = 16;
    public static final int IFLA_LINKINFO = 18;
    public static final int IFLA_INFO_KIND = 1;
    public static final int IF_OPER_UNKNOWN = 0;
    public static final int IF_OPER_UP = 6;

    // struct ifaddrmsg: family, length of the prefix, flags, scope (1 each), index (4)
    public static final int IFADDRMSG_SIZE = 8;
    public static final int IFADDRMSG_PREFIXLEN = 1;
    public static final int IFADDRMSG_FLAGS = 2;
    public static final int IFADDRMSG_INDEX = 4;
    public static final int IFA_ADDRESS = 1;
    public static final int IFA_LOCAL = 2;
    public static final int IFA_FLAGS = 8;
    public static final int IFA_F_TENTATIVE = 0x40;

    // struct rtmsg: family, lengths of destination and source, tos, table, protocol, scope, type (1 each), flags (4)
    public static final int RTMSG_SIZE = 12;
    public static final int RTMSG_DST_LEN = 1;
    public static final int RTMSG_TABLE = 4;
    public static final int RTMSG_TYPE = 7;
    public static final int RT_TABLE_MAIN = 254;
    public static final int RTN_UNICAST = 1;
    public static final int RTA_OIF = 4;
    public static final int RTA_MULTIPATH = 9;

    /** {@code struct nlmsghdr}. */
    public static final int HEADER_SIZE = 16;

    /** Where the type of a message is, from its beginning. */
    public static final int HEADER_TYPE = 4;

    private static final int FLAGS = 6;

    private final ByteBuffer data;
    private final int end;
    private int at;
    private int next;

    /** Before the first message of a datagram, which is from position 0 to the limit, in native order. */
    public RouteMessages(ByteBuffer data) {
        this.data = data;
        end = data.limit();
    }

    /** The whole of a request without attributes, in native order and ready to be written: a header and zeroes. */
    public static ByteBuffer request(int type, int flags, int size) {
        ByteBuffer request = Scratch.allocate(HEADER_SIZE + size);
        return request.putInt(0, HEADER_SIZE + size)
                .putShort(HEADER_TYPE, (short) type)
                .putShort(FLAGS, (short) (NLM_F_REQUEST | flags));
    }

    /** Steps to the next message; false when there is no more. */
    public boolean next() {
        if (end - next < HEADER_SIZE) {
            return false;
        }
        int length = data.getInt(next);
        if (length < HEADER_SIZE || length > end - next) {
            return false;
        }
        at = next;
        next = Math.min(end, RouteAttributes.aligned(at + length));
        return true;
    }

    public int type() {
        return Short.toUnsignedInt(data.getShort(at + HEADER_TYPE));
    }

    public int flags() {
        return Short.toUnsignedInt(data.getShort(at + FLAGS));
    }

    /** Whether the message has a structure of this size after its header. */
    public boolean has(int size) {
        return data.getInt(at) >= HEADER_SIZE + size;
    }

    /** What {@link #NLMSG_ERROR} and {@link #NLMSG_DONE} say: 0 or {@code -errno}. */
    public int error() {
        return has(Integer.BYTES) ? integer(0) : 0;
    }

    /** A byte of the structure after the header, from 0 to 255; the first of all of them is the address family. */
    public int octet(int offset) {
        return Byte.toUnsignedInt(data.get(at + HEADER_SIZE + offset));
    }

    /** An integer of the structure after the header. */
    public int integer(int offset) {
        return data.getInt(at + HEADER_SIZE + offset);
    }

    /** What comes after a structure of this size. */
    public RouteAttributes attributes(int size) {
        return new RouteAttributes(data, at + HEADER_SIZE + size, at + data.getInt(at));
    }
}
