package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.ByteText;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;

class UeventTest {
    /** The header of a message of systemd-udevd 252, up to the length of the properties, on a little-endian machine. */
    private static final String HEADER = "6c69627564657600" + "feedcafe" + "28000000" + "28000000";

    private static final String FILTERS = "aabbccdd" + "00000000" + "00000100" + "02000000";
    private static final String STRINGS = "ACTION=add|DEVPATH=/devices/x|SUBSYSTEM=block|DEVNAME=/dev/x|ID_MODEL=A b|";

    private static byte[] bytes(String strings) {
        return strings.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Uevent> kernel(String message) {
        return read(UeventGroup.KERNEL, bytes(message));
    }

    private static Optional<Uevent> read(UeventGroup group, byte[] message) {
        byte[] room = Arrays.copyOf(message, message.length + 100);
        Arrays.fill(room, message.length, room.length, (byte) 'X');
        return group.properties(room, message.length).flatMap(span -> Uevent.parse(room, span));
    }

    private static byte[] golden() {
        byte[] properties = bytes(STRINGS);
        byte[] head = HexFormat.of().parseHex(HEADER);
        ByteBuffer message = ByteBuffer.allocate(40 + properties.length).order(ByteOrder.LITTLE_ENDIAN);
        message.put(head).putInt(properties.length).put(HexFormat.of().parseHex(FILTERS));
        message.put(properties);
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            message.order(ByteOrder.BIG_ENDIAN).putInt(12, 40).putInt(16, 40).putInt(20, properties.length);
        }
        return message.array();
    }

    @Test
    void theKernelSaysWhatHappenedToWhat() {
        Uevent uevent = kernel("change@/devices/virtual/mem/null|ACTION=change|DEVPATH=/devices/virtual/mem/null"
                        + "|SUBSYSTEM=mem|MAJOR=1|DEVNAME=null|EMPTY=|TWO=a=b|SEQNUM=814|")
                .orElseThrow();
        assertEquals("change", uevent.action());
        assertEquals("mem", uevent.subsystem());
        assertEquals("/devices/virtual/mem/null", uevent.devpath());
        assertEquals(
                Map.of("MAJOR", "1", "DEVNAME", "/dev/null", "EMPTY", "", "TWO", "a=b", "SEQNUM", "814"),
                uevent.properties());
    }

    @Test
    void bytesThatAreNoTextArriveUnchanged() {
        Uevent uevent = kernel("add@/devices/\u00ff|ACTION=add|DEVPATH=/devices/\u00ff|SUBSYSTEM=net|NAME=\u00fe|")
                .orElseThrow();
        assertEquals("/devices/\u00ff", new String(ByteText.bytes(uevent.devpath()), StandardCharsets.ISO_8859_1));
        assertEquals("\u00fe", new String(ByteText.bytes(uevent.property("NAME")), StandardCharsets.ISO_8859_1));
    }

