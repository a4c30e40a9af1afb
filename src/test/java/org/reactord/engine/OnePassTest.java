package org.reactord.engine;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.engine.LoopFixture.FAILED;
import static org.reactord.engine.LoopFixture.OK;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.engine.view.Status;
import org.reactord.event.FileEvent;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.RuleMaker;

/** What one pass over the spools asks of the loop: one attempt each, and a word when there is nothing more to begin. */
class OnePassTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    private final List<Optional<Status>> quiet = new ArrayList<>();

    private void ask() {
        loop.inbox.whenQuiet(quiet::add);
        loop.settleDown();
    }

    private static RuleMaker outbox() {
        return RuleMaker.spool("outbox").retry(RetryPolicy.PATIENT.leaving());
    }

    @Test
    void withNothingToDoItIsQuietAtOnce() {
        loop.rules(outbox());
        ask();
        assertEquals(1, quiet.size());
    }

    @Test
    void itIsQuietOnceEverythingHasBeenTriedAndDisposedOf() {
        loop.rules(outbox());
        loop.store.hold();
        loop.written("outbox", "a", "b");
        ask();
        loop.ends("a", OK);
        loop.ends("b", FAILED);
        assertEquals(0, quiet.size(), "a is still on its way out");
        loop.store.release();
        loop.settleDown();
        assertEquals(1, quiet.size());
        assertEquals(1, quiet.get(0).orElseThrow().rules().get(0).succeeded());
    }

    @Test
    void whatIsStillSettlingIsWaitedFor() {
        loop.rules(outbox().settle(ofSeconds(5)));
        loop.written("outbox", "a");
        ask();
        assertEquals(0, quiet.size());
        loop.launcher.always(OK);
        loop.advance(ofSeconds(5));
        assertEquals(1, quiet.size());
    }

    @Test
    void aSpoolThatDoesNotFitIsLookedAtAgainBeforeItIsQuiet() {
        loop.rules(outbox());
        for (int i = 0; i <= Backlog.MOST_FRESH; i++) {
            loop.written("outbox", "item-" + i);
        }
        ask();
        assertEquals(0, quiet.size());
        loop.launcher.always(OK);
        loop.ends("item-0", OK);
        assertEquals(Backlog.MOST_FRESH, loop.launched().size());
        assertEquals(1, quiet.size());
        assertEquals(1, loop.source.rescans().size());
    }

    @Test
    void whatHasFailedIsNotTriedAgain() {
        loop.rules(outbox());
        loop.launcher.always(FAILED);
        FileEvent found = loop.in("outbox").written("a");
        loop.sees(found);
        loop.sees(found);
        loop.advance(ofDays(2));
        assertEquals(List.of("a"), loop.launched());
        assertTrue(
                loop.log.shown().stream()
                        .anyMatch(line -> line.endsWith("exited 75; the item stays for the next pass")),
                () -> loop.log.shown().toString());
    }

    @Test
    void whoAsksALoopThatHasEndedIsTold() {
        loop.inbox.whenQuiet(quiet::add);
        loop.inbox.close();
        loop.inbox.whenQuiet(quiet::add);
        assertEquals(List.of(Optional.empty(), Optional.empty()), quiet);
    }
}
