package org.reactord.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.FileEvent;
import org.reactord.job.Job;
import org.reactord.rule.Rule;

/**
 * One job for all that has changed. What changes while a run is under way gathers in the next job, and what changes
 * while a job waits joins it: no change is ever dropped because the command was busy. Confined to the loop thread.
 */
final class BatchIntake implements Intake {
    private final ActiveRule active;
    private final Rule rule;
    private final JobYard yard;
    private @Nullable Job gathering;
    private @Nullable SettleWindow window;

    BatchIntake(ActiveRule active, Rule rule, JobYard yard) {
        this.active = active;
        this.rule = rule;
        this.yard = yard;
    }

    @Override
    public void take(FileEvent event, Moment now) {
        if (gathering == null) {
            gathering = yard.make(active, event, now);
        } else {
            gathering.add(event);
        }
        yard.chronicle().event(active, event, Fate.GATHERED, gathering);
        if (window == null) {
            window = new SettleWindow(yard.deadlines(), rule.settle(), now, this::expire);
        } else {
            window.extend(now);
        }
    }

    private void expire(Moment now) {
        Job gathered = gathering;
        gathering = null;
        window = null;
        if (gathered == null || gathered.isEmpty()) {
            return;
        }
        for (Job waiting : active.jobs()) {
            if (waiting.state() == Job.State.QUEUED || waiting.state() == Job.State.RETRYING) {
                yard.join(active, waiting, gathered, now);
                return;
            }
        }
        yard.enqueue(active, gathered, now);
    }

    @Override
    public void gone(Job job, Moment now) {
        // Nothing waits for the end of a batch: what came meanwhile has gathered already.
    }

    @Override
    public void adopt(Job job) {
        // Found again among the rule's jobs.
    }

    @Override
    public void vanished(BytePath path, Moment now) {
        // A change like any other, which the rule wants or does not.
    }

    @Override
    public void flush(Moment now) {
        if (window != null) {
            window.cancel();
            expire(now);
        }
    }

    @Override
    public Optional<Long> settlesAt(BytePath path) {
        return window == null || gathering == null || !gathering.concerns(path)
                ? Optional.empty()
                : Optional.of(window.end());
    }

    @Override
    public int settling() {
        return gathering == null ? 0 : gathering.size();
    }

    @Override
    public void close() {
        if (window != null) {
            window.cancel();
        }
        window = null;
        gathering = null;
    }
}
