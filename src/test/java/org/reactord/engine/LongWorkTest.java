package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.rule.RuleMaker;
import org.reactord.source.Progress;
import org.reactord.source.RootState;

/** Long work on a tree is in the status while it lasts, and in the log as often as it doubles. */
class LongWorkTest {
    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @BeforeEach
    void oneWatch() {
        loop.rules(RuleMaker.watch("big"));
    }

    private void work(long directories) {
        Progress progress = new Progress(Progress.Work.ARMING, directories, 0);
        tell(Optional.of(progress));
    }

    private void tell(Optional<Progress> progress) {
        loop.inbox.rootChanged(new RootState(loop.tree("big"), RootState.Kind.WATCHED, "", 3, progress));
        loop.settleDown();
    }

    private long logged(String part) {
        return loop.log.shown().stream().filter(line -> line.contains(part)).count();
    }

    @Test
    void itIsLoggedAsOftenAsItDoubles() {
        for (long met = 1000; met <= 64_000; met += 1000) {
            work(met);
        }
        assertEquals(7, logged("under watch"));
        tell(Optional.empty());
        assertEquals(1, logged("that is done"));
        tell(Optional.empty());
        assertEquals(1, logged("that is done"));
    }

    @Test
    void itIsShownWhileItLasts() {
        work(12_000);
        assertEquals(
                12_000,
                loop.status("big").roots().get(0).progress().orElseThrow().directories());
        tell(Optional.empty());
        assertTrue(loop.status("big").roots().get(0).progress().isEmpty());
    }
}
