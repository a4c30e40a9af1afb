package org.reactord.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reactord.engine.LoopFixture.OK;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactord.job.Output;
import org.reactord.rule.RuleMaker;

/** What the last runs keep of their output is bounded, however many rules there are. */
class OutputShelfTest {
    private static final int RULES = OutputShelf.WHOLE + 1;

    @RegisterExtension
    final LoopFixture loop = new LoopFixture();

    @Test
    void onlyTheRulesThatRanLastKeepAllOfIt() {
        loop.rules(IntStream.range(0, RULES)
                .mapToObj(i -> RuleMaker.spool("r" + i))
                .toArray(RuleMaker[]::new));
        for (int i = 0; i < RULES; i++) {
            loop.written("r" + i, "a" + i);
            loop.ends("a" + i, OK, new Output(new byte[Output.KEPT], new byte[0], 1_000_000, 0));
        }
        assertEquals(OutputShelf.END, kept("r0"));
        assertEquals(Output.KEPT, kept("r1"));
        assertEquals(Output.KEPT, kept("r" + (RULES - 1)));
        assertEquals(
                1_000_000, loop.status("r0").lastRun().orElseThrow().output().stdoutTotal());
    }

    private int kept(String rule) {
        return loop.status(rule).lastRun().orElseThrow().output().stdout().length;
    }
}
