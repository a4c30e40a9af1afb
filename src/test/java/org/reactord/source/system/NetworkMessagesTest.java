package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.natives.RouteMessages.AF_BRIDGE;
import static org.reactord.natives.RouteMessages.AF_INET;
import static org.reactord.natives.RouteMessages.AF_INET6;
import static org.reactord.natives.RouteMessages.RTM_NEWLINK;
import static org.reactord.natives.RouteMessages.RT_TABLE_MAIN;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.natives.RouteMessages;

class NetworkMessagesTest {
    private static final int NESTED = 0x8000;

    @ParameterizedTest
    @CsvSource({
        "6, 11043, true", // UP, and broadcast, running, lower up, multicast
        "6, 1, true",
        "0, 10049, true", // UNKNOWN: the loopback
        "0, 49, false", // so without a carrier
        "0, 10048, false", // so when taken down
        "0, 10001, false",
        "1, 10043, false",
        "2, 1002, false", // DOWN
        "3, 11003, false", // LOWERLAYERDOWN
        "4, 10043, false",
        "5, 10043, false", // DORMANT: of a wireless network until it is joined
    })
    void anInterfaceIsUpIfItCanCarrySomething(int operstate, String flags, boolean up) {
        RouteMessages message = RouteBytes.link(RTM_NEWLINK, 0, 7, Integer.parseInt(flags, 16))
                .with(RouteMessages.IFLA_IFNAME, "wg0")
                .with(RouteMessages.IFLA_OPERSTATE, (byte) operstate)
                .with(
                        NESTED | RouteMessages.IFLA_LINKINFO,
                        RouteBytes.nested(RouteMessages.IFLA_INFO_KIND, "wireguard"))
                .read();
        assertEquals(Optional.of(new NetworkLink(7, "wg0", "wireguard", up)), NetworkMessages.link(message));
    }

    @Test
    void aNameIsBytesAndHardwareHasNoKind() {
        RouteMessages message = RouteBytes.link(RTM_NEWLINK, 0, 2, 0)
                .with(RouteMessages.IFLA_IFNAME, "e\u00ffh")
                .with(RouteMessages.IFLA_OPERSTATE, (byte) 2)
                .read();
        assertEquals(Optional.of(new NetworkLink(2, "e\udcffh", "", false)), NetworkMessages.link(message));
    }

    @Test
    void thePortOfABridgeIsNoInterface() {
        RouteMessages message = RouteBytes.link(RTM_NEWLINK, AF_BRIDGE, 2, 1)
                .with(RouteMessages.IFLA_IFNAME, "eth0")
                .with(RouteMessages.IFLA_OPERSTATE, (byte) 6)
                .read();
        assertEquals(Optional.empty(), NetworkMessages.link(message));
    }

    @Test
    void aScanForWirelessNetworksSaysNothingOfTheInterface() {
        RouteMessages message = RouteBytes.link(RTM_NEWLINK, 0, 2, 0x10043)
                .with(RouteMessages.IFLA_IFNAME, "wlan0")
                .with(11, new byte[8]) // IFLA_WIRELESS
                .read();
        assertEquals(Optional.empty(), NetworkMessages.link(message));
    }

    @Test
    void anAddressIsTheOwnOneAndNotThatOfThePeer() {
        NetworkAddress own = new NetworkAddress(3, "inet", "10.0.0.1/32");
        RouteBytes local = RouteBytes.address(AF_INET, 32, 0x80, 3).with(RouteMessages.IFA_LOCAL, ip("0a000001"));
        assertEquals(
                Optional.of(own),
                NetworkMessages.address(
                        local.with(RouteMessages.IFA_ADDRESS, ip("0a000002")).read()));
        RouteBytes peer = RouteBytes.address(AF_INET, 32, 0x80, 3).with(RouteMessages.IFA_ADDRESS, ip("0a000002"));
        assertEquals(
                Optional.of(own),
                NetworkMessages.address(
                        peer.with(RouteMessages.IFA_LOCAL, ip("0a000001")).read()));
    }

    @Test
    void anAddressOfIpv6HasNoLocalOne() {
        RouteBytes message = RouteBytes.address(AF_INET6, 64, 0x80, 3)
                .with(RouteMessages.IFA_ADDRESS, ip("fe800000000000000000000000000001"));
        assertEquals(
                Optional.of(new NetworkAddress(3, "inet6", "fe80::1/64")), NetworkMessages.address(message.read()));
    }

    @Test
    void whatIsNoAddressOfIpIsNone() {
        RouteBytes mctp = RouteBytes.address(45, 64, 0x80, 3).with(RouteMessages.IFA_LOCAL, (byte) 8);
        assertEquals(Optional.empty(), NetworkMessages.address(mctp.read()));
        RouteBytes shorter = RouteBytes.address(AF_INET, 24, 0x80, 3).with(RouteMessages.IFA_LOCAL, (byte) 8);
        assertEquals(Optional.empty(), NetworkMessages.address(shorter.read()));
        RouteBytes none = RouteBytes.address(AF_INET, 24, 0x80, 3);
        assertEquals(Optional.empty(), NetworkMessages.address(none.read()));
    }

    @Test
    void theLongFlagsOfAnAddressCountMoreThanTheShort() {
        RouteBytes tentative = RouteBytes.address(AF_INET6, 64, 0xc0, 3);
        assertTrue(NetworkMessages.isTentative(tentative.read()));
        RouteBytes usable = RouteBytes.address(AF_INET6, 64, 0xc0, 3).withInteger(RouteMessages.IFA_FLAGS, 0x280);
        assertFalse(NetworkMessages.isTentative(usable.read()));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 254, 1, '[3]'",
        "10, 0, 254, 1, '[3]'",
        "2, 24, 254, 1, '[]'", // no default
        "2, 0, 100, 1, '[]'", // of another table
        "2, 0, 254, 7, '[]'", // unreachable
        "2, 0, 254, 6, '[]'", // blackhole
        "28, 0, 254, 1, '[]'", // MPLS
    })
    void aWayOutIsADefaultRouteOfTheMainTable(int family, int length, int table, int type, String links) {
        Set<Integer> found = new TreeSet<>();
        NetworkMessages.addWays(
                RouteBytes.route(family, length, table, type)
                        .withInteger(RouteMessages.RTA_OIF, 3)
                        .read(),
                found);
        assertEquals(links, found.toString());
    }

    @Test
    void aRouteWithSeveralHopsIsAWayOutThroughEach() {
        ByteBuffer hops = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        hops.putInt(8).putInt(2).putInt(8).putInt(5);
        hops.putShort(0, (short) 8)
                .putShort(2, (short) 0)
                .putShort(8, (short) 8)
                .putShort(10, (short) 0);
        Set<Integer> found = new TreeSet<>();
        NetworkMessages.addWays(
                RouteBytes.route(AF_INET, 0, RT_TABLE_MAIN, 1)
                        .with(RouteMessages.RTA_MULTIPATH, hops.array())
                        .read(),
                found);
        assertEquals(Set.of(2, 5), found);
    }

    @Test
    void whatIsTooShortSaysNothing() {
        RouteMessages empty = RouteBytes.empty(RTM_NEWLINK).read();
        assertEquals(Optional.empty(), NetworkMessages.link(empty));
        assertEquals(Optional.empty(), NetworkMessages.address(empty));
        assertFalse(NetworkMessages.isDefaultRoute(empty));
    }

    private static byte[] ip(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
