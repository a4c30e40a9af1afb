package org.reactord.engine;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.engine.view.Status;
import org.reactord.event.ClockJumped;
import org.reactord.rule.RuleMaker;

/** What a machine that sleeps, and a clock that is set, do to what waits. */
class ClockTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @BeforeEach
    void oneItemThatFails() {
        loop.rules(RuleMaker.spool("outbox"));
        loop.launcher.always(FAILED);
        loop.written("outbox", "a");
    }

    private void jump(Duration asleep, Duration moved) {
        loop.ticker.moveWall(moved);
        loop.sees(new ClockJumped(asleep, moved));
    }

    @Test
    void whatComesDuringATurnIsOfALaterTime() {
        List<Status> answers = new ArrayList<>();
        loop.inbox.status(first -> loop.inbox.status(answers::add));
        loop.turn();
        assertEquals(List.of(), answers, "it is not handled with a time before it came");
        loop.turn();
        assertEquals(1, answers.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, -1, 1, 24})
    void aWallClockThatIsSetMakesNothingComeSoonerOrLater(long hours) {
        loop.advance(ofSeconds(7));
        jump(Duration.ZERO, ofHours(hours));
        loop.advance(ofSeconds(193));
        assertEquals(List.of(0.0, 5.0, 15.0, 35.0, 75.0, 135.0, 195.0), loop.startsOf("a"));
        assertEquals(6, loop.wakes(), "one wake an attempt");
    }

    @Test
    void whatCameDueWhileTheMachineSleptIsDoneOnceWhenItWakes() {
        loop.advance(ofSeconds(1));
        loop.ticker.turnTo(loop.ticker.now().ticks() + ofDays(1).toNanos());
        jump(ofDays(1), Duration.ZERO);
        assertEquals(List.of(0.0, 86_401.0), loop.startsOf("a"));
        loop.advance(ofSeconds(10));
        assertEquals(List.of(0.0, 86_401.0, 86_411.0), loop.startsOf("a"), "as late as after any second attempt");
    }

    @Test
    void aLongSleepIsToldAndATinyCorrectionIsNot() {
        jump(ofHours(2), Duration.ZERO);
        jump(Duration.ZERO, ofMillis(3));
        assertEquals(
                List.of("INFO the machine slept for 7200.0 s; what came due meanwhile is done now"),
                loop.log.shown().stream()
                        .filter(line -> line.contains("machine") || line.contains("wall"))
                        .toList());
    }

    /** A wait does not count the time asleep, so the message must end it: the loop then sees that the time has come. */
    @Test
    @Timeout(30)
    void theMessageEndsTheWait() throws Exception {
        Inbox inbox = new Inbox();
        ExecutorService loops = Executors.newSingleThreadExecutor();
        try {
            OptionalLong inAnHour = OptionalLong.of(loop.ticker.now().after(ofHours(1)));
            Future<Message> waiting = loops.submit(() -> inbox.take(inAnHour, loop.ticker));
            assertTrue(inbox.offer(new ClockJumped(ofHours(2), Duration.ZERO)));
            inbox.flush();
            assertNotNull(waiting.get(20, TimeUnit.SECONDS));
        } finally {
            loops.shutdownNow();
        }
    }
}
