package org.reactord.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Inquiry;
import org.reactord.engine.view.PathReport;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.SystemEvent;
import org.reactord.job.Job;
import org.reactord.rule.Explanation;
import org.reactord.source.EventSource;
import org.reactord.source.RootState;
import org.reactord.store.Store;

/** Puts together all that is known about one path. Called on the loop thread; changes nothing. */
final class Explaining {
    private static final int MOST_PRESENT = 20;

    private final RuleBook book;
    private final Picture picture;
    private final EventSource source;
    private final Store store;
    private final Chronicle chronicle;
    private final Conditions conditions;

    Explaining(RuleBook book, Picture picture, Edges edges, Chronicle chronicle, Conditions conditions) {
        this.conditions = conditions;
        this.book = book;
        this.picture = picture;
        this.source = edges.source();
        this.store = edges.store();
        this.chronicle = chronicle;
    }

    /** Answers from a thread of the source, which knows what is being written. */
    void explain(Inquiry inquiry, Consumer<PathReport> answer, Moment now) {
        List<PathReport.OfRule> rules =
                book.all().stream().map(active -> ofRule(active, inquiry, now)).toList();
        PathReport report = new PathReport(inquiry, now.wall(), rules, List.of(), chronicle.about(inquiry.path()));
        source.unfinished(inquiry.path(), waiting -> answer.accept(report.with(waiting)));
    }

    /** Puts together all that is known about something that might happen to the system. */
    EventReport explain(SystemEvent event, Moment now) {
        List<EventReport.OfRule> rules = new ArrayList<>();
        for (ActiveRule active : book.all()) {
            active.rule()
                    .source()
                    .want()
                    .filter(want -> want.kind() == event.kind())
                    .map(want -> Explanation.of(active.rule(), want, event))
                    .map(explanation -> new EventReport.OfRule(
                            picture.rule(active, now),
                            explanation,
                            active.waiting()
                                    + active.intake().settling()
                                    + active.retries().size()))
                    .ifPresent(rules::add);
        }
        int others = book.all().size() - rules.size();
        List<SystemEvent> present = conditions.all(event.kind()).stream()
                .filter(one -> isAbout(event, one))
                .limit(MOST_PRESENT)
                .toList();
        return new EventReport(event, now.wall(), rules, others, present, chronicle.about(event));
    }

    /** True if what is said of one is not otherwise with the other, but for what happens. */
    private static boolean isAbout(SystemEvent asked, SystemEvent holds) {
        return asked.fields().entrySet().stream()
                .filter(field -> !field.getValue().equals(asked.what()))
                .allMatch(field -> field.getValue().equals(holds.fields().get(field.getKey())));
    }

    private PathReport.OfRule ofRule(ActiveRule active, Inquiry inquiry, Moment now) {
        BytePath path = inquiry.pathFor(active.name());
        Explanation explanation = Explanation.of(active.rule(), path, inquiry.kind(), inquiry.change());
        Optional<RootState> root = book.rootsOf(active).stream()
                .filter(state -> explanation.tree().filter(state.tree()::equals).isPresent())
                .findFirst();
        Optional<Job> job =
                active.jobs().stream().filter(one -> one.concerns(path)).findFirst();
        Optional<Instant> settles = active.intake().settlesAt(path).map(now::wallAt);
        return new PathReport.OfRule(
                picture.rule(active, now),
                path,
                explanation,
                explanation.matches() ? Set.of() : others(active, path, inquiry),
                root,
                settles,
                job.map(one -> picture.job(active, one, now)),
                active.queue().size(),
                notes(active, path, inquiry, job));
    }

    private static Set<Change> others(ActiveRule active, BytePath path, Inquiry inquiry) {
        Set<Change> others = EnumSet.noneOf(Change.class);
        for (Change change : Change.values()) {
            if (Explanation.of(active.rule(), path, inquiry.kind(), change).matches()) {
                others.add(change);
            }
        }
        return others;
    }

    private List<String> notes(ActiveRule active, BytePath path, Inquiry inquiry, Optional<Job> job) {
        List<String> notes = new ArrayList<>();
        StuckItem stuck = active.stuck().get(path);
        if (stuck != null) {
            notes.add("it was handled, but " + stuck.reason());
        } else if (active.rule().isSpool()
                && inquiry.stamp()
                        .filter(stamp -> store.wasDelivered(active.name(), path, stamp))
                        .isPresent()) {
            notes.add("this very content was delivered before");
        }
        if (active.elsewhere().contains(path)) {
            notes.add("a command of a rule that is there no more still has it");
        }
        if (job.filter(active.rounds().held()::contains).isPresent()) {
            notes.add("it is looked whether a run of the rule itself has led to it");
        }
        if (job.filter(Job::changedMeanwhile).isPresent()) {
            notes.add("it has changed since its command was started, and gets another run");
        }
        return notes;
    }
}
