package org.reactord.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Done;
import org.reactord.rule.RuleSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread {@code store} does: takes all that has been asked for, records it with one sync for each rule however
 * much it is, and only then removes items and answers.
 */
final class StoreLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLoop.class);

    /** So many requests share a sync at the most; the first of them waits for the last. */
    private static final int TOGETHER = 1000;

    private final BlockingQueue<Request> requests;
    private final DeliveredItems items;
    private final StoreListener listener;
    private final Disposer disposer = new Disposer();
    private final Notebook notebook;
    private final RunBook runs;
    private final WaitingEvents events = new WaitingEvents();
    private Optional<String> trouble = Optional.empty();
    private boolean closed;

    StoreLoop(
            BlockingQueue<Request> requests,
            DeliveredItems items,
            Notebook notebook,
            RunBook runs,
            StoreListener listener) {
        this.requests = requests;
        this.items = items;
        this.notebook = notebook;
        this.runs = runs;
        this.listener = listener;
    }

    @Override
    public void run() {
        while (!closed) {
            List<Request> together = new ArrayList<>();
            together.add(next());
            requests.drainTo(together, TOGETHER - 1);
            work(together);
        }
        items.journals().forEach(Journal::close);
        if (events.unwritten() > 0) {
            LOG.error(
                    "{} events could not be kept on disk ({}) and are lost with this daemon",
                    events.unwritten(),
                    trouble.orElse("for no reason known"));
        }
        if (notebook.unkept() > 0) {
            LOG.error(
                    "{} waiting jobs could not be kept on disk ({}) and are lost with this daemon",
                    notebook.unkept(),
                    trouble.orElse("for no reason known"));
        }
    }

    private Request next() {
        while (true) {
            try {
                return requests.take();
            } catch (InterruptedException nobodyMeansIt) {
                LOG.debug("an interruption is passed over");
            }
        }
    }

    private void tell(Optional<String> now) {
        if (!now.equals(trouble)) {
            trouble = now;
            listener.troubled(now);
        }
    }

    /** A delivery whose item is gone is not written again, so that nothing else may show whether the disk takes it now. */
    private Optional<String> stillRefused() {
        return trouble.isEmpty() ? Optional.empty() : items.refusal();
    }

    /** A request, with the record that belongs to it. */
    private record Task(Request request, Optional<Delivery> delivery) {}

    private void work(List<Request> together) {
        List<Task> tasks = together.stream().map(StoreLoop::task).toList();
        Set<Journal> touched = new LinkedHashSet<>();
        for (Task task : tasks) {
            if (task.request() instanceof Request.Delivered delivered
                    && task.delivery().isPresent()) {
                Journal journal = journalOf(delivered.attempt());
                journal.add(task.delivery().get());
                touched.add(journal);
            }
        }
        Map<Journal, String> unrecorded = flush(touched);
        Map<Journal, List<Delivery>> over = new LinkedHashMap<>();
        tasks.forEach(task -> answer(task, unrecorded, over));
        Optional<String> refused = notebook.take(together);
        Optional<String> unwritten = events.take(together);
        Optional<String> unremembered = runs.take(together);
        tell(Stream.concat(unrecorded.values().stream(), refused.stream())
                .findFirst()
                .or(() -> unwritten)
                .or(() -> unremembered)
                .or(this::stillRefused));
        settle(over);
        for (Request request : together) {
            if (request instanceof Request.Written written) {
                written.answer().run();
            }
        }
    }

    private static Task task(Request request) {
        return new Task(
                request,
                request instanceof Request.Delivered delivered ? deliveryOf(delivered.attempt()) : Optional.empty());
    }

    private Journal journalOf(Attempt attempt) {
        return items.journal(attempt.rule().name());
    }

    private static Optional<Delivery> deliveryOf(Attempt attempt) {
        FileChange item = attempt.changes().get(0);
        return attempt.rule().isSpool()
                ? item.stamp().map(stamp -> new Delivery(Instant.now(), attempt.job(), stamp, item.path()))
                : Optional.empty();
    }

    private static Map<Journal, String> flush(Set<Journal> journals) {
        Map<Journal, String> unrecorded = new HashMap<>();
        for (Journal journal : journals) {
            journal.flush().ifPresent(reason -> unrecorded.put(journal, reason));
        }
        return unrecorded;
    }

    private void answer(Task task, Map<Journal, String> unrecorded, Map<Journal, List<Delivery>> over) {
        if (task.request() instanceof Request.Delivered delivered) {
            Attempt attempt = delivered.attempt();
            Journal journal = journalOf(attempt);
            Disposal disposal = disposer.delivered(attempt);
            boolean gone = isGone(attempt, disposal);
            if (gone && task.delivery().isPresent()) {
                over.computeIfAbsent(journal, any -> new ArrayList<>())
                        .add(task.delivery().get());
            }
            listener.disposed(attempt, judged(attempt, disposal, gone, unrecorded.get(journal)));
        } else if (task.request() instanceof Request.GivenUp givenUp) {
            listener.disposed(givenUp.attempt(), disposer.givenUp(givenUp.attempt(), givenUp.reason()));
        } else if (task.request() instanceof Request.BringBack request) {
            request.answer().accept(FailedItems.bringBack(request.rule()));
        } else if (task.request() instanceof Request.Close) {
            closed = true;
        }
    }

    private static boolean isGone(Attempt attempt, Disposal disposal) {
        boolean kept = attempt.rule().source() instanceof RuleSource.Spool spool && spool.done() instanceof Done.Keep;
        return disposal instanceof Disposal.Replaced || (disposal instanceof Disposal.Done && !kept);
    }

    /**
     * A delivery that could not be recorded, because the disk with the state is full or broken, is still remembered in
     * memory. Where the item has left the spool nothing more is needed: its removal is the record. An item that stays
     * would be delivered again after a restart, so that somebody must know; the record waits for room.
     */
    private static Disposal judged(Attempt attempt, Disposal disposal, boolean gone, @Nullable String whyUnrecorded) {
        if (whyUnrecorded == null) {
            return disposal;
        }
        String sentence = "its delivery cannot be recorded: " + whyUnrecorded;
        if (gone) {
            LOG.warn("{}: {}; the item itself has left the spool, so nothing is lost", attempt.label(), sentence);
            return disposal;
        }
        return disposal instanceof Disposal.Stuck stuck
                ? new Disposal.Stuck(stuck.reason() + "; and " + sentence)
                : new Disposal.Stuck(sentence);
    }

    /** The spools learn on disk that items are gone before the journals do: the other order could deliver one twice. */
    private static void settle(Map<Journal, List<Delivery>> over) {
        Set<BytePath> spools = new LinkedHashSet<>();
        over.values()
                .forEach(deliveries ->
                        deliveries.forEach(delivery -> delivery.path().parent().ifPresent(spools::add)));
        spools.forEach(Disposer::sync);
        over.forEach(Journal::removed);
    }
}
