package org.reactord.source.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactord.event.ClockJumped;
import org.reactord.event.Event;
import org.reactord.source.EventSink;
import org.reactord.source.RootState;

/** What is told when the clock is set, with clocks that a test holds in its hands; the kernel's alarm is real. */
@Timeout(60)
class ClockWatchTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    private final AtomicReference<Reading> clocks = new AtomicReference<>(new Reading(0, 0));
    private @Nullable ClockWatch watch;

    /** Refuses the first event, as a full inbox does. */
    private final EventSink sink = new EventSink() {
        private boolean full = true;
        private final List<Event> taken = new ArrayList<>();

        @Override
        public boolean offer(Event event) {
            return !full && taken.add(event);
        }

        @Override
        public void flush() {
            told.addAll(taken);
            taken.clear();
        }

        @Override
        public void awaitRoom() {
            full = false;
        }

        @Override
        public void rootChanged(RootState state) {}
    };

    private void begin() {
        ClockWatches.Opened opened = ClockWatches.open(sink, Thread::new, clocks::get);
        watch = assertInstanceOf(ClockWatches.Watching.class, opened).watch();
    }

    @AfterEach
    void end() {
        if (watch != null) {
            watch.close();
            watch.close();
        }
        Awaitility.await().until(() -> threads().isEmpty());
    }

    private ClockJumped afterShift() throws IOException, InterruptedException {
        ClockShift.forward();
        return assertInstanceOf(ClockJumped.class, told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aClockThatIsSetIsToldEachTime() throws Exception {
        begin();
        clocks.set(new Reading(0, HOUR.toNanos()));
        assertEquals(new ClockJumped(Duration.ZERO, HOUR), afterShift());
        clocks.set(new Reading(0, 0));
        assertEquals(new ClockJumped(Duration.ZERO, HOUR.negated()), afterShift());
    }

    @Test
    void sleepIsToldFromAClockThatWasSet() throws Exception {
        begin();
        clocks.set(new Reading(HOUR.toNanos(), 250_000_000));
        ClockJumped jump = afterShift();
        assertEquals(new ClockJumped(HOUR, Duration.ofMillis(250)), jump);
        assertEquals(ClockJumped.Kind.RESUME, jump.kind());
    }

    @Test
    void theRealClocksShowHowLittleItWas() throws Exception {
        ClockWatches.Opened opened = ClockWatches.open(sink, Thread::new);
        watch = assertInstanceOf(ClockWatches.Watching.class, opened).watch();
        ClockJumped jump = afterShift();
        assertTrue(jump.kind() == ClockJumped.Kind.CLOCK_JUMP && !jump.isWorthAWord(), jump::toString);
        assertTrue(jump.moved().abs().compareTo(Duration.ofMillis(5)) < 0, jump::toString);
    }

    @Test
    void untilThenItsThreadDoesNotWake() throws Exception {
        begin();
        // Its name comes a moment after it does, and some switches belong to its beginning.
        Awaitility.await().until(() -> threads().size() == 1);
        Path status = threads().get(0).resolve("status");
        AtomicReference<List<String>> last = new AtomicReference<>(List.of());
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    List<String> now = switches(status);
                    return now.equals(last.getAndSet(now)) || !told.isEmpty();
                });
    }

    private static List<String> switches(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.contains("ctxt_switches"))
                .toList();
    }

    private static List<Path> threads() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
            return all.filter(task -> name(task).equals("source:clock")).toList();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
