package org.reactord.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.WatchedTree;
import org.reactord.exec.Launcher;
import org.reactord.job.Job;
import org.reactord.job.Rehearsal;
import org.reactord.rule.Clause;
import org.reactord.rule.Enabled;
import org.reactord.rule.Explanation;
import org.reactord.rule.Per;
import org.reactord.rule.SystemWant;
import org.reactord.source.EventSource;

/**
 * Runs a rule because a person says so: with the same files, the same queue and the same retries as if the kernel had told
 * of them, so that what is seen is what will happen. Confined to the loop thread.
 */
final class ManualRuns {
    private final JobYard yard;
    private final EventSource source;
    private final Launcher launcher;
    private final Serials serials;
    private final Happenings happenings;

    ManualRuns(JobYard yard, Edges edges, Serials serials, Happenings happenings) {
        this.happenings = happenings;
        this.yard = yard;
        this.source = edges.source();
        this.launcher = edges.launcher();
        this.serials = serials;
    }

    OrderReport run(ActiveRule active, Order.Run order, Moment now) {
        List<String> troubles = new ArrayList<>();
        List<FileEvent> events = new ArrayList<>();
        Optional<SystemWant> want = active.rule().source().want();
        if (active.rule().enabled() != Enabled.ON) {
            String state = active.rule().enabled() == Enabled.OFF ? "off" : "a shadow";
            troubles.add("rule '" + active.name() + "' is " + state + " and runs nothing");
        } else if (!order.files().isEmpty()) {
            order.files().forEach(file -> event(active, file, troubles).ifPresent(events::add));
        } else if (want.isPresent() && !order.rehearse()) {
            return runForWhatHolds(active, want.get(), now);
        } else if (active.rule().isSpool()) {
            return order.rehearse() ? rehearsedLater(active) : lookedAt(active);
        } else if (active.rule().per() == Per.FILE) {
            troubles.add("rule '" + active.name() + "' runs once for each file; name the files");
        } else {
            active.rule().trees().forEach(tree -> events.add(whole(tree)));
        }
        return order.rehearse() ? rehearsed(active, events, troubles, now) : taken(active, events, troubles, now);
    }

    private static FileEvent whole(WatchedTree tree) {
        return new FileEvent(
                tree,
                tree.root(),
                Change.WRITTEN,
                FileKind.DIRECTORY,
                Optional.empty(),
                Optional.empty(),
                Cause.MANUAL);
    }

    private static Optional<FileEvent> event(ActiveRule active, Order.Subject file, List<String> troubles) {
        BytePath path = file.path();
        Explanation explanation = Explanation.of(active.rule(), path, file.kind(), Change.WRITTEN);
        if (file.stamp().isEmpty()) {
            troubles.add(path + " is not there");
            return Optional.empty();
        }
        if (!explanation.matches() || explanation.tree().isEmpty()) {
            Clause clause = explanation.against().get(0);
            troubles.add("rule '" + active.name() + "' does not take " + path + ": " + clause.told());
            return Optional.empty();
        }
        return Optional.of(new FileEvent(
                explanation.tree().get(),
                path,
                Change.WRITTEN,
                file.kind(),
                Optional.empty(),
                file.stamp(),
                Cause.MANUAL));
    }

    private OrderReport runForWhatHolds(ActiveRule active, SystemWant want, Moment now) {
        int taken = happenings.runByHand(active, want, now);
        List<String> nothing =
                List.of("nothing holds now that rule '" + active.name() + "' waits for; see: reactorctl explain"
                        + " --event '" + want.kind().word() + " ...'");
        return new OrderReport.Done(
                List.of(active.name()),
                taken,
                0,
                taken == 0 ? List.of() : List.of(taken == 1 ? "1 job is on its way" : taken + " jobs are on their way"),
                taken == 0 ? nothing : List.of());
    }

    private OrderReport lookedAt(ActiveRule active) {
        active.rule().trees().forEach(tree -> source.rescan(tree, Cause.MANUAL));
        BytePath spool = active.rule().source().roots().get(0);
        return new OrderReport.Done(
                List.of(active.name()), 0, 0, List.of("all that lies in " + spool + " is looked at"), List.of());
    }

    private static OrderReport rehearsedLater(ActiveRule active) {
        return new OrderReport.Rehearsed(
                List.of(), List.of("rule '" + active.name() + "' runs once for each file; name the files to be shown"));
    }

    private OrderReport taken(ActiveRule active, List<FileEvent> events, List<String> troubles, Moment now) {
        Set<Job> before = new LinkedHashSet<>(active.jobs());
        events.forEach(event -> active.intake().take(event, now));
        active.intake().flush(now);
        List<String> sentences = new ArrayList<>();
        int jobs = 0;
        for (Job job : active.jobs()) {
            if (!before.contains(job)) {
                jobs++;
                sentences.add("job " + job.id() + " is queued");
            }
        }
        if (jobs == 0 && !events.isEmpty()) {
            sentences.add("no new job: one that is there already stands for it; see: reactorctl explain PATH");
        }
        if (active.pause().isPresent()) {
            sentences.add("rule '" + active.name() + "' is paused and starts nothing before: reactorctl resume "
                    + active.name());
        }
        return new OrderReport.Done(List.of(active.name()), jobs, 0, sentences, troubles);
    }

    private OrderReport rehearsed(ActiveRule active, List<FileEvent> events, List<String> troubles, Moment now) {
        List<Job> jobs = new ArrayList<>();
        for (FileEvent event : events) {
            if (active.rule().per() == Per.BATCH && !jobs.isEmpty()) {
                jobs.get(0).add(event);
            } else {
                jobs.add(yard.make(active, event, now));
            }
        }
        List<Rehearsal> rehearsals = jobs.stream()
                .map(job -> launcher.rehearse(serials.attempt(active, job)))
                .toList();
        return new OrderReport.Rehearsed(rehearsals, troubles);
    }
}
