package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactord.event.FileEvent;
import org.reactord.event.Seen;
import org.reactord.source.RootState;

/** The one place where threads meet. */
@Timeout(30)
class InboxTest {
    private static final FileEvent EVENT = Seen.below("/t").written("a");

    private final FakeTicker ticker = new FakeTicker();
    private final Inbox inbox = new Inbox();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        inbox.close();
        others.shutdownNow();
    }

    @Test
    void messagesComeOutInTheOrderInWhichTheyWentIn() throws InterruptedException {
        inbox.offer(EVENT);
        inbox.status(status -> {});
        assertInstanceOf(Message.EventSeen.class, inbox.take(OptionalLong.empty(), ticker));
        assertInstanceOf(Message.StatusAsked.class, inbox.take(OptionalLong.empty(), ticker));
    }

    @Test
    void aDeadlineThatHasComeDoesNotWait() throws InterruptedException {
        long now = ticker.now().ticks();
        assertNull(inbox.take(OptionalLong.of(now), ticker));
        assertNull(inbox.take(OptionalLong.of(now - 1), ticker));
    }

    @Test
    void aDeadlineThatHasComeDoesNotHideAMessage() throws InterruptedException {
        inbox.offer(EVENT);
        assertInstanceOf(Message.EventSeen.class, inbox.take(OptionalLong.of(0), ticker));
    }

    @Test
    void aFullInboxRefusesEventsAndNothingElse() {
        fill();
        assertFalse(inbox.offer(EVENT));
        inbox.rootChanged(new RootState(EVENT.tree(), RootState.Kind.WATCHED, "", 1));
        inbox.status(status -> {});
        assertEquals(Inbox.ROOM + 2, drain());
    }

    @Test
    void whoAwaitsRoomGoesOnWhenHalfOfItIsFree() throws Exception {
        fill();
        CountDownLatch waiting = new CountDownLatch(1);
        Future<?> waiter = others.submit(() -> {
            waiting.countDown();
            inbox.awaitRoom();
            return null;
        });
        assertTrue(waiting.await(10, TimeUnit.SECONDS));
        for (int i = 0; i < Inbox.ROOM / 2 - 1; i++) {
            inbox.take(OptionalLong.empty(), ticker);
        }
        assertFalse(waiter.isDone());
        inbox.take(OptionalLong.empty(), ticker);
        waiter.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForRoomHasLeftTheLoopWithoutSleep() throws Exception {
        Future<Integer> taken = others.submit(() -> {
            int count = 0;
            while (count < Inbox.ROOM) {
                inbox.take(OptionalLong.empty(), ticker);
                count++;
            }
            return count;
        });
        fill();
        inbox.awaitRoom();
        inbox.flush();
        assertEquals(Inbox.ROOM, taken.get(10, TimeUnit.SECONDS));
    }

    @Test
    void withRoomNobodyWaits() throws InterruptedException {
        inbox.awaitRoom();
    }

    @Test
    void whoAwaitsRoomGoesOnWhenTheLoopEnds() throws Exception {
        fill();
        Future<?> waiter = others.submit(() -> {
            inbox.awaitRoom();
            return null;
        });
        inbox.close();
        waiter.get(10, TimeUnit.SECONDS);
    }

    @Test
    void afterTheEndEventsAreTakenAndForgotten() throws InterruptedException {
        inbox.close();
        assertTrue(inbox.offer(EVENT));
        assertNull(inbox.take(OptionalLong.of(ticker.now().ticks()), ticker));
    }

    @Test
    void aMessageFromAnotherThreadWakesTheLoop() throws Exception {
        Future<Message> taken = others.submit(() -> inbox.take(OptionalLong.empty(), ticker));
        inbox.status(status -> {});
        assertInstanceOf(Message.StatusAsked.class, taken.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anEventWakesTheLoopOnceItsSourceSaysSo() throws Exception {
        Future<Message> taken = others.submit(() -> inbox.take(OptionalLong.empty(), ticker));
        inbox.offer(EVENT);
        inbox.flush();
        assertInstanceOf(Message.EventSeen.class, taken.get(10, TimeUnit.SECONDS));
    }

    private void fill() {
        for (int i = 0; i < Inbox.ROOM; i++) {
            assertTrue(inbox.offer(EVENT));
        }
    }

    private int drain() {
        int count = 0;
        try {
            while (inbox.take(OptionalLong.of(ticker.now().ticks()), ticker) != null) {
                count++;
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return count;
    }
}
