package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;

class KnownDevicesTest {
    private final KnownDevices known = new KnownDevices();
    private final List<String> told = new ArrayList<>();

    private static Uevent uevent(String action, String devpath, String... properties) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String property : properties) {
            all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return new Uevent(action, "net", devpath, all);
    }

    private void heard(String action, String devpath, String... properties) {
        known.heard(uevent(action, devpath, properties)).ifPresent(this::tell);
    }

    private void tell(SystemEvent event) {
        told.add(event.cause().word() + " " + event.describe().replace(" subsystem=net", ""));
    }

    private void compare(Set<String> exist, Uevent... truth) {
        known.compare(List.of(truth), exist::contains).forEach(this::tell);
    }

    private void assertTold(String... events) {
        assertEquals(List.of(events), told);
        told.clear();
    }

    @Test
    void aDeviceIsAddedOnceUnlessMoreIsSaidOfIt() {
        known.found(uevent("add", "/a", "X=1"), Cause.START).ifPresent(this::tell);
        known.found(uevent("add", "/a", "X=1"), Cause.START).ifPresent(this::tell);
        heard("add", "/a", "X=1", "SEQNUM=5", "USEC_INITIALIZED=3", "SYNTH_ARG_A=1");
        assertTold("start device add action=add devpath=/a X=1");
        heard("add", "/a", "X=1", "ID_X=1");
        assertTold("event device add action=add devpath=/a X=1 ID_X=1");
        heard("remove", "/a", "X=1");
        heard("add", "/a", "X=1", "ID_X=1");
        assertTold(
                "event device remove action=remove devpath=/a X=1",
                "event device add action=add devpath=/a X=1 ID_X=1");
    }

    @Test
    void itIsThereUntilItIsRemoved() {
        SystemEvent added = known.heard(uevent("add", "/a")).orElseThrow();
        assertEquals(Optional.of(new Condition("device:/a", "add", true)), added.condition());
        for (String action : List.of("change", "bind", "unbind", "online", "offline", "move")) {
            SystemEvent event = known.heard(uevent(action, "/a")).orElseThrow();
            assertEquals(action, event.what());
            assertEquals(Optional.empty(), event.condition());
        }
        SystemEvent removed = known.heard(uevent("remove", "/a")).orElseThrow();
        assertEquals(Optional.of(new Condition("device:/a", "remove", false)), removed.condition());
    }

    @Test
    void aChangeIsToldEachTime() {
        heard("change", "/a");
        heard("change", "/a");
        assertTold("event device change action=change devpath=/a", "event device change action=change devpath=/a");
        compare(Set.of(), uevent("add", "/a")); // it was never said to be there
        assertTold("overflow device add action=add devpath=/a");
    }

    @Test
    void aComparisonFindsWhatCameWentAndIsAnother() {
        heard("add", "/gone", "X=1", "SEQNUM=5", "SYNTH_UUID=0");
        heard("add", "/same", "X=1", "SEQNUM=6", "DISK_MEDIA_CHANGE=1");
        heard("add", "/other", "X=1");
        heard("add", "/free", "X=1", "DRIVER=d");
        heard("add", "/unlisted", "X=1");
        told.clear();
        compare(
                Set.of("/unlisted"),
                uevent("add", "/new", "X=1"),
                uevent("add", "/same", "X=1"),
                uevent("add", "/other", "X=2"),
                uevent("add", "/free", "X=1"));
        assertTold(
                "overflow device remove action=remove devpath=/gone X=1",
                "overflow device add action=add devpath=/new X=1",
                "overflow device change action=change devpath=/other X=2",
                "overflow device change action=change devpath=/free X=1");
        compare(
                Set.of("/unlisted"),
                uevent("add", "/new", "X=1"),
                uevent("add", "/same", "X=1"),
                uevent("add", "/other", "X=2"),
                uevent("add", "/free", "X=1"));
        assertTold();
    }

    @Test
    void theMessageThatFollowsAComparisonIsNotNews() {
        heard("add", "/a");
        told.clear();
        compare(Set.of(), uevent("add", "/b"));
        told.clear();
        heard("remove", "/a");
        heard("add", "/b", "SEQNUM=7");
        assertTold();
        heard("add", "/a");
        heard("remove", "/a");
        assertTold("event device add action=add devpath=/a", "event device remove action=remove devpath=/a");
    }

    @Test
    void whatIsAddedBeforeItsRemovalWasHeardIsRemovedAgain() {
        heard("add", "/a");
        compare(Set.of());
        heard("add", "/a");
        told.clear();
        heard("remove", "/a");
        assertTold("event device remove action=remove devpath=/a");
    }

    @Test
    void aDeviceThatMovesIsKnownWhereItIs() {
        heard("add", "/eth0");
        heard("move", "/wan", "DEVPATH_OLD=/eth0");
        told.clear();
        compare(Set.of(), uevent("add", "/wan"));
        assertTold();
        compare(Set.of());
        assertTold("overflow device remove action=remove devpath=/wan DEVPATH_OLD=/eth0");
    }

    @Test
    void whatIsNoLongerAskedForIsForgotten() {
        heard("add", "/a");
        told.clear();
        known.keep(subsystem -> !subsystem.equals("net"));
        compare(Set.of());
        assertTold();
        known.found(uevent("add", "/a"), Cause.START).ifPresent(this::tell);
        assertTold("start device add action=add devpath=/a");
    }
}
