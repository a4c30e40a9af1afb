package org.reactord.engine;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.FileEvent;
import org.reactord.job.Job;

/** What is known of one rule that may feed itself. Confined to the loop thread. */
final class Rounds {
    private final Traces traces = new Traces();
    private final Set<Job> held = new LinkedHashSet<>();
    private @Nullable Moment heldSince;
    private Deadlines.@Nullable Deadline look;
    private @Nullable Moment strange;

    /** Hears of a change that the rule wants, and that may be its own doing or cannot be. */
    void heard(FileEvent event, boolean mayBeOwn, Moment now) {
        event.from().ifPresent(traces::forget);
        if (mayBeOwn) {
            traces.count(event.path());
        } else {
            traces.forget(event.path());
            strange = now;
        }
    }

    Traces traces() {
        return traces;
    }

    /** When a change was last heard of that cannot be the rule's own doing. */
    @Nullable
    Moment strange() {
        return strange;
    }

    /** Jobs that wait until it is seen whether anything changes while nothing runs. */
    Set<Job> held() {
        return held;
    }

    void hold(Job job, Moment now) {
        heldSince = held.isEmpty() || heldSince == null ? now : heldSince;
        held.add(job);
    }

    /** Since when jobs have been waiting so without a break. */
    Optional<Moment> heldSince() {
        return held.isEmpty() ? Optional.empty() : Optional.ofNullable(heldSince);
    }

    Deadlines.@Nullable Deadline look() {
        return look;
    }

    void look(Deadlines.@Nullable Deadline deadline) {
        look = deadline;
    }
}
