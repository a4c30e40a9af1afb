package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.reactord.it.harness.ControlSocket;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;

/**
 * Goes about its business while others misbehave: asks again and again, hands files to the outbox, and knows how long it
 * ever had to wait. What the machine takes away from everybody, which a thread that only sleeps finds out, is not held
 * against the daemon.
 */
final class Bystander implements AutoCloseable {
    private static final String ASKED = "{\"request\":\"info\"}";
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int ASKED_PER_FILE = 10;

    private final Sandbox sandbox;
    private final Thread asking;
    private final Thread sleeping;
    private volatile boolean over;
    private volatile @Nullable Throwable wrong;
    private volatile long worst;
    private volatile long stall;
    private final AtomicInteger answers = new AtomicInteger();
    private int files;

    /** Begins; {@code ~/outbox} is a spool whose script notes that it has {@code delivered}. */
    Bystander(Sandbox sandbox) {
        this.sandbox = sandbox;
        asking = new Thread(this::ask, "bystander");
        sleeping = new Thread(this::sleep, "sleeper");
        asking.setUncaughtExceptionHandler((thread, failure) -> wrong = failure);
        asking.start();
        sleeping.start();
    }

    private void ask() {
        while (!over) {
            long start = System.nanoTime();
            List<JsonObject> answer = ControlSocket.ask(sandbox.socket(), ASKED);
            worst = Math.max(worst, System.nanoTime() - start);
            assertTrue(answer.get(answer.size() - 1).has("ok"), answer::toString);
            if (answers.getAndIncrement() % ASKED_PER_FILE == 0) {
                sandbox.write(sandbox.home().resolve("outbox/item-" + files), "");
                files++;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void sleep() {
        while (!over) {
            long start = System.nanoTime();
            LockSupport.parkNanos(PAUSE);
            stall = Math.max(stall, System.nanoTime() - start - PAUSE);
        }
    }

    /** How many answers it has had. */
    int answers() {
        return answers.get();
    }

    /** It was answered within a second throughout, and all its files are delivered, each once. */
    void assertUndisturbed() {
        close();
        long worstMillis = TimeUnit.NANOSECONDS.toMillis(worst);
        long stallMillis = TimeUnit.NANOSECONDS.toMillis(stall);
        String told = answers() + " answers, the worst after " + worstMillis + " ms (the machine stood still for "
                + stallMillis + " ms), " + files + " files";
        System.err.println("Bystander: " + told);
        if (wrong != null) {
            throw new AssertionError("it was not answered; " + told, wrong);
        }
        assertTrue(answers() > 0, told);
        assertTrue(worstMillis - stallMillis < 1000, told);
        sandbox.diary().await("delivered", files);
        Limits.soon().until(() -> !sandbox.status().busy("outbox"));
        assertEquals(files, sandbox.diary().entries("delivered").size(), told);
    }

    @Override
    public void close() {
        over = true;
        try {
            asking.join();
            sleeping.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
