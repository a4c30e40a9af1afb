package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real bus, a real process that watches, and somebody who says what logind says before the machine sleeps. */
class SuspendTest {
    private static final String SUSPEND = "event system suspend state=suspend";
    private static final String SHUTDOWN = "event system shutdown state=shutdown";

    static List<List<String>> wrappers() {
        return List.of(List.of(), Outpost.NOBODY_HERE);
    }

    private static List<String> statesOf(Outpost outpost) {
        return outpost.lines().stream()
                .filter(line -> line.startsWith("system "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void theMachineSleepsOnceAllIsDone(List<String> wrapper) throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), wrapper, "system", "state=suspend")) {
            bus.await("inhibited sleep reactor commands run before it delay");
            assertEquals(List.of("system heard"), statesOf(outpost));
            bus.tell("sleep true");
            bus.tell("sleep true");
            outpost.awaitNews(SUSPEND::equals);
            bus.tell("grant true");
            assertFalse(bus.said().contains("released sleep"));
            outpost.tell("handled");
            bus.await("released sleep");
            assertEquals(1, inhibitions(bus));
            bus.tell("sleep false");
            bus.tell("sleep true");
            bus.tell("shutdown true");
            outpost.awaitNews(SHUTDOWN::equals);
            assertEquals(2, inhibitions(bus));
            assertEquals(List.of(SUSPEND, SUSPEND, SHUTDOWN), outpost.news());
        }
    }

    private static long inhibitions(LoginBus bus) {
        return bus.said().stream().filter(line -> line.startsWith("inhibited")).count();
    }

    @Test
    void whoDidNotHandleItInTimeIsWaitedForTheNextTime() throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system", "state=suspend")) {
            bus.tell("sleep true");
            bus.tell("sleep false");
            bus.tell("shutdown true");
            bus.tell("shutdown false");
            outpost.awaitNews(SHUTDOWN::equals);
            outpost.tell("handled");
            outpost.tell("watch state=suspend");
            outpost.awaitNews("armed again"::equals);
            bus.tell("sleep true");
            outpost.awaitNews(line -> outpost.news().size() == 4);
            assertEquals(List.of(SUSPEND, SHUTDOWN, "armed again", SUSPEND), outpost.news());
            assertFalse(bus.said().contains("released sleep"));
        }
    }

    @Test
    void strangersAreNotBelieved() throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system")) {
            bus.tell("stranger " + bus.address());
            bus.tell("shutdown true");
            outpost.awaitNews(SHUTDOWN::equals);
            assertEquals(List.of(SHUTDOWN), outpost.news());
        }
    }

    @Test
    void onlyWhatIsAskedForIsHeldBack() throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system")) {
            bus.await("inhibited sleep:shutdown ");
            outpost.tell("watch state=shutdown");
            bus.await("inhibited shutdown ");
            bus.await("released sleep:shutdown");
            outpost.tell("watch state=resume state=clock-jump");
            bus.await("released shutdown");
            outpost.tell("watch state=suspend");
            bus.await("inhibited sleep ");
            assertEquals(
                    List.of("system heard"),
                    statesOf(outpost).stream().distinct().toList());
        }
    }

    @Test
    void whatTheKernelSaysNeedsNoBus() throws IOException {
        try (LoginBus bus = LoginBus.none();
                Outpost outpost =
                        Outpost.start(bus.environment(), List.of(), "system", "state=resume", "state=clock-jump")) {
            assertEquals(List.of("system heard", "the present state of system is known"), beginning(outpost));
        }
    }

    private static List<String> beginning(Outpost outpost) {
        return outpost.lines().subList(0, outpost.lines().indexOf("armed"));
    }

    @Test
    void aRefusalIsSaidAndIsTriedAgainAfterTheNextSleep() throws IOException {
        try (LoginBus bus = LoginBus.start("grant false");
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system", "state=suspend")) {
            bus.await("refused sleep");
            assertEquals(
                    List.of("system degraded: commands for suspend may be cut short: logind grants no delay: No. "
                            + "(org.freedesktop.DBus.Error.AccessDenied)"),
                    statesOf(outpost));
            bus.tell("sleep true");
            bus.tell("grant true");
            outpost.awaitNews(SUSPEND::equals);
            bus.tell("sleep false");
            bus.await("inhibited sleep ");
            outpost.awaitNews("system heard"::equals);
        }
    }

    @Test
    void aLoginServiceThatComesAgainIsAskedAgain() throws IOException {
        try (LoginBus bus = LoginBus.start();
                Outpost outpost = Outpost.start(bus.environment(), List.of(), "system", "state=suspend")) {
            bus.tell("sleep true");
            outpost.awaitNews(SUSPEND::equals);
            bus.stopLogin();
            outpost.awaitNews(("system degraded: nothing can be told yet: logind is not on the system bus at "
                    + bus.socket() + "; it is waited for")::equals);
            bus.startLogin();
            outpost.awaitNews("system heard"::equals);
            bus.await("inhibited sleep ");
            bus.tell("sleep true");
            outpost.awaitNews(line -> outpost.news().size() == 5);
            assertEquals(
                    "system events were lost (logind was away, and may have said something before it came back);"
                            + " comparing",
                    outpost.news().get(2));
            assertEquals(SUSPEND, outpost.news().get(4));
        }
    }
}
