package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.Overflow;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemLoss;
import org.reactord.job.Job;
import org.reactord.job.JobId;
import org.reactord.rule.Origin;
import org.reactord.rule.Refusal;
import org.reactord.rule.Rule;

/**
 * Remembers the last decisions, for {@code events} and {@code explain}. A ring: whoever reads more slowly than it is
 * written misses some, is told how many, and delays nobody. Confined to the loop thread.
 */
final class Chronicle {
    /** So many decisions are remembered. */
    static final int KEPT = 4096;

    /** A reader gets at most so many at once. */
    static final int PAGE = 256;

    /** Of one path, so many are told. */
    private static final int MOST_OF_PATH = 20;

    /** Those that follow are told a little later, so that a burst does not wake anybody for each event. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** More than these have gone without saying so. */
    private static final int MOST_FOLLOWERS = 256;

    private record Follower(long after, Consumer<Decisions> answer) {}

    private final Deadlines deadlines;
    private final Ring ring = new Ring(KEPT);
    private final Deque<Follower> followers = new ArrayDeque<>();
    private Deadlines.@Nullable Deadline telling;
    private Moment now;

    Chronicle(Deadlines deadlines, Moment started) {
        this.deadlines = deadlines;
        this.now = started;
    }

    /** A turn begins: what it decides is decided now. */
    void turn(Moment begun) {
        now = begun;
    }

    /** An event is not for a rule. */
    void refused(ActiveRule active, FileEvent event, Refusal refusal) {
        if (active.rule().isSpool() && event.change() == Change.DELETED) {
            return; // it is the end of every delivery, and no spool could take it
        }
        add(active.name(), event, Fate.REFUSED, null, refusal.clause(), Optional.of(refusal.origin()));
    }

    /** What happened to the system is not for a rule. */
    void refused(ActiveRule active, SystemEvent event, String clause) {
        if (event.cause() != Cause.START) { // what merely is so has not happened
            String key = active.rule().source().key();
            add(
                    active.name(),
                    Optional.empty(),
                    1,
                    event.brief(),
                    Fate.REFUSED,
                    null,
                    0,
                    clause,
                    Optional.of(active.rule().placeOf(key)));
        }
    }

    /** What happened to a file is for none of these rules, which watch one tree. */
    void refused(List<Rule> rules, FileEvent event) {
        boolean isEndOfDelivery = !rules.isEmpty() && rules.get(0).isSpool() && event.change() == Change.DELETED;
        if (!rules.isEmpty() && !isEndOfDelivery) {
            ring.add(new Ring.FileRefused(ring.last() + 1, now.wall(), event, rules));
        }
    }

    /** What happened to the system is for none of these rules, which wait for such. */
    void refused(List<Rule> rules, SystemEvent event) {
        if (!rules.isEmpty()) {
            ring.add(new Ring.SystemRefused(ring.last() + 1, now.wall(), event, rules));
        }
    }

    /** What becomes of something that has happened to the system. */
    void happened(ActiveRule active, SystemEvent event, Fate fate, String detail) {
        String cause = event.cause() == Cause.EVENT ? detail : event.cause().word();
        add(active.name(), Optional.empty(), 1, event.brief(), fate, null, 0, cause, Optional.empty());
    }

    void lost(SystemLoss loss) {
        add("", Optional.empty(), 1, loss.kind().word(), Fate.LOST, null, 0, loss.reason(), Optional.empty());
    }

    void event(ActiveRule active, FileEvent event, Fate fate) {
        add(active.name(), event, fate, null, "", Optional.empty());
    }

    /** An event has become part of a job, or changes what becomes of it. */
    void event(ActiveRule active, FileEvent event, Fate fate, Job job) {
        add(active.name(), event, fate, job.id(), "", Optional.empty());
    }

    void lost(Overflow overflow) {
        add("", Optional.of(overflow.tree().root()), 1, "", Fate.LOST, null, 0, overflow.reason(), Optional.empty());
    }

    /** A job waits for its turn; of one event that nobody has been told of, it is that which is queued. */
    void queued(ActiveRule active, Job job) {
        boolean isOneEvent = job.size() == 1 && job.made() == 0;
        String event = isOneEvent ? job.changes().get(0).change().word() : "";
        String cause = job.cause() == Cause.EVENT ? "" : job.cause().word();
        add(active.name(), job.path(), job.size(), event, Fate.QUEUED, job.id(), 0, cause, Optional.empty());
    }

