package org.reactord.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.job.Job;
import org.reactord.rule.Enabled;
import org.reactord.source.RootState;
import org.reactord.source.SystemState;

/** Makes the picture of one instant that {@code status} shows. Called on the loop thread. */
final class Picture {
    private final RuleBook book;
    private final Dispatcher dispatcher;
    private final Leftovers leftovers;
    private final String backend;
    private final Moment started;

    Picture(RuleBook book, Dispatcher dispatcher, Leftovers leftovers, String backend, Moment started) {
        this.book = book;
        this.dispatcher = dispatcher;
        this.leftovers = leftovers;
        this.backend = backend;
        this.started = started;
    }

    Status at(Moment now, boolean stopping, long overflows, Optional<String> trouble, List<String> changedFiles) {
        List<JobStatus> jobs = new ArrayList<>();
        int total = 0;
        for (Running run : dispatcher.running()) {
            total++;
            jobs.add(job(run.active(), run.job(), run.pid(), now)); // also of a rule that is there no more
        }
        for (ActiveRule active : book.all()) {
            total += active.jobs().size() - active.running();
            for (Job job : active.jobs()) {
                if (jobs.size() >= Status.MOST_JOBS) {
                    break;
                }
                if (job.state() != Job.State.RUNNING) {
                    jobs.add(job(active, job, OptionalLong.empty(), now));
                }
            }
        }
        return new Status(
                stopping ? Status.STOPPING : "running",
                backend,
                dispatcher.launcherName(),
                dispatcher.limit(),
                started.wall(),
                now.wall(),
                book.all().stream().map(active -> rule(active, now)).toList(),
                jobs,
                total,
                overflows,
                trouble,
                dispatcher.refusal(),
                changedFiles);
    }

    /** A living job. */
    JobStatus job(ActiveRule active, Job job, Moment now) {
        OptionalLong pid = dispatcher.runningOf(job).map(Running::pid).orElse(OptionalLong.empty());
        return job(active, job, pid, now);
    }

    private static JobStatus job(ActiveRule active, Job job, OptionalLong pid, Moment now) {
        Deadlines.Deadline retry = active.retries().get(job);
        return new JobStatus(
                job.id(),
                active.name(),
                job.path(),
                job.size(),
                job.state().name().toLowerCase(java.util.Locale.ROOT),
                job.nextNumber(),
                retry == null ? Optional.empty() : Optional.of(wallAt(retry.at(), now)),
                pid);
    }

    /** The two clocks are not read in the same instant, so what follows the milliseconds is another each time. */
    private static Instant wallAt(long deadline, Moment now) {
        return now.wallAt(deadline).truncatedTo(ChronoUnit.MILLIS);
    }

    /** A rule as it is now. */
    RuleStatus rule(ActiveRule active, Moment now) {
        List<RootState> roots = book.rootsOf(active);
        List<SystemState> system = book.systemOf(active);
        return new RuleStatus(
                active.rule(),
                active.generation(),
                health(active, roots, system),
                roots,
                system,
                active.intake().settling(),
                active.waiting(),
                active.running(),
                active.retries().size(),
                active.succeeded(),
                active.failed(),
                active.givenUp(),
                active.incident().map(incident -> incident(active, incident, now)),
                active.lastRun(),
                trouble(active).or(() -> leftovers.trouble(active)),
                active.pause().map(Pause::picture));
    }

    private static Optional<String> trouble(ActiveRule active) {
        return active.stuck().entrySet().stream()
                .findFirst()
                .map(item ->
                        item.getKey() + " was handled, but " + item.getValue().reason()
                                + (active.stuck().size() > 1
                                        ? " (and " + (active.stuck().size() - 1) + " more)"
                                        : ""));
    }

    private static IncidentStatus incident(ActiveRule active, Incident incident, Moment now) {
        Optional<Instant> next = Stream.concat(
                        active.retries().values().stream(),
                        active.stuck().values().stream().map(StuckItem::next))
                .map(Deadlines.Deadline::at)
                .min(Comparator.naturalOrder())
                .map(at -> wallAt(at, now));
        return new IncidentStatus(
                incident.since().wall(), incident.failures(), next, incident.reason(), incident.lastLine());
    }

    private static Health health(ActiveRule active, List<RootState> roots, List<SystemState> system) {
        if (active.rule().enabled() == Enabled.OFF) {
            return Health.OFF;
        }
        if (!active.stuck().isEmpty()) {
            return Health.BROKEN;
        }
        if (active.pause().isPresent()) {
            return Health.PAUSED;
        }
        if (active.incident().isPresent()) {
            return Health.FAILING;
        }
        if (roots.stream().anyMatch(root -> root.kind() == RootState.Kind.DEGRADED)
                || system.stream().anyMatch(one -> one.state() != SystemState.State.HEARD)) {
            return Health.DEGRADED;
        }
        if (roots.stream().anyMatch(root -> root.kind() == RootState.Kind.WAITING)) {
            return Health.WAITING;
        }
        return active.rule().enabled() == Enabled.SHADOW ? Health.SHADOW : Health.OK;
    }
}
