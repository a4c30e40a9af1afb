package org.reactord.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever hangs, the doctor comes back. */
@Timeout(30)
class ExaminationTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private final CountDownLatch never = new CountDownLatch(1);
    private final ThreadFactory threads = work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    };

    private record Named(String name, Runnable before) implements Check {
        @Override
        public void look(Findings findings) {
            before.run();
            findings.ok("fine");
        }
    }

    private Check hanging() {
        return new Named("hanging", () -> {
            try {
                never.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void whatHangsIsLeftBehindAndTheRestIsLookedAt() {
        Examination examination = new Examination(threads, LONG, SHORT);
        List<Finding> hung = examination.of(hanging());
        assertEquals(1, hung.size());
        assertEquals(Finding.State.FAIL, hung.get(0).state());
        assertEquals("hanging", hung.get(0).name());
        assertTrue(hung.get(0).detail().contains("took too long"), hung::toString);
        Examination patient = new Examination(threads, LONG, LONG);
        assertEquals("fine", patient.of(new Named("next", () -> {})).get(0).detail());
    }

    @Test
    void whatThereWasNoTimeForIsSaidToo() {
        Examination examination = new Examination(threads, SHORT, LONG);
        examination.of(hanging());
        assertTrue(examination.isOver());
        List<Finding> late = new Doctor(new DoctorFixture(directory).patient(), examination).examine();
        assertEquals(1, late.size(), late::toString);
        assertEquals(Finding.State.FAIL, late.get(0).state());
        assertTrue(
                late.get(0).detail().contains("no time left to look at: java, class archive, backend, "),
                late::toString);
        assertTrue(late.get(0).detail().endsWith("rules"), late::toString);
        assertTrue(late.get(0).advice().contains("--timeout"), late::toString);
    }

    @Test
    void allOfItIsExaminedAndWhatIsNotWellHasAdvice() {
        DoctorFixture fixture = new DoctorFixture(directory);
        List<Finding> findings = new Doctor(fixture.patient(), new Examination(threads, LONG, LONG)).examine();
        for (String name : List.of(
                "java",
                "backend",
                "daemon",
                "user",
                "socket directory",
                "XDG_RUNTIME_DIR",
                "state directory",
                "inotify",
                "limits",
                "control groups",
                "clock",
                "linger",
                "D-Bus",
                "notifications",
                "rules directory",
                "rule files")) {
            assertTrue(findings.stream().anyMatch(one -> one.name().equals(name)), () -> name + " is missing");
        }
        findings.forEach(one ->
                assertEquals(one.state() == Finding.State.OK, one.advice().isEmpty(), one::toString));
    }
}
