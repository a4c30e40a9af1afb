package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Diary;
import org.reactord.it.harness.Diary.Entry;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** A command that fails is tried again, without any further event, each item on its own clock. */
@ExtendWith(SandboxExtension.class)
class RetryIT {
    private static final String OUTBOX = """
            outbox:
              spool: ~/outbox
              run: [deliver]
            """;
    private static final String QUICKLY = OUTBOX + "  retry: {delay: 200ms, factor: 2, max-delay: 1s}\n";
    /** By how much an attempt may be late on a busy machine; early it may never be. */
    private static final double LATE = 3.0;

    private static final double EARLY = 0.02;
    private static final int BAD_ITEMS = 300;

    private static Path outbox(Sandbox sandbox, String rule, String script) {
        sandbox.script("deliver", script);
        sandbox.rule("10-outbox.yaml", rule);
        sandbox.expectLog("exited 75");
        return sandbox.directory("outbox");
    }

    private static void assertDelays(List<Double> expected, List<Entry> attempts) {
        List<Double> offsets = Diary.offsets(attempts);
        for (int i = 0; i < expected.size(); i++) {
            double delay = offsets.get(i + 1) - offsets.get(i);
            double right = expected.get(i);
            assertTrue(delay > right - EARLY && delay < right + LATE, "delay " + i + " of " + offsets);
        }
    }

    @Test
    void theDelaysDoubleUpToTheirBoundAndTheItemIsNotTouched(Sandbox sandbox) throws IOException {
        Path item = outbox(sandbox, QUICKLY, "note tried; exit 75").resolve("item");
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        sandbox.start();
        sandbox.write(item, content);
        BasicFileAttributes before = Files.readAttributes(item, BasicFileAttributes.class);
        List<Entry> attempts = sandbox.diary().await("tried", 7);
        assertDelays(List.of(0.2, 0.4, 0.8, 1.0, 1.0, 1.0), attempts);
        BasicFileAttributes after = Files.readAttributes(item, BasicFileAttributes.class);
        assertArrayEquals(content, Files.readAllBytes(item));
        assertEquals(before.fileKey(), after.fileKey());
        assertEquals(before.lastModifiedTime(), after.lastModifiedTime());
        assertEquals("failing", sandbox.status().state("outbox"));
        assertEquals(1, sandbox.ctl("status").exit());
    }

    @Test
    void byDefaultTheSecondAttemptIsAfterFiveSecondsAndTheThirdTenLater(Sandbox sandbox) {
        Path item = outbox(sandbox, OUTBOX, "note tried; exit 75").resolve("item");
        sandbox.start();
        sandbox.write(item, "item");
        assertDelays(List.of(5.0, 10.0), sandbox.diary().await("tried", 3, Duration.ofSeconds(40)));
    }

    @Test
    void deathBySignalIsAFailureToo(Sandbox sandbox) {
        Path item = outbox(sandbox, QUICKLY, """
                        note tried
                        [ "$REACTOR_ATTEMPT" -ge 3 ] || kill -SEGV $$
                        """).resolve("item");
        sandbox.expectLog("SEGV");
        sandbox.start();
        sandbox.write(item, "item");
        Limits.soon().until(() -> Files.notExists(item));
        assertEquals(3, sandbox.diary().entries("tried").size());
    }

    @Test
    void aCommandThatDoesNotExistIsTriedAgainUntilItDoes(Sandbox sandbox) {
        Path outbox = sandbox.directory("outbox");
        sandbox.rule("10-outbox.yaml", QUICKLY);
        sandbox.expectLog("deliver");
        sandbox.start();
        sandbox.write(outbox.resolve("item"), "item");
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("failing"));
        String shown = sandbox.ctl("status").out();
        assertTrue(shown.contains("could not start") && shown.contains("deliver"), shown);
        sandbox.script("deliver", "note delivered");
        Limits.soon().until(() -> Files.notExists(outbox.resolve("item")));
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("ok"));
        assertEquals(0, sandbox.ctl("status").exit());
    }

    @Test
    void afterASuccessTheNextFailureBeginsAtTheFirstDelay(Sandbox sandbox) {
        Path outbox = outbox(sandbox, QUICKLY, "note \"$REACTOR_NAME\"; [ ! -e \"$HOME/broken\" ] || exit 75");
        Path broken = sandbox.write(sandbox.home().resolve("broken"), "");
        sandbox.start();
        sandbox.write(outbox.resolve("one"), "");
        sandbox.diary().await("one", 4);
        assertTrue(broken.toFile().delete());
        Limits.soon().until(() -> Files.notExists(outbox.resolve("one")));
        sandbox.write(broken, "");
        sandbox.write(outbox.resolve("two"), "");
        assertDelays(List.of(0.2, 0.4), sandbox.diary().await("two", 3));
    }

    @Test
    void aBadItemDelaysNoGoodOneAndKeepsItsClock(Sandbox sandbox) {
        Path outbox = outbox(sandbox, QUICKLY, """
                case $REACTOR_NAME in
                bad) note bad; exit 75 ;;
                *) note good "$REACTOR_NAME" ;;
                esac
                """);
        sandbox.start();
        sandbox.write(outbox.resolve("bad"), "");
        sandbox.diary().await("bad", 2);
        for (int i = 0; i < 10; i++) {
            Path good = sandbox.write(outbox.resolve("good-" + i), "");
            Limits.soon().until(() -> Files.notExists(good));
        }
        assertEquals(10, sandbox.diary().entries("good").size());
        assertDelays(List.of(0.2, 0.4, 0.8, 1.0), sandbox.diary().await("bad", 6));
    }

    @Test
    void hundredsOfBadItemsDoNotDelayAGoodOne(Sandbox sandbox) {
        Path outbox = outbox(sandbox, OUTBOX, """
                case $REACTOR_NAME in
                bad*) note bad; exit 75 ;;
                *) note good ;;
                esac
                """);
        for (int i = 0; i < BAD_ITEMS; i++) {
            sandbox.write(outbox.resolve("bad-" + i), "bad");
        }
        sandbox.start();
        sandbox.diary().await("bad", BAD_ITEMS, Duration.ofMinutes(2));
        double written = System.currentTimeMillis() / 1000.0;
        sandbox.write(outbox.resolve("good"), "good");
        double delivered = sandbox.diary().await("good", 1).get(0).at();
        assertTrue(delivered - written < 5, "it took " + (delivered - written) + " s");
    }
}
