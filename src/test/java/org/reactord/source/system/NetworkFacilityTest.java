package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel tells of networks made here, to root and to an ordinary user. */
class NetworkFacilityTest {
    private static final String PAIR = NetworkWatch.WITHOUT_IPV6 + "ip link add va type veth peer name vb; ";
    private static final String PAIR_UP = PAIR + "ip link set va up; ip link set vb up; ";
    private static final String TWO_NETS = PAIR_UP
            + "ip link add vc type veth peer name vd; ip link set vc up; ip link set vd up; "
            + "ip addr add 10.0.0.1/24 dev va; ip addr add 10.1.0.1/24 dev vc; ";

    static List<List<String>> wrappers() {
        return List.of(Outpost.ROOT, Outpost.NOBODY);
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void allThatHoldsIsToldAtTheStart(List<String> wrapper) throws IOException {
        String script =
                PAIR_UP + "ip link set lo up; ip addr add 10.0.0.1/24 dev va; ip route add default via 10.0.0.2; "
                        + "ip link add vc type veth peer name vd;";
        try (NetworkWatch watch = NetworkWatch.after(wrapper, script)) {
            assertEquals(
                    List.of(
                            "start added interface=lo",
                            "start up interface=lo",
                            "start added interface=vb",
                            "start up interface=vb",
                            "start added interface=va",
                            "start up interface=va",
                            "start online scope=interface interface=va",
                            "start added interface=vd",
                            "start down interface=vd",
                            "start added interface=vc",
                            "start down interface=vc",
                            "start online scope=machine interface=va",
                            "start address change=added address=127.0.0.1/8 family=inet interface=lo",
                            "start address change=added address=10.0.0.1/24 family=inet interface=va",
                            "start address change=added address=::1/128 family=inet6 interface=lo",
                            "network heard",
                            "the present state of network is known"),
                    watch.start());
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aLinkAndACarrierThatChangeAreOneEventEach(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, NetworkWatch.WITHOUT_IPV6)) {
            assertEquals(
                    "start network offline state=offline scope=machine",
                    watch.start().get(2));
            watch.tells(
                    "ip link add va type veth peer name vb", "event added interface=vb", "event added interface=va");
            watch.tells("ip link set va up");
            watch.tellsSomehow("ip link set vb up", "event up interface=va", "event up interface=vb");
            watch.tells("ip link set va mtu 1400; ip link set va alias x; ip link set va promisc on");
            watch.tellsSomehow("ip link set vb down", "event down interface=va", "event down interface=vb");
            watch.tellsSomehow("ip link set vb up", "event up interface=va", "event up interface=vb");
            watch.tellsSomehow("ip link set va down", "event down interface=va", "event down interface=vb");
            watch.tellsSomehow("ip link del va", "event removed interface=va", "event removed interface=vb");
            assertTrue(watch.outpost().lines().stream()
                    .anyMatch(line -> line.matches("event network up state=up interface=va kind=veth index=\\d+")));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aPortThatLeavesItsBridgeIsStillThere(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, PAIR + "ip link add br7 type bridge;")) {
            watch.tells("ip link set va master br7; ip link set va nomaster");
            watch.tells("ip link del br7", "event removed interface=br7");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void anInterfaceThatGoesWhileItIsUpGoesDownFirst(List<String> wrapper) throws IOException {
        String script = PAIR_UP + "ip addr add 10.0.0.1/24 dev va; ip route add default via 10.0.0.2;";
        try (NetworkWatch watch = NetworkWatch.after(wrapper, script)) {
            List<String> news = watch.news("ip link del va", 7);
            assertEquals(
                    List.of(
                            "event down interface=va",
                            "event offline scope=interface interface=va",
                            "event offline scope=machine interface=va",
                            "event address change=removed address=10.0.0.1/24 family=inet interface=va",
                            "event removed interface=va"),
                    ofInterface("va", news));
            assertEquals(List.of("event down interface=vb", "event removed interface=vb"), ofInterface("vb", news));
        }
    }

    private static List<String> ofInterface(String name, List<String> news) {
        return news.stream().filter(line -> line.endsWith("interface=" + name)).toList();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aRenameIsOneInterfaceLessAndOneMore(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, PAIR + "ip addr add 10.0.0.1/24 dev va;")) {
            watch.tells(
                    "ip link set va name vz",
                    "event address change=removed address=10.0.0.1/24 family=inet interface=va",
                    "event removed interface=va",
                    "event added interface=vz",
                    "event address change=added address=10.0.0.1/24 family=inet interface=vz");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void theMachineIsOnlineWhileAnyInterfaceIs(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, TWO_NETS)) {
            watch.tells(
                    "ip route add default via 10.0.0.2",
                    "event online scope=interface interface=va",
                    "event online scope=machine interface=va");
            watch.tells("ip route add default via 10.0.0.3 metric 7; ip route del default metric 7");
            watch.tells("ip route add default via 10.1.0.2 metric 10", "event online scope=interface interface=vc");
            watch.tells("ip route del default metric 10", "event offline scope=interface interface=vc");
            watch.tells(
                    "ip route replace default via 10.1.0.2",
                    "event online scope=interface interface=vc",
                    "event offline scope=interface interface=va");
            watch.tells(
                    "ip route replace unreachable default",
                    "event offline scope=interface interface=vc",
                    "event offline scope=machine interface=vc");
            watch.tells("ip route del default; ip route add default via 10.0.0.2 table 7");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aRouteThatTheKernelRemovesWithoutAWordIsMissed(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, TWO_NETS + "ip route add default via 10.0.0.2;")) {
            watch.tells(
                    "ip addr del 10.0.0.1/24 dev va",
                    "event address change=removed address=10.0.0.1/24 family=inet interface=va",
                    "event offline scope=interface interface=va",
                    "event offline scope=machine interface=va");
            watch.tells(
                    "ip nexthop add id 5 via 10.1.0.2 dev vc; ip route add default nhid 5",
                    "event online scope=interface interface=vc",
                    "event online scope=machine interface=vc");
            watch.tells(
                    "ip nexthop del id 5",
                    "event offline scope=interface interface=vc",
                    "event offline scope=machine interface=vc");
            watch.tells(
                    "ip route add default via 10.1.0.2",
                    "event online scope=interface interface=vc",
                    "event online scope=machine interface=vc");
            watch.tellsSomehow(
                    "ip link set vc down",
                    "event down interface=vc",
                    "event offline scope=interface interface=vc",
                    "event offline scope=machine interface=vc",
                    "event down interface=vd");
            watch.tellsSomehow("ip link set vc up", "event up interface=vc", "event up interface=vd");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void withoutACarrierThereIsNoWayOut(List<String> wrapper) throws IOException {
        try (NetworkWatch watch = NetworkWatch.after(wrapper, TWO_NETS)) {
            watch.tells(
                    "ip route add default nexthop via 10.0.0.2 nexthop via 10.1.0.2",
                    "event online scope=interface interface=va",
                    "event online scope=interface interface=vc",
                    "event online scope=machine interface=va");
            watch.tellsSomehow(
                    "ip link set vb down",
                    "event down interface=vb",
                    "event down interface=va",
                    "event offline scope=interface interface=va");
            watch.tellsSomehow(
                    "ip link set vb up",
                    "event up interface=vb",
                    "event up interface=va",
                    "event online scope=interface interface=va");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void anAddressIsToldOnceItCanBeUsed(List<String> wrapper) throws IOException {
        String script = "echo 1 > /proc/sys/net/ipv6/conf/default/addr_gen_mode; "
                + "ip link add va type veth peer name vb; ip link set va up;";
        try (NetworkWatch watch = NetworkWatch.after(wrapper, script)) {
            watch.tells(
                    "ip addr add 10.0.0.1/24 dev va; ip addr change 10.0.0.1/24 dev va valid_lft 99 preferred_lft 9",
                    "event address change=added address=10.0.0.1/24 family=inet interface=va");
            watch.tells("ip addr add fd00::1/64 dev va; ip addr add fd00::2/64 dev va; ip addr del fd00::2/64 dev va");
            watch.tellsSomehow(
                    "ip link set vb up",
                    "event up interface=va",
                    "event up interface=vb",
                    "event address change=added address=fd00::1/64 family=inet6 interface=va");
            watch.tells(
                    "ip addr add fd00::3/64 dev va nodad; ip addr change fd00::3/64 dev va valid_lft 99 preferred_lft 9",
                    "event address change=added address=fd00::3/64 family=inet6 interface=va");
            watch.tells(
                    "ip -6 route add default dev va",
                    "event online scope=interface interface=va",
                    "event online scope=machine interface=va");
            watch.tells(
                    "ip -6 route del default",
                    "event offline scope=interface interface=va",
                    "event offline scope=machine interface=va");
            watch.tells(
                    "ip addr del fd00::1/64 dev va; ip addr del 10.0.0.1/24 dev va",
                    "event address change=removed address=fd00::1/64 family=inet6 interface=va",
                    "event address change=removed address=10.0.0.1/24 family=inet interface=va");
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aFloodOfOtherRoutesWakesNobody(List<String> wrapper) throws IOException {
        String flood = "for i in $(seq 250); do echo route add 20.0.0.$i/32 via 10.0.0.2; "
                + "echo route add fd00::$i/128 dev lo; done | ip -batch -";
        try (NetworkWatch watch = NetworkWatch.after(wrapper, TWO_NETS + "ip link set lo up;")) {
            watch.tells(
                    "ip addr add 127.1.1.1/8 dev lo",
                    "event address change=added address=127.1.1.1/8 family=inet interface=lo");
            long before = sleeps(watch.outpost().pid());
            watch.outpost().sh(flood);
            assertEquals(before, sleeps(watch.outpost().pid()));
            watch.outpost().sh("ip route add default via 10.0.0.2");
            watch.outpost().awaitNews(line -> line.contains("scope=machine"));
            assertTrue(sleeps(watch.outpost().pid()) > before);
        }
    }

    @Test
    void anOrdinaryUserHearsOfTheNetworkOfAll() throws IOException {
        try (Outpost outpost = Outpost.start(Outpost.NOBODY_HERE, "network")) {
            assertTrue(outpost.lines().contains("network heard"));
            assertTrue(outpost.lines().contains("start network added state=added interface=lo index=1"));
        }
    }

    /** How often the thread has gone to sleep. */
    private static long sleeps(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                List<String> status = Files.readAllLines(thread.resolve("status"));
                if (status.get(0).endsWith("source:system")) {
                    if (status.stream().noneMatch("State:\tS (sleeping)"::equals)) {
                        return sleeps(pid); // it is about to
                    }
                    return status.stream()
                            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
                }
            }
        }
        throw new AssertionError("there is no such thread");
    }
}
