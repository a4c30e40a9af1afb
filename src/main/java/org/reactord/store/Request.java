package org.reactord.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.job.JobId;
import org.reactord.job.Output;
import org.reactord.job.PendingJob;
import org.reactord.job.RunRecord;
import org.reactord.rule.Rule;

/** What the store's thread is asked to do. */
sealed interface Request {
    record Delivered(Attempt attempt) implements Request {}

    record GivenUp(Attempt attempt, String reason) implements Request {}

    record Keep(PendingJob job) implements Request {}

    record Forget(JobId job) implements Request {}

    record Mark(String rule, List<BytePath> roots, long until) implements Request {}

    record RetainMarks(Set<String> rules) implements Request {}

    /** All pauses that there are now. */
    record Pauses(List<KeptPause> pauses) implements Request {}

    /** For what the disk did not take before. */
    record TryAgain() implements Request {}

    record BringBack(Rule rule, Consumer<BroughtBack> answer) implements Request {}

    /** An event waits for its rule from now on. */
    record Put(BytePath item, Map<String, String> fields) implements Request {}

    /** An event waits no more. */
    record Withdraw(BytePath item) implements Request {}

    record Remember(RunRecord run, Output output) implements Request {}

    /** Says when all that was asked for before is done. */
    record Written(Runnable answer) implements Request {}

    record Close() implements Request {}
}
