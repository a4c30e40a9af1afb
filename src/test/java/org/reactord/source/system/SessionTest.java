package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real bus, a real process that watches, and somebody who says what logind says of sessions. */
class SessionTest {
    static List<List<String>> wrappers() {
        return List.of(List.of(), Outpost.NOBODY_HERE);
    }

    private static String fields(String session) {
        return "session=" + session + " user=nobody uid=65534 seat=seat0 type=wayland class=user remote=no";
    }

    /** The lines about one session, without its fields. */
    private static List<String> of(String session, Stream<String> lines) {
        return lines.filter(line -> line.contains(" session=" + session + " "))
                .map(line -> line.replaceAll("^(\\w+) session (\\w+) .*", "$1 $2"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void sessionsAreToldFromTheirBeginningToTheirEnd(List<String> wrapper) throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), wrapper, "session")) {
            bus.tell("new c1 65534 nobody user");
            outpost.awaitNews(("event session login " + fields("c1") + " state=login")::equals);
            bus.tell("lock c1");
            bus.tell("hint c1 true");
            bus.tell("unlock c1");
            bus.tell("hint c1 false");
            bus.tell("hint c1 true");
            bus.tell("lock c1");
            bus.tell("hint c1 false");
            bus.tell("unlock c1");
            bus.tell("remove c1");
            outpost.awaitNews(("event session logout " + fields("c1") + " state=logout")::equals);
            assertEquals(
                    List.of("event login", "event lock", "event unlock", "event lock", "event unlock", "event logout"),
                    of("c1", outpost.news().stream()));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatHoldsIsToldAtTheStart(List<String> wrapper) throws IOException {
        try (LoginBus bus = LoginBus.start(
                        "has 1 65534 nobody user",
                        "has 2 65534 nobody user-early",
                        "hides 2 true",
                        "has 3 0 root user");
                Outpost outpost = Outpost.start(bus.environment(), wrapper, "session")) {
            List<String> lines = outpost.lines().subList(0, outpost.lines().indexOf("armed"));
            assertEquals(List.of("start login", "start unlock"), of("1", lines.stream()));
            assertEquals(List.of("start login", "start lock"), of("2", lines.stream()));
            boolean root = wrapper.isEmpty();
            assertEquals(root ? List.of("start login", "start unlock") : List.of(), of("3", lines.stream()));
            assertEquals("session heard", lines.get(lines.size() - 2));
        }
    }

    @Test
    void aUserIsToldOfNobodyElse() throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), Outpost.NOBODY_HERE, "session")) {
            bus.tell("new 4 0 root user");
            bus.tell("lock 4");
            bus.tell("remove 4");
            bus.tell("new 5 65534 nobody user");
            outpost.awaitNews(line -> line.startsWith("event session login session=5 "));
            assertEquals(1, outpost.news().size());
        }
    }

    @Test
    void onlySessionsOfPeopleCount() throws IOException {
        try (LoginBus bus = LoginBus.start("has 1 107 gdm greeter");
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "session")) {
            bus.tell("new 2 0 root background");
            bus.tell("new 3 0 root manager");
            bus.tell("remove 2");
            bus.tell("vanished 9");
            bus.tell("new 4 0 root user");
            outpost.awaitNews(line -> line.startsWith("event session login session=4 "));
            assertEquals(1, outpost.news().size());
            assertEquals(
                    List.of("session heard", "the present state of session is known", "armed"),
                    outpost.lines().subList(0, 3));
        }
    }

    @Test
    void moreSessionsThanAreAskedForAtOnceAreAllTold() throws IOException {
        String[] sessions = new String[100];
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = "has s" + i + " 65534 nobody user";
        }
        try (LoginBus bus = LoginBus.start(sessions);
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "session")) {
            assertEquals(
                    sessions.length,
                    outpost.lines().stream()
                            .filter(line -> line.startsWith("start session login"))
                            .count());
        }
    }
}
