package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;

class NetworkTableTest {
    private static final NetworkAddress TEN = new NetworkAddress(2, "inet", "10.0.0.1/24");

    private final List<SystemEvent> told = new ArrayList<>();
    private final NetworkTable table = new NetworkTable(new NetworkTeller(told::add));

    private static NetworkLink link(int index, String name, boolean up) {
        return new NetworkLink(index, name, "veth", up);
    }

    private static NetworkSnapshot snapshot(Set<NetworkAddress> addresses, Set<Integer> routed, NetworkLink... links) {
        NetworkSnapshot snapshot = NetworkSnapshot.empty();
        Stream.of(links).forEach(link -> snapshot.links().put(link.index(), link));
        snapshot.addresses().addAll(addresses);
        snapshot.routed().addAll(routed);
        return snapshot;
    }

    /** As if the source had been opened while this was so. */
    private void begin(NetworkSnapshot snapshot) {
        table.compare(snapshot, Cause.START);
        told.clear();
    }

    private void assertTold(String... words) {
        List<String> said = told.stream().map(NetworkTableTest::words).toList();
        told.clear();
        assertEquals(List.of(words), said);
    }

    private static String words(SystemEvent event) {
        String who = event.fields().getOrDefault("interface", "nobody");
        String more = Stream.of("scope", "change", "address")
                .filter(event.fields()::containsKey)
                .map(field -> " " + event.fields().get(field))
                .reduce("", String::concat);
        return event.cause().word() + " " + event.what() + " " + who + more;
    }

    @Test
    void whatHoldsAtTheStartIsTold() {
        table.compare(snapshot(Set.of(TEN), Set.of(2), link(1, "lo", false), link(2, "a", true)), Cause.START);
        assertTold(
                "start added lo",
                "start down lo",
                "start added a",
                "start up a",
                "start online a interface",
                "start online a machine",
                "start address a added 10.0.0.1/24");
    }

    @Test
    void aMachineWithoutAWayOutIsToldToBeOffline() {
        table.compare(snapshot(Set.of(), Set.of(2), link(2, "a", false)), Cause.START);
        assertTold("start added a", "start down a", "start offline nobody machine");
    }

    @Test
    void allFieldsAndTheConditionAreTold() {
        table.compare(snapshot(Set.of(TEN), Set.of(2), link(2, "a", true)), Cause.START);
        List<String> descriptions = told.stream().map(SystemEvent::describe).toList();
        assertEquals(
                List.of(
                        "network added state=added interface=a kind=veth index=2",
                        "network up state=up interface=a kind=veth index=2",
                        "network online state=online scope=interface interface=a kind=veth index=2",
                        "network online state=online scope=machine interface=a kind=veth index=2",
                        "network address state=address change=added address=10.0.0.1/24 family=inet interface=a kind=veth"
                                + " index=2"),
                descriptions);
        assertEquals(
                List.of(
                        Optional.of(new Condition("interface:a", "added", true)),
                        Optional.of(new Condition("link:a", "up", true)),
                        Optional.of(new Condition("route:a", "online", true)),
                        Optional.of(new Condition("route", "online", true)),
                        Optional.empty()),
                told.stream().map(SystemEvent::condition).toList());
        told.clear();
        table.gone(2, Cause.EVENT);
        assertEquals(
                List.of(
                        Optional.of(new Condition("link:a", "down", true)),
                        Optional.of(new Condition("route:a", "offline", true)),
                        Optional.empty(),
                        Optional.of(new Condition("route", "offline", true)),
                        Optional.of(new Condition("interface:a", "removed", false))),
                told.stream().map(SystemEvent::condition).toList());
    }

    @Test
    void aTransitionIsToldOnceHoweverOftenItIsHeard() {
        begin(snapshot(Set.of(), Set.of(), link(2, "a", false)));
        table.link(link(2, "a", false), Cause.EVENT);
        table.link(link(2, "a", true), Cause.EVENT);
        table.link(link(2, "a", true), Cause.EVENT);
        table.address(TEN, true, Cause.EVENT);
        table.address(TEN, true, Cause.EVENT);
        table.routes(Set.of(2), Cause.EVENT);
        table.routes(Set.of(2), Cause.EVENT);
        assertTold(
                "event up a",
                "event address a added 10.0.0.1/24",
                "event online a interface",
                "event online a machine");
        table.address(TEN, false, Cause.EVENT);
        table.address(TEN, false, Cause.EVENT);
        table.gone(2, Cause.EVENT);
        table.gone(2, Cause.EVENT);
        assertTold(
                "event address a removed 10.0.0.1/24",
                "event down a",
                "event offline a interface",
                "event offline a machine",
                "event removed a");
    }

