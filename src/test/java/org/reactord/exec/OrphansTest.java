package org.reactord.exec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.job.Attempt;
import org.reactord.natives.Processes;
import org.reactord.natives.Signals;

/** What a launcher that is no more has left is found by the next one. */
@Timeout(60)
final class OrphansTest {
    @TempDir
    Path directory;

    private final List<Integer> left = new ArrayList<>();

    /** Of the daemon that has died nobody remains; of these tests a parent does. */
    @AfterEach
    void reap() {
        left.forEach(pid -> {
            Processes.kill(pid, Signals.SIGKILL);
            Processes.waitPid(pid);
        });
    }

    private Leftover only(Launches next, Attempt attempt) {
        List<Leftover> left = next.launcher().leftovers();
        assertEquals(1, left.size());
        assertEquals(attempt.job(), left.get(0).job());
        assertEquals("the rule", left.get(0).rule());
        assertEquals(3, left.get(0).attempt());
        assertEquals(1, left.get(0).deaths());
        return left.get(0);
    }

    private Attempt leave(String line) {
        try (Launches dead = new Launches(directory)) {
            Attempt attempt = dead.shell("touch ready; " + line).in(directory).start();
            left.add((int) dead.pid(attempt));
            await().until(() -> Files.exists(directory.resolve("ready")));
            return attempt;
        }
    }

    private void release() throws IOException {
        Files.createFile(directory.resolve("go"));
    }

    @Test
    void whoStillRunsIsWaitedFor() throws IOException {
        Attempt attempt = leave("while [ ! -e go ]; do sleep 0.05; done");
        try (Launches next = new Launches(directory)) {
            assertFalse(only(next, attempt).processes().isEmpty());
            assertEquals(List.of(), next.leftoversEnded);
            release();
            await().until(() -> next.leftoversEnded.equals(List.of(attempt.job())));
        }
    }

    @Test
    void whoHasHiddenItsEnvironmentIsFoundByItsSession() throws IOException {
        Attempt attempt = leave("exec env -i /bin/sh -c 'while [ ! -e go ]; do /bin/sleep 0.05; done'");
        try (Launches next = new Launches(directory)) {
            assertFalse(only(next, attempt).processes().isEmpty());
            release();
            await().until(() -> next.leftoversEnded.equals(List.of(attempt.job())));
        }
    }

    @Test
    void whoHasLeftTheSessionIsFoundByItsEnvironment() throws IOException {
        Attempt attempt = leave("setsid sh -c 'while [ ! -e go ]; do sleep 0.05; done' & while :; do sleep 1; done");
        try (Launches next = new Launches(directory)) {
            Leftover left = only(next, attempt);
            assertTrue(left.processes().size() >= 2, left.processes().toString());
            next.launcher().signal(left, Launcher.Sent.TERM);
            await().until(() -> next.leftoversEnded.equals(List.of(attempt.job())));
        }
    }

    @Test
    void whatItHasForkedMeanwhileIsWaitedForToo() throws IOException {
        Attempt attempt = leave("while [ ! -e go ]; do sleep 0.05; done; setsid sh -c 'sleep 0.5; touch late' &");
        try (Launches next = new Launches(directory)) {
            only(next, attempt);
            release();
            await().until(() -> !next.leftoversEnded.isEmpty());
            assertTrue(Files.exists(directory.resolve("late")));
        }
    }

    @Test
    void whoHasEndedIsNotWaitedFor() {
        Attempt attempt;
        try (Launches dead = new Launches(directory)) {
            attempt = dead.start();
            dead.end(attempt);
        }
        try (Launches next = new Launches(directory)) {
            assertEquals(List.of(), only(next, attempt).processes());
        }
    }
}
