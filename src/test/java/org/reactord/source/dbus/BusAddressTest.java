package org.reactord.source.dbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BusAddressTest {
    private static BusAddress path(String path) {
        return new BusAddress(path, false);
    }

    @Test
    void socketsOfThisMachineAreTriedInTheirOrder() {
        assertEquals(List.of(path("/run/bus")), BusAddress.parse("unix:path=/run/bus"));
        assertEquals(
                List.of(path("/a"), new BusAddress("b", true)),
                BusAddress.parse("unix:path=/a,guid=00ff;tcp:host=x,port=1;unix:abstract=b;"));
        assertEquals(List.of(path("/a b,c")), BusAddress.parse("unix:path=/a%20b%2Cc"));
        assertEquals(List.of(path("/ä\udcff")), BusAddress.parse("unix:path=/%c3%a4%ff"));
    }

    @Test
    void whatIsNoAddressIsLeftOut() {
        for (String text : List.of(
                "",
                "unix:",
                "unix:path=",
                "unix:path",
                "unix:path=/a%2",
                "unix:path=/a%zz",
                "unix:path=/a b",
                "unix:path=/a,abstract=b",
                "unix:runtime=yes",
                "autolaunch:")) {
            assertEquals(List.of(), BusAddress.parse(text), text);
        }
    }

    @Test
    void anAbstractNameBeginsWithNul() {
        BusAddress address = new BusAddress("b", true);
        assertArrayEquals(new byte[] {0, 'b'}, address.bytes());
        assertEquals("@b", address.toString());
        assertEquals("/run/dbus/system_bus_socket", BusAddress.SYSTEM.toString());
    }
}