    @Test
    void theLastStringNeedsNoEnd() {
        assertEquals(
                "c",
                kernel("add@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=a|B=c")
                        .orElseThrow()
                        .property("B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "add@/d",
                "add@/d|",
                "@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s|",
                "add@d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s|",
                "add|@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s|",
                "add@/d|DEVPATH=/d|SUBSYSTEM=s|",
                "add@/d|ACTION=add|SUBSYSTEM=s|",
                "add@/d|ACTION=add|DEVPATH=/d|",
                "add@/d|ACTION=add|DEVPATH=d|SUBSYSTEM=s|",
                "add@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s|WORD|",
                "add@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s|=value|",
                "add@/d|ACTION=add|DEVPATH=/d|SUBSYSTEM=s||"
            })
    void whatTheKernelWouldNotSayIsDropped(String message) {
        assertEquals(Optional.empty(), kernel(message));
    }

    @Test
    void udevSaysItBehindAHeader() {
        Uevent uevent = read(UeventGroup.UDEV, golden()).orElseThrow();
        assertEquals("add", uevent.action());
        assertEquals("/devices/x", uevent.devpath());
        assertEquals(Map.of("DEVNAME", "/dev/x", "ID_MODEL", "A b"), uevent.properties());
    }

    @Test
    void aLongerHeaderIsSkipped() {
        byte[] golden = golden();
        byte[] longer = new byte[golden.length + 8];
        System.arraycopy(golden, 0, longer, 0, 40);
        System.arraycopy(golden, 40, longer, 48, golden.length - 40);
        ByteBuffer.wrap(longer).order(ByteOrder.nativeOrder()).putInt(12, 48).putInt(16, 48);
        assertEquals(read(UeventGroup.UDEV, golden), read(UeventGroup.UDEV, longer));
    }

    @Test
    void aDamagedHeaderIsDropped() {
        int length = golden().length - 40;
        for (int[] damage : new int[][] {
            {0, 0},
            {4, 0},
            {8, 0},
            {12, 39},
            {12, -1},
            {16, 39},
            {16, 41},
            {16, -1},
            {20, 0},
            {20, length + 1},
            {20, -1}
        }) {
            byte[] message = golden();
            ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(damage[0], damage[1]);
            assertEquals(Optional.empty(), read(UeventGroup.UDEV, message), () -> Arrays.toString(damage));
        }
        for (int size = 0; size <= 40; size++) {
            assertEquals(Optional.empty(), read(UeventGroup.UDEV, Arrays.copyOf(golden(), size)));
        }
    }

    @Test
    void oneIsNotTakenForTheOther() {
        assertEquals(Optional.empty(), read(UeventGroup.KERNEL, golden()));
        assertEquals(Optional.empty(), read(UeventGroup.UDEV, bytes("add@/devices/x/y/z/very/long|" + STRINGS)));
    }

    @Test
    void onlyTheKernelAndRootAreBelieved() {
        assertTrue(UeventGroup.KERNEL.trusts(0, 0, 1));
        assertFalse(UeventGroup.KERNEL.trusts(1000, 0, 1));
        assertFalse(UeventGroup.KERNEL.trusts(-1, 0, 1));
        assertFalse(UeventGroup.KERNEL.trusts(0, 4711, 1));
        assertTrue(UeventGroup.UDEV.trusts(0, 4711, 2));
        assertFalse(UeventGroup.UDEV.trusts(1000, 4711, 2));
        assertFalse(UeventGroup.UDEV.trusts(0, 4711, 0));
    }

    @Test
    void theSubsystemIsFoundAlone() {
        byte[] message = bytes("XSUBSYSTEM=no|SUBSYSTEM=usb|SUBSYSTEM=later|");
        Uevent.Span all = new Uevent.Span(0, message.length);
        assertEquals(Optional.of("usb"), Uevent.subsystem(message, all));
        assertEquals(Optional.empty(), Uevent.subsystem(message, new Uevent.Span(0, 14)));
        assertEquals(Optional.of("u"), Uevent.subsystem(message, new Uevent.Span(14, 25)));
        assertEquals(Optional.of(""), Uevent.subsystem(message, new Uevent.Span(14, 24)));
        assertEquals(Optional.empty(), Uevent.subsystem(message, new Uevent.Span(14, 23)));
    }

    private static WantedSubsystems wanted(List<Map<String, Set<String>>> rules) {
        return WantedSubsystems.of(new SystemRequest(SystemKind.DEVICE, Set.copyOf(rules)));
    }

    @Test
    void whatRulesNameIsWanted() {
        WantedSubsystems named =
                wanted(List.of(Map.of("subsystem", Set.of("usb")), Map.of("subsystem", Set.of("net", "block"))));
        assertEquals(
                List.of(true, true, true, false),
                List.of(named.wants("usb"), named.wants("net"), named.wants("block"), named.wants("mem")));
        for (String pattern : List.of("*", "us?", "[u]sb", "{usb,net}")) {
            assertTrue(
                    wanted(List.of(Map.of("subsystem", Set.of("usb", pattern)))).wants("mem"), pattern);
        }
        assertTrue(wanted(List.of(Map.of("subsystem", Set.of("usb")), Map.of("action", Set.of("add"))))
                .wants("mem"));
        assertFalse(wanted(List.of()).wants("mem"));
    }
}