    @Test
    void whoComesIntoBeingDidNotGoDown() {
        begin(snapshot(Set.of(), Set.of()));
        table.link(link(2, "a", false), Cause.EVENT);
        table.link(link(3, "b", true), Cause.EVENT);
        assertTold("event added a", "event added b", "event up b");
    }

    @Test
    void aRenameIsOneInterfaceLessAndOneMore() {
        begin(snapshot(Set.of(TEN), Set.of(2), link(2, "a", true)));
        table.link(link(2, "b", true), Cause.EVENT);
        assertTold(
                "event down a",
                "event offline a interface",
                "event address a removed 10.0.0.1/24",
                "event removed a",
                "event added b",
                "event up b",
                "event online b interface",
                "event address b added 10.0.0.1/24");
        table.gone(2, Cause.EVENT);
        assertEquals("event offline b machine", words(told.get(3)));
    }

    @Test
    void theMachineIsOnlineWhileAnyInterfaceIs() {
        begin(snapshot(Set.of(), Set.of(), link(2, "a", true), link(3, "b", true)));
        table.routes(Set.of(2, 3), Cause.EVENT);
        assertTold("event online a interface", "event online b interface", "event online a machine");
        table.routes(Set.of(3), Cause.EVENT);
        assertTold("event offline a interface");
        table.routes(Set.of(2), Cause.EVENT);
        assertTold("event online a interface", "event offline b interface");
        table.routes(Set.of(), Cause.EVENT);
        assertTold("event offline a interface", "event offline a machine");
    }

    @Test
    void throughAnInterfaceThatIsDownThereIsNoWayOut() {
        begin(snapshot(Set.of(), Set.of(), link(2, "a", false)));
        table.routes(Set.of(2, 9), Cause.EVENT);
        assertTold();
        table.link(link(2, "a", true), Cause.EVENT);
        assertTold("event up a", "event online a interface", "event online a machine");
        table.link(link(2, "a", false), Cause.EVENT);
        assertTold("event down a", "event offline a interface", "event offline a machine");
        assertTrue(table.isRouted(2));
        table.gone(2, Cause.EVENT);
        assertFalse(table.isRouted(2));
    }

    @Test
    void aComparisonTellsWhatIsOtherwise() {
        begin(snapshot(Set.of(TEN), Set.of(2), link(2, "a", true), link(3, "b", false), link(4, "c", true)));
        NetworkAddress other = new NetworkAddress(3, "inet6", "fd00::1/64");
        table.compare(snapshot(Set.of(other), Set.of(3), link(3, "b", true), link(4, "c", true)), Cause.OVERFLOW);
        assertTold(
                "overflow down a",
                "overflow offline a interface",
                "overflow address a removed 10.0.0.1/24",
                "overflow removed a",
                "overflow up b",
                "overflow online b interface",
                "overflow address b added fd00::1/64");
        table.compare(snapshot(Set.of(other), Set.of(3), link(3, "b", true), link(4, "c", true)), Cause.OVERFLOW);
        assertTold();
    }

    @Test
    void namesThatWereSwappedAreComparedOldOnesFirst() {
        begin(snapshot(Set.of(TEN), Set.of(), link(2, "a", false), link(3, "b", false)));
        table.compare(snapshot(Set.of(TEN), Set.of(), link(2, "b", false), link(3, "a", false)), Cause.OVERFLOW);
        assertTold(
                "overflow address a removed 10.0.0.1/24",
                "overflow removed a",
                "overflow removed b",
                "overflow added b",
                "overflow added a",
                "overflow address b added 10.0.0.1/24");
    }

    @Test
    void anAddressOfNobodyIsNotTold() {
        begin(snapshot(Set.of(), Set.of()));
        table.address(TEN, true, Cause.EVENT);
        assertTold();
    }
}
