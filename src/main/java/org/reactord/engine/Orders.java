package org.reactord.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.Cause;
import org.reactord.job.Job;
import org.reactord.rule.Durations;
import org.reactord.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a person wants done with rules and jobs. Confined to the loop thread. */
final class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final RuleBook book;
    private final Pausing pausing;
    private final Cancelling cancelling;
    private final ManualRuns manualRuns;
    private final JobYard yard;
    private final Store store;

    Orders(RuleBook book, Pausing pausing, Cancelling cancelling, ManualRuns manualRuns, JobYard yard, Store store) {
        this.manualRuns = manualRuns;
        this.book = book;
        this.pausing = pausing;
        this.cancelling = cancelling;
        this.yard = yard;
        this.store = store;
    }

    /** Answers at once, or from the store's thread if items must be moved. */
    void carryOut(Order order, Consumer<OrderReport> answer, Moment now) {
        if (order instanceof Order.Pause pause) {
            answer.accept(pause(pause, now));
        } else if (order instanceof Order.Resume resume) {
            answer.accept(resume(resume, now));
        } else if (order instanceof Order.Retry retry) {
            retry(retry, answer, now);
        } else if (order instanceof Order.Run run) {
            answer.accept(book.named(run.rule())
                    .map(active -> manualRuns.run(active, run, now))
                    .orElseGet(() -> noSuch(run.rule(), false)));
        } else if (order instanceof Order.Shadowed shadowed) {
            book.named(shadowed.rule())
                    .ifPresent(active -> yard.shadowed(active, "event " + shadowed.event(), Cause.EVENT, now));
            answer.accept(new OrderReport.Done(List.of(shadowed.rule()), 0, 0, List.of(), List.of()));
        } else if (order instanceof Order.Cancel cancel) {
            answer.accept(cancel(cancel, now));
        }
    }

    private OrderReport noSuch(String name, boolean job) {
        List<String> names = book.all().stream().map(ActiveRule::name).toList();
        return new OrderReport.NoSuch(name, job, names);
    }

    private static OrderReport done(ActiveRule active, int jobs, String sentence) {
        return new OrderReport.Done(List.of(active.name()), jobs, 0, List.of(sentence), List.of());
    }

    private OrderReport pause(Order.Pause order, Moment now) {
        ActiveRule active = book.named(order.rule()).orElse(null);
        if (active == null) {
            return noSuch(order.rule(), false);
        }
        pausing.pause(active, order.time(), now);
        String end = order.time()
                .map(time -> "for " + Durations.text(time))
                .orElse("until you say: reactorctl resume " + active.name());
        String runs = active.running() == 0 ? "" : "; what runs goes on";
        return done(active, active.jobs().size(), "rule '" + active.name() + "' is paused " + end + runs);
    }

    private OrderReport resume(Order.Resume order, Moment now) {
        Collection<ActiveRule> meant = book.all();
        if (order.rule().isPresent()) {
            ActiveRule active = book.named(order.rule().get()).orElse(null);
            if (active == null) {
                return noSuch(order.rule().get(), false);
            }
            meant = List.of(active);
        }
        List<String> names = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        int jobs = 0;
        for (ActiveRule active : meant) {
            if (pausing.resume(active)) {
                LOG.info("rule '{}': resumed, because somebody said so", active.name());
                yard.loops().forgive(active, now);
                names.add(active.name());
                jobs += active.jobs().size();
                sentences.add("rule '" + active.name() + "' is resumed");
            } else if (order.rule().isPresent()) {
                sentences.add("rule '" + active.name() + "' was not paused");
            }
        }
        return new OrderReport.Done(names, jobs, 0, sentences, List.of());
    }

    private void retry(Order.Retry order, Consumer<OrderReport> answer, Moment now) {
        String name = order.ruleOrJob().orElse("");
        Optional<ActiveRule> named = book.named(name);
        List<ActiveRule> meant = order.ruleOrJob().isEmpty()
                ? List.copyOf(book.all())
                : named.map(List::of).orElse(List.of());
        int jobs = 0;
        for (ActiveRule active : book.all()) {
            boolean whole = meant.contains(active);
            for (Job job : List.copyOf(active.retries().keySet())) {
                if (whole || job.id().text().equals(name)) {
                    yard.retryNow(active, job, now);
                    jobs++;
                }
            }
        }
        if (meant.isEmpty() && order.ruleOrJob().isPresent()) {
            Optional<ActiveRule> owner = jobs > 0 ? Optional.empty() : ownerOf(name);
            answer.accept(jobs == 0 && owner.isEmpty() ? noSuch(name, true) : ofOneJob(name, jobs));
            return;
        }
        bringBack(meant, jobs, answer);
    }

    /** A pause is not ended by the way. */
    private static List<String> pauses(List<ActiveRule> meant) {
        return meant.stream()
                .filter(active -> active.pause().isPresent())
                .map(active -> "rule '" + active.name() + "' is paused and starts nothing before: reactorctl resume "
                        + active.name())
                .toList();
    }

    private static OrderReport ofOneJob(String job, int jobs) {
        String sentence =
                jobs > 0 ? "job " + job + " is tried now" : "job " + job + " does not wait for another attempt";
        return new OrderReport.Done(List.of(), jobs, 0, List.of(sentence), List.of());
    }

    private Optional<ActiveRule> ownerOf(String job) {
        return book.all().stream()
                .filter(active ->
                        active.jobs().stream().anyMatch(one -> one.id().text().equals(job)))
                .findFirst();
    }

    private void bringBack(List<ActiveRule> meant, int jobs, Consumer<OrderReport> answer) {
        List<ActiveRule> spools =
                meant.stream().filter(active -> active.rule().isSpool()).toList();
        List<String> names = meant.stream().map(ActiveRule::name).toList();
        List<String> pauses = pauses(meant);
        if (spools.isEmpty()) {
            answer.accept(retried(names, jobs, 0, List.of(), pauses));
            return;
        }
        List<String> troubles = new ArrayList<>(); // from here on the store's thread has it
        int[] items = {0};
        for (int i = 0; i < spools.size(); i++) {
            boolean last = i == spools.size() - 1;
            store.bringBack(spools.get(i).rule(), broughtBack -> {
                items[0] += broughtBack.items();
                troubles.addAll(broughtBack.troubles());
                if (last) {
                    answer.accept(retried(names, jobs, items[0], troubles, pauses));
                }
            });
        }
    }

    private static OrderReport retried(
            List<String> names, int jobs, int items, List<String> troubles, List<String> pauses) {
        List<String> sentences = new ArrayList<>();
        if (jobs > 0) {
            sentences.add(jobs == 1 ? "1 job is tried now" : jobs + " jobs are tried now");
        }
        if (items > 0) {
            sentences.add(items == 1 ? "1 item is back in its spool" : items + " items are back in their spools");
        }
        if (sentences.isEmpty() && troubles.isEmpty()) {
            sentences.add("nothing waits for another attempt, and nothing was given up");
        }
        sentences.addAll(pauses);
        return new OrderReport.Done(names, jobs, items, sentences, troubles);
    }

    private OrderReport cancel(Order.Cancel order, Moment now) {
        String name = order.ruleOrJob();
        ActiveRule named = book.named(name).orElse(null);
        if (named != null) {
            int jobs = cancelling.all(named, now);
            String what = jobs == 1 ? "1 job was cancelled" : jobs + " jobs were cancelled";
            return done(named, jobs, jobs == 0 ? "nothing of rule '" + name + "' waits or runs" : what);
        }
        return cancelling
                .one(book.all(), name, now)
                .map(active -> done(active, 1, "job " + name + " was cancelled"))
                .orElseGet(() -> noSuch(name, true));
    }
}
