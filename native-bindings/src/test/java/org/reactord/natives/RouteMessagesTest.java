package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Over bytes as a little-endian kernel sends them, and over what the kernel under us says. */
class RouteMessagesTest {
    private static final String ROUTE = "2c000000 1800 1000 07000000 00000000" // nlmsghdr
            + "02000000 fe030001 00000000" // rtmsg
            + "0500 0080 41 000000" // nested, with padding after it
            + "0800 0400 03000000"; // RTA_OIF
    private static final String DONE = "14000000 0300 0200 07000000 00000000 f4ffffff";

    private static ByteBuffer bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void everyMessageOfADatagramIsSteppedThrough() {
        RouteMessages messages = new RouteMessages(bytes(ROUTE + DONE));
        assertTrue(messages.next());
        assertEquals(RouteMessages.RTM_NEWROUTE, messages.type());
        assertEquals(RouteMessages.NLM_F_DUMP_INTR, messages.flags());
        assertEquals(RouteMessages.AF_INET, messages.octet(0));
        assertEquals(RouteMessages.RT_TABLE_MAIN, messages.octet(RouteMessages.RTMSG_TABLE));
        assertEquals(RouteMessages.RTN_UNICAST, messages.octet(RouteMessages.RTMSG_TYPE));
        assertTrue(messages.next());
        assertEquals(RouteMessages.NLMSG_DONE, messages.type());
        assertEquals(-Errno.ENOMEM, messages.error());
        assertFalse(messages.next());
    }

    @Test
    void everyAttributeOfAMessageIsSteppedThrough() {
        RouteMessages messages = new RouteMessages(bytes(ROUTE + DONE));
        messages.next();
        RouteAttributes attributes = messages.attributes(RouteMessages.RTMSG_SIZE);
        assertTrue(attributes.next());
        assertEquals(0, attributes.type(), "without the bit for nested ones");
        assertEquals('A', attributes.octet());
        assertEquals(0, attributes.integer(), "it is too short for one");
        assertArrayEquals(new byte[] {'A'}, attributes.bytes());
        assertTrue(attributes.next());
        assertEquals(RouteMessages.RTA_OIF, attributes.type());
        assertEquals(3, attributes.integer());
        assertFalse(attributes.next(), "the next message is no attribute of this one");
    }

    @Test
    void everyHopIsFoundThatHasRoom() {
        String hops = "1000 00 00 02000000 0800 0500 0a000001" + "0800 00 00 05000000" + "ff00 00 00 09000000";
        RouteAttributes attributes = new RouteAttributes(bytes("2400 0900" + hops), 0, 0x24);
        assertTrue(attributes.next());
        assertArrayEquals(new int[] {2, 5}, attributes.nextHops());
    }

    @Test
    void whatCannotBeTrueEndsTheDatagram() {
        for (String length : new String[] {"00000000", "0f000000", "2d000000", "ffffffff"}) {
            RouteMessages messages = new RouteMessages(bytes(length + ROUTE.substring(8)));
            assertFalse(messages.next(), length);
        }
        assertFalse(new RouteMessages(bytes("100000001800")).next());
        for (String length : new String[] {"0000", "0300", "0900", "ffff"}) {
            assertFalse(new RouteAttributes(bytes(length + "0400 03000000"), 0, 8).next(), length);
        }
    }

    @Test
    void theKernelTellsTheLoopback() {
        int fd = Netlink.open(Netlink.NETLINK_ROUTE, 0);
        ByteBuffer request = RouteMessages.request(
                RouteMessages.RTM_GETLINK, RouteMessages.NLM_F_DUMP, RouteMessages.IFINFOMSG_SIZE);
        assertEquals(32, Fd.write(fd, request));
        NetlinkMessage answer = new NetlinkMessage(32 * 1024);
        assertTrue(answer.receive(fd) > 0);
        Fd.close(fd);
        RouteMessages messages = new RouteMessages(answer.data());
        assertTrue(messages.next());
        assertEquals(RouteMessages.RTM_NEWLINK, messages.type());
        assertEquals(1, messages.integer(RouteMessages.IFINFOMSG_INDEX));
        assertEquals("lo", name(messages.attributes(RouteMessages.IFINFOMSG_SIZE)));
    }

    private static String name(RouteAttributes attributes) {
        while (attributes.next()) {
            if (attributes.type() == RouteMessages.IFLA_IFNAME) {
                assertArrayEquals(
                        Arrays.copyOf(attributes.string(), 3), attributes.bytes(), "the value ends with a NUL");
                return new String(attributes.string(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
