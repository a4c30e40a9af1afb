package org.reactord.engine;

import java.time.Duration;
import org.reactord.rule.Durations;
import org.reactord.rule.Enabled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a rule's incident begins, is told, and is over. Confined to the loop thread. */
final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    private final Deadlines deadlines;
    private final Messenger messenger;
    private final WholeOutputs outputs;

    Incidents(Deadlines deadlines, Messenger messenger, WholeOutputs outputs) {
        this.deadlines = deadlines;
        this.messenger = messenger;
        this.outputs = outputs;
    }

    /** Something of the rule has failed: an incident begins, or lasts. */
    void failed(ActiveRule active, Failure failure, Moment now) {
        if (active.retired()) {
            return; // nobody asks for it any more
        }
        outputs.hold(failure);
        Incident incident = active.incident().orElse(null);
        if (incident != null) {
            outputs.release(incident.last());
            incident.add(failure);
            return;
        }
        Incident begun = new Incident(failure, now);
        active.incident(begun);
        tellWhenDue(active, begun, now);
    }

    /** Waits for the moment at which it must be told, by the rule as it is now. */
    private void tellWhenDue(ActiveRule active, Incident incident, Moment now) {
        Moment told = incident.told();
        long due = told == null
                ? incident.since().after(active.rule().onFailure().after())
                : told.after(active.rule().onFailure().every());
        if (due - now.ticks() <= 0) {
            tell(active, incident, now);
        } else {
            incident.telling(deadlines.at(due, then -> tell(active, incident, then)));
        }
    }

    private void tell(ActiveRule active, Incident incident, Moment now) {
        if (messenger.isStopping()) {
            return;
        }
        Telling telling = Telling.failing(active, incident, now);
        incident.tell(now);
        String next = messenger.send(telling, now);
        Duration every = active.rule().onFailure().every();
        LOG.warn(
                "rule '{}': failing{}, {}, {} waiting; the last: {}; {}told again in {}",
                active.name(),
                span(incident, now),
                failures(incident),
                telling.variables().get("REACTOR_PENDING"),
                incident.reason(),
                next,
                Durations.text(every));
        incident.telling(deadlines.at(now.after(every), due -> tell(active, incident, due)));
    }

    private static String span(Incident incident, Moment now) {
        Duration span = now.since(incident.since());
        return span.isZero() ? "" : " for " + Durations.text(span);
    }

    private static String failures(Incident incident) {
        return incident.failures() + (incident.failures() == 1 ? " failure" : " failures");
    }

    /** Something has succeeded: an incident is over, unless some other job or item of the rule is still in trouble. */
    void succeeded(ActiveRule active, Moment now) {
        Incident incident = active.incident().orElse(null);
        if (incident != null && active.isClear()) {
            LOG.info(
                    "rule '{}': works again, after {} in {}",
                    active.name(),
                    failures(incident),
                    Durations.text(now.since(incident.since())));
            end(active, incident, now);
        }
    }

    /** What had failed is there no more, so nobody is failing; but nothing has worked either. */
    void nothingLeft(ActiveRule active, Moment now) {
        Incident incident = active.incident().orElse(null);
        if (incident != null && active.isClear()) {
            LOG.info("rule '{}': nothing is left of what failed", active.name());
            end(active, incident, now);
        }
    }

    private void end(ActiveRule active, Incident incident, Moment now) {
        if (incident.told() != null) {
            messenger.send(Telling.recovered(active, incident, now), now);
        }
        forget(active, incident);
    }

    private void forget(ActiveRule active, Incident incident) {
        active.incident(null);
        cancelTelling(incident);
        outputs.release(incident.last());
    }

    private void cancelTelling(Incident incident) {
        Deadlines.Deadline telling = incident.telling();
        if (telling != null) {
            deadlines.cancel(telling);
        }
    }

    /** The rule has another version: a lasting incident is told as that one says. */
    void ruleChanged(ActiveRule active, Moment now) {
        active.incident().ifPresent(incident -> {
            if (active.rule().enabled() != Enabled.ON) {
                LOG.info("rule '{}': is switched off; nobody is told that it failed any more", active.name());
                forget(active, incident);
            } else {
                cancelTelling(incident);
                tellWhenDue(active, incident, now);
            }
        });
    }

    /** The rule is in the rule files no more, and nobody asks how it fares. */
    void ruleGone(ActiveRule active) {
        active.incident().ifPresent(incident -> forget(active, incident));
    }
}
