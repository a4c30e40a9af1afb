package org.reactord.quiet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever asks does not wait, and asking twice at once is asking once. */
class QuietingTest {
    @Test
    void nothingIsKnownBeforeTheFirstRest() {
        try (Quiet quiet = Quieting.open(Thread::new)) {
            assertFalse(quiet.noise().looked());
            assertFalse(quiet.noise().isSilent());
        }
    }

    @Test
    void theThreadsOfThisVeryJvmAreLookedAt() {
        Quiet quiet = Quieting.open(Thread::new);
        quiet.quieten();
        quiet.close();
        Noise noise = quiet.noise();
        assertTrue(noise.looked());
        assertTrue(noise.silenced() + noise.ticking() > 0, noise::toString);
        assertEquals(noise.ticking() == 0, noise.isSilent());
    }

    @Test
    void whoIsAtItIsNotStartedOnceMore() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger collections = new AtomicInteger();
        Runnable slow = () -> {
            await(go);
            collections.incrementAndGet();
        };
        ResidentQuiet quiet = new ResidentQuiet(new Housekeepers(Path.of("/nowhere"), false), slow, Thread::new);
        quiet.quieten();
        quiet.quieten();
        go.countDown();
        quiet.close();
        assertEquals(1, collections.get());
        quiet.quieten();
        quiet.close();
        assertEquals(2, collections.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
