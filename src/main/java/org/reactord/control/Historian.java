package org.reactord.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.reactord.engine.Engine;
import org.reactord.job.RunRecord;

/** Looks runs up, on the clerk's thread, once the last of them are written. */
final class Historian {
    private final Engine engine;
    private final Clerk clerk;
    private final Runs runs;

    Historian(Engine engine, Clerk clerk, Runs runs) {
        this.engine = engine;
        this.clerk = clerk;
        this.runs = runs;
    }

    /**
     * Which runs are asked for.
     *
     * @param rule of this rule; it need not be there any more
     * @param since begun at most so long ago
     * @param most so many, the last ones
     */
    record Wanted(Optional<String> rule, boolean failed, Optional<Duration> since, int most) {
        private boolean includes(RunRecord run, Instant now) {
            return rule.filter(name -> !name.equals(run.rule())).isEmpty()
                    && !(failed && run.success())
                    && since.filter(time -> run.started().isBefore(now.minus(time)))
                            .isEmpty();
        }
    }

    void history(Wanted wanted, Reply reply) {
        engine.whenWritten(() -> engine.status(status -> clerk.hand(() -> {
            Runs.Found found = runs.last(wanted.most(), run -> wanted.includes(run, status.now()));
            reply.answer(() -> new HistoryAnswer(found));
        })));
    }

    void output(long number, Reply reply) {
        engine.whenWritten(() -> clerk.hand(() -> {
            Runs.Found found = runs.last(1, run -> run.run() == number);
            Optional<byte[]> out = runs.stdout(number);
            Optional<byte[]> err = runs.stderr(number);
            reply.answer(() -> OutputAnswer.of(number, found, out, err));
        }));
    }
}
