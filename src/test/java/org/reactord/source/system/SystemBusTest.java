package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bus is not there, comes, goes and comes again, or is no bus. */
class SystemBusTest {
    private static final String YET = "session degraded: nothing can be told yet: ";

    static List<List<String>> wrappers() {
        return List.of(List.of(), Outpost.NOBODY_HERE);
    }

    private static String absent(LoginBus bus) {
        return YET + "no system bus at " + bus.socket() + ": No such file or directory; it is waited for";
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aBusThatComesLaterIsFound(List<String> wrapper) throws IOException {
        try (LoginBus bus = LoginBus.none();
                Outpost outpost = Outpost.start(bus.environment(), wrapper, "session")) {
            assertEquals(absent(bus), outpost.lines().get(0));
            bus.startBus(); // and the directory of its socket
            bus.startLogin("has 7 65534 nobody user");
            outpost.awaitNews("session heard"::equals);
            assertTrue(outpost.news().stream().anyMatch(line -> line.startsWith("start session login session=7 ")));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aBusThatDiedIsFoundAgain(List<String> wrapper) throws IOException {
        try (LoginBus bus = LoginBus.start("has 7 65534 nobody user", "has 8 65534 nobody user");
                Outpost outpost = Outpost.start(bus.environment(), wrapper, "session")) {
            assertEquals("session heard", outpost.lines().get(outpost.lines().indexOf("armed") - 2));
            bus.killBus();
            outpost.awaitNews(line -> line.startsWith(YET));
            Files.delete(bus.socket());
            bus.startBus();
            bus.startLogin("has 8 65534 nobody user", "hides 8 true", "has 9 65534 nobody user");
            outpost.awaitNews("session heard"::equals);
            List<String> news = outpost.news().stream()
                    .filter(line -> !line.startsWith("session degraded"))
                    .map(line -> line.replaceAll(" (user|uid|seat|type|class|remote)=[^ ]*", ""))
                    .toList();
            assertEquals(
                    List.of(
                            "session events were lost (logind was away); comparing",
                            "overflow session logout session=7 state=logout",
                            "overflow session lock session=8 state=lock",
                            "overflow session login session=9 state=login",
                            "session heard"),
                    news);
        }
    }

    @Test
    void aBusThatSaysNothingHoldsNobodyUp() throws IOException {
        try (LoginBus bus = LoginBus.none();
                Outpost outpost = startBesideASilentBus(bus)) {
            assertEquals(
                    YET + "the system bus at " + bus.socket() + " does not answer; it is waited for",
                    outpost.lines().get(0));
            Files.delete(bus.socket());
            bus.startBus();
            bus.startLogin();
            outpost.awaitNews("session heard"::equals);
        }
    }

    private static Outpost startBesideASilentBus(LoginBus bus) throws IOException {
        Files.createDirectories(bus.socket().getParent());
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(bus.socket()));
            return Outpost.start(bus.environment(), List.of(), "session");
        }
    }

    @Test
    void aBusWithoutALoginServiceIsSaid() throws IOException {
        try (LoginBus bus = LoginBus.none()) {
            bus.startBus();
            try (Outpost outpost = Outpost.start(bus.environment(), List.of(), "session")) {
                assertEquals(
                        YET + "logind is not on the system bus at " + bus.socket() + "; it is waited for",
                        outpost.lines().get(0));
                bus.startLogin();
                outpost.awaitNews("session heard"::equals);
            }
        }
    }

    @Test
    void whatTheKernelSaysIsHeardWithoutABus() throws IOException {
        try (LoginBus bus = LoginBus.none();
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system")) {
            assertEquals(
                    "system degraded: suspend and shutdown cannot be told: no system bus at " + bus.socket()
                            + ": No such file or directory; it is waited for; resume and clock-jump are",
                    outpost.lines().get(0));
        }
    }

    @Test
    void anAddressThatCannotBeWaitedForIsUnavailable() throws IOException {
        Map<String, String> abstractly = Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:abstract=reactor%2dnone");
        try (Outpost outpost = Outpost.start(abstractly, List.of(), "session")) {
            assertEquals(
                    "session unavailable: no system bus at @reactor-none: Connection refused; it cannot be waited for",
                    outpost.lines().get(0));
        }
        Map<String, String> elsewhere = Map.of("DBUS_SYSTEM_BUS_ADDRESS", "tcp:host=localhost,port=1");
        try (Outpost outpost = Outpost.start(elsewhere, List.of(), "system", "state=suspend")) {
            assertEquals(
                    "system unavailable: DBUS_SYSTEM_BUS_ADDRESS names no socket of this machine; it cannot be waited"
                            + " for",
                    outpost.lines().get(0));
        }
    }
}
