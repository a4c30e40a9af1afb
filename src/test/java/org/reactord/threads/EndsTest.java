package org.reactord.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EndsTest {
    @Test
    void whoIsInterruptedWaitsOnAndHearsOfItAfterwards() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        Thread slow = new Thread(() -> awaitUninterrupted(go));
        slow.start();
        AtomicReference<String> seen = new AtomicReference<>("nothing");
        Thread waiting = new Thread(() -> {
            Ends.await(
                    List.of(slow),
                    () -> seen.set(slow.isAlive() + " " + Thread.currentThread().isInterrupted()));
            seen.set(seen.get() + " " + Thread.currentThread().isInterrupted());
        });
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        Awaitility.await().until(() -> !waiting.isInterrupted() && waiting.getState() == Thread.State.WAITING);
        assertEquals("nothing", seen.get());
        go.countDown();
        waiting.join(TimeUnit.SECONDS.toMillis(20));
        assertEquals("false false true", seen.get());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
