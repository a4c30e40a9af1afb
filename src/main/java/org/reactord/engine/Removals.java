package org.reactord.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.exec.Leftover;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.Job;
import org.reactord.rule.Durations;
import org.reactord.rule.Enabled;
import org.reactord.rule.RetryPolicy;
import org.reactord.store.Disposal;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spool items on their way out. One that cannot be removed makes its rule broken, and its removal is tried again, with
 * the delays of the rule's {@code retry}, until it works: the command is never run for it again. Confined to the loop
 * thread.
 */
final class Removals {
    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private final JobYard yard;
    private final Serials serials;
    private final Store store;
    private final Incidents incidents;
    private final Leftovers leftovers;
    private final Map<Long, Removal> underWay = new HashMap<>();

    Removals(JobYard yard, Serials serials, Store store, Incidents incidents, Leftovers leftovers) {
        this.yard = yard;
        this.serials = serials;
        this.store = store;
        this.incidents = incidents;
        this.leftovers = leftovers;
    }

    /** What was delivered leaves. */
    void delivered(ActiveRule active, Job job, Attempt attempt) {
        begin(new Removal(active, job, attempt, Optional.empty()));
    }

    /** What was given up is set aside. */
    void givenUp(ActiveRule active, Job job, Attempt attempt, String reason) {
        begin(new Removal(active, job, attempt, Optional.of(reason)));
    }

    /** An item that was delivered before lies there still. */
    void deliveredBefore(ActiveRule active, Job job) {
        active.jobs().add(job);
        delivered(active, job, serials.attempt(active, job));
    }

    /** An item over which daemons keep dying is not tried again; true if this is one. */
    boolean setAsideIfPoison(ActiveRule active, Job job) {
        Leftover left = leftovers.poison(job).orElse(null);
        if (left == null) {
            return false;
        }
        String reason = Leftovers.reason(left);
        LOG.error("rule '{}' job {}: {}; the item is set aside", active.name(), job.id(), reason);
        setAside(active, job, reason);
        return true;
    }

    /** An item that waits is wanted no more. */
    void setAside(ActiveRule active, Job job, String reason) {
        active.jobs().add(job);
        active.gaveUp();
        givenUp(active, job, lastAttempt(active, job), reason);
    }

    /** For the record: the attempt that was the last, of a job that gets no other. */
    private Attempt lastAttempt(ActiveRule active, Job job) {
        Attempt next = serials.attempt(active, job);
        return new Attempt(next.run(), job.id(), next.rule(), job.made(), next.cause(), next.changes());
    }

    private void begin(Removal removal) {
        removal.job().become(Job.State.DISPOSING);
        underWay.put(removal.attempt().run(), removal);
        removal.givenUp()
                .ifPresentOrElse(
                        reason -> store.givenUp(removal.attempt(), reason), () -> store.delivered(removal.attempt()));
    }

    /** True if the item of this attempt is on its way out. */
    boolean isUnderWay(Attempt attempt) {
        return underWay.containsKey(attempt.run());
    }

    /** True while some item is still on its way out. */
    boolean busy() {
        return !underWay.isEmpty();
    }

    void disposed(Attempt attempt, Disposal disposal, Moment now) {
        Removal removal = underWay.remove(attempt.run());
        if (removal == null) {
            return;
        }
        StuckItem before = forget(removal.active(), removal.path());
        if (disposal instanceof Disposal.Stuck stuck) {
            stuck(removal, before, stuck.reason(), now);
        } else if (disposal instanceof Disposal.Replaced) {
            LOG.debug("{}: another file has taken the name {}", attempt.label(), removal.path());
        }
        leftovers.settled(attempt.job());
        yard.gone(removal.active(), removal.job(), now);
        if (before != null && !(disposal instanceof Disposal.Stuck)) {
            LOG.info("{}: {} has left the spool at last", attempt.label(), removal.path());
            incidents.succeeded(removal.active(), now);
        }
    }

    private void stuck(Removal removal, @Nullable StuckItem before, String reason, Moment now) {
        ActiveRule active = removal.active();
        int tries = before == null ? 1 : before.tries() + 1;
        RetryPolicy retry = active.rule().retry();
        Duration delay = (retry.equals(RetryPolicy.NEVER) ? RetryPolicy.PATIENT : retry).delayAfter(tries);
        boolean known = before != null && before.reason().equals(reason);
        boolean wanted = concerns(active, removal.attempt());
        String next = wanted ? "that is tried again in " + Durations.text(delay) : "the rule has gone from there";
        if (known) {
            LOG.debug("{}: {}: {}; {}", removal.attempt().label(), removal.path(), reason, next);
        } else {
            LOG.error(
                    "{}: {} was handled, but {}; it is not run again, and {}",
                    removal.attempt().label(),
                    removal.path(),
                    reason,
                    next);
        }
        if (wanted) {
            Deadlines.Deadline due = yard.deadlines().at(now.after(delay), then -> again(removal));
            active.stuck().put(removal.path(), new StuckItem(removal, reason, tries, due));
            incidents.failed(active, Failure.stuck(removal.attempt(), reason), now);
        }
    }

    /** True if the rule is still about the spool that the item lies in. */
    private static boolean concerns(ActiveRule active, Attempt attempt) {
        FileChange item = attempt.changes().get(0);
        return !active.retired()
                && active.rule().isSpool()
                && active.rule().enabled() == Enabled.ON
                && active.rule().source().roots().contains(item.root());
    }

    private void again(Removal removal) {
        begin(removal.as(serials.attempt(removal.active(), removal.job())));
    }

    /** Forgets what was stuck under a path. */
    private @Nullable StuckItem forget(ActiveRule active, BytePath path) {
        StuckItem item = active.stuck().remove(path);
        if (item != null) {
            yard.deadlines().cancel(item.next());
        }
        return item;
    }

    /** A file is not there any more; true if it was stuck. */
    boolean vanished(ActiveRule active, BytePath path) {
        return forget(active, path) != null;
    }

    /** The rule has another version: what is stuck is removed as that one says, or is its business no more. */
    void ruleChanged(ActiveRule active) {
        for (StuckItem item : List.copyOf(active.stuck().values())) {
            yard.deadlines().cancel(item.next());
            if (concerns(active, item.removal().attempt())) {
                again(item.removal());
            } else {
                active.stuck().remove(item.removal().path());
            }
        }
    }

    /** The rule is in the rule files no more: its items stay where they are. */
    void ruleGone(ActiveRule active) {
        active.stuck().values().forEach(item -> yard.deadlines().cancel(item.next()));
        active.stuck().clear();
    }
}
