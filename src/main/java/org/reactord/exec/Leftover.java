package org.reactord.exec;

import java.time.Instant;
import java.util.List;
import org.reactord.event.BytePath;
import org.reactord.job.JobId;

/**
 * An attempt that a daemon had begun when it died: nobody knows how it ended, or whether it has.
 *
 * @param attempt its number
 * @param deaths how many daemons in a row have died while an attempt of this job ran, that one included
 * @param started when it was to begin, by the clock on the wall
 * @param processes those of it that still lived when this daemon started; empty if it had ended
 */
public record Leftover(
        String rule,
        JobId job,
        BytePath root,
        BytePath path,
        int attempt,
        int deaths,
        Instant started,
        List<Long> processes) {
    public Leftover {
        processes = List.copyOf(processes);
    }
}
