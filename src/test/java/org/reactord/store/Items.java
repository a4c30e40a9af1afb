package org.reactord.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.rule.Command;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.Execution;
import org.reactord.rule.Filter;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Origin;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.StdinMode;

/** Makes items of a spool and attempts at them. */
final class Items {
    private static final AtomicLong RUNS = new AtomicLong();

    private Items() {}

    static FileChange item(BytePath spool, BytePath path, FileStamp stamp) {
        return new FileChange(spool, path, Change.WRITTEN, FileKind.REGULAR, Optional.empty(), Optional.of(stamp));
    }

    static Attempt attempt(String rule, FileChange item, Done done, BytePath failed) {
        long run = RUNS.incrementAndGet();
        Rule spool = new Rule(
                rule,
                Origin.DEFAULT,
                new RuleSource.Spool(item.root(), done, failed),
                new Filter(List.of(), List.of(), List.of()),
                Duration.ZERO,
                Per.FILE,
                QueuePolicy.SEQUENTIAL,
                new Execution(new Command.Shell(":"), StdinMode.FILE, Map.of(), Optional.empty(), Duration.ofHours(1)),
                RetryPolicy.PATIENT,
                OnFailure.DEFAULT,
                Enabled.ON,
                List.of());
        JobId job = JobId.ofItem(rule, item.path(), item.stamp().orElseThrow());
        return new Attempt(run, job, spool, 2, Cause.EVENT, List.of(item));
    }
}
