package org.reactord.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reactord.job.Job;
import org.reactord.rule.Durations;
import org.reactord.store.KeptPause;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has rules start nothing for a while. What runs goes on, and what comes waits. Confined to the loop thread.
 *
 * <p>What a person has paused stays so over a restart, and every start warns of it: a rule that starts again by itself,
 * and one that nobody remembers, are both bad. A rule that was paused because it fed itself is tried again instead.
 */
final class Pausing {
    private static final Logger LOG = LoggerFactory.getLogger(Pausing.class);

    private final Deadlines deadlines;
    private final Store store;
    private final Serials serials;
    private final Incidents incidents;
    private final Map<ActiveRule, Pause> wanted = new LinkedHashMap<>();
    private final Map<ActiveRule, Deadlines.Deadline> ends = new HashMap<>();

    Pausing(Deadlines deadlines, Store store, Serials serials, Incidents incidents) {
        this.deadlines = deadlines;
        this.store = store;
        this.serials = serials;
        this.incidents = incidents;
    }

    /** Somebody wants it; a time takes the place of an earlier one. */
    void pause(ActiveRule active, Optional<Duration> time, Moment now) {
        lift(active);
        begin(active, new Pause(now.wall(), time.map(now.wall()::plus), Optional.empty()), now);
        keep();
        String length = time.map(some -> " for " + Durations.text(some)).orElse("");
        LOG.info("rule '{}': paused{}; its events wait", active.name(), length);
    }

    private void begin(ActiveRule active, Pause pause, Moment now) {
        active.pause(pause);
        wanted.put(active, pause);
        pause.until()
                .ifPresent(
                        until -> ends.put(active, deadlines.at(now.after(Duration.between(now.wall(), until)), due -> {
                            resume(active);
                            LOG.info("rule '{}': resumed, because the time of its pause is over", active.name());
                        })));
    }

    /** What an earlier daemon's owner has paused. */
    void restore(RuleBook book, Moment now) {
        for (KeptPause kept : store.pauses()) {
            ActiveRule active = book.named(kept.rule()).orElse(null);
            boolean over =
                    kept.until().filter(until -> !until.isAfter(now.wall())).isPresent();
            if (active != null && !over) {
                begin(active, new Pause(kept.since(), kept.until(), Optional.empty()), now);
                LOG.warn(
                        "rule '{}': still paused, since {}; what comes waits {}",
                        active.name(),
                        kept.since(),
                        kept.until()
                                .map(Instant::toString)
                                .map(until -> "until " + until)
                                .orElse("for \"reactorctl resume " + active.name() + "\""));
            }
        }
    }

    /** The rule feeds itself, at last with this job; somebody must hear of it, since it works no more. */
    void stopLoop(ActiveRule active, Job job, String why, Moment now) {
        if (active.pause().isEmpty()) {
            active.pause(new Pause(now.wall(), Optional.empty(), Optional.of(why)));
            LOG.warn(
                    "rule '{}': paused, because {}; what comes waits for \"reactorctl resume {}\" or a change of the rule",
                    active.name(),
                    why,
                    active.name());
            incidents.failed(active, Failure.loop(serials.attempt(active, job), why), now);
        }
    }

    /** Ends a pause; false if there was none. */
    boolean resume(ActiveRule active) {
        if (active.pause().isEmpty()) {
            return false;
        }
        lift(active);
        keep();
        return true;
    }

    private void lift(ActiveRule active) {
        Deadlines.Deadline end = ends.remove(active);
        if (end != null) {
            deadlines.cancel(end);
        }
        wanted.remove(active);
        active.pause(null);
    }

    private void keep() {
        store.keepPauses(wanted.entrySet().stream()
                .map(one -> new KeptPause(
                        one.getKey().name(),
                        one.getValue().since(),
                        one.getValue().until()))
                .toList());
    }

    /** A rule that was changed may feed itself no more; what a person has paused stays so. */
    void changed(ActiveRule active) {
        if (active.pause().filter(Pause::isOfLoop).isPresent() && resume(active)) {
            LOG.info("rule '{}': resumed, because it has changed", active.name());
        }
    }

    /** The rule is there no more. */
    void retired(ActiveRule active) {
        if (active.pause().isPresent()) {
            lift(active);
            keep();
        }
    }
}