    void job(ActiveRule active, Job job, Fate fate) {
        job(active, job, fate, 0, "");
    }

    void job(ActiveRule active, Job job, Fate fate, long run, String detail) {
        add(active.name(), job.path(), job.size(), "", fate, job.id(), run, detail, Optional.empty());
    }

    private void add(
            String rule, FileEvent event, Fate fate, @Nullable JobId job, String detail, Optional<Origin> origin) {
        add(rule, Optional.of(event.path()), 1, event.change().word(), fate, job, 0, detail, origin);
    }

    /** The one place where decisions get their number and their time. */
    private void add(
            String rule,
            Optional<BytePath> path,
            int changes,
            String event,
            Fate fate,
            @Nullable JobId job,
            long run,
            String detail,
            Optional<Origin> origin) {
        Optional<JobId> ofJob = Optional.ofNullable(job);
        Decision decision =
                new Decision(ring.last() + 1, now.wall(), rule, path, changes, event, fate, ofJob, run, detail, origin);
        ring.add(new Ring.Single(decision));
    }

    /**
     * Answers with what was decided after a number; if that is nothing yet, as soon as there is something.
     *
     * @param follows whether to wait; if not, nothing is an answer too
     */
    void read(long after, boolean follows, Consumer<Decisions> answer) {
        if (after < ring.last() || !follows) {
            answer.accept(page(after));
            return;
        }
        followers.add(new Follower(after, answer));
        if (followers.size() > MOST_FOLLOWERS) {
            followers.remove().answer().accept(new Decisions(List.of(), 0, false));
        }
    }

    /** The last thing in a turn. */
    void end() {
        if (telling == null && followers.stream().anyMatch(one -> one.after() < ring.last())) {
            telling = deadlines.at(now.after(GATHER), due -> tell());
        }
    }

    private void tell() {
        telling = null;
        List<Follower> told = List.copyOf(followers);
        followers.clear();
        told.forEach(one -> read(one.after(), true, one.answer()));
    }

    private Decisions page(long after) {
        long first = Math.max(after + 1, ring.oldest());
        long end = Math.min(ring.last(), first + PAGE - 1);
        List<Decision> page = new ArrayList<>();
        ring.tell(first, end, any -> true, page::add);
        return new Decisions(page, first - 1 - after, end < ring.last());
    }

    /** The last decisions about something like this that happened to the system; oldest first. */
    List<Decision> about(SystemEvent event) {
        Deque<Decision> about = new ArrayDeque<>();
        String kind = event.kind().word() + " ";
        ring.tell(ring.oldest(), ring.last(), kept -> kept.path().isEmpty(), decision -> {
            if (decision.event().startsWith(kind) && event.saysNoOtherThan(decision.event())) {
                keep(about, decision);
            }
        });
        return List.copyOf(about);
    }

    /** The last decisions about a path, and about the jobs that it has become part of; oldest first. */
    List<Decision> about(BytePath path) {
        Set<JobId> jobs = new HashSet<>();
        Deque<Decision> about = new ArrayDeque<>();
        ring.tell(ring.oldest(), ring.last(), kept -> mayBeAbout(path, kept), decision -> {
            boolean ofPath = decision.path().filter(path::equals).isPresent();
            boolean ofJob = decision.event().isEmpty()
                    && decision.job().filter(jobs::contains).isPresent();
            if (ofPath || ofJob) {
                decision.job().ifPresent(jobs::add);
                if (decision.fate() == Fate.JOINED) {
                    jobs.add(new JobId(decision.detail()));
                }
                keep(about, decision);
            }
        });
        return List.copyOf(about);
    }

    private static boolean mayBeAbout(BytePath path, Ring.Kept kept) {
        return kept instanceof Ring.Single || kept.path().filter(path::equals).isPresent();
    }

    private static void keep(Deque<Decision> about, Decision decision) {
        about.add(decision);
        if (about.size() > MOST_OF_PATH) {
            about.remove();
        }
    }
}
