package org.reactord.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.view.Fate;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.job.Job;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;

/** One job for each file; a file has at most one. Confined to the loop thread. */
final class FileIntake implements Intake {
    /** An event of one path that waits for quiet. */
    private static final class Waiting {
        FileEvent latest;
        SettleWindow window;

        Waiting(FileEvent latest, SettleWindow window) {
            this.latest = latest;
            this.window = window;
        }
    }

    private final ActiveRule active;
    private final Rule rule;
    private final JobYard yard;
    private final Removals removals;
    private final Incidents incidents;
    private final Backlog backlog;
    private final Map<BytePath, Waiting> settling = new HashMap<>();
    private final Map<BytePath, Job> byPath = new HashMap<>();

    FileIntake(ActiveRule active, Rule rule, JobYard yard, Mending mending, Backlog backlog) {
        this.active = active;
        this.rule = rule;
        this.yard = yard;
        this.removals = mending.removals();
        this.incidents = mending.incidents();
        this.backlog = backlog;
    }

    @Override
    public void take(FileEvent event, Moment now) {
        FileEvent told = followMove(event);
        if (active.elsewhere().contains(told.path())) {
            chronicle().event(active, told, Fate.HELD);
            return; // it is looked for when that command has ended
        }
        Duration settle = rule.settle();
        if (settle.isZero()) {
            trigger(told, now);
            return;
        }
        Waiting waiting = settling.get(told.path());
        if (waiting == null && backlog.hasRoom(settling.size())) {
            SettleWindow window = new SettleWindow(yard.deadlines(), settle, now, due -> expire(told.path(), due));
            settling.put(told.path(), new Waiting(told, window));
            chronicle().event(active, told, Fate.SETTLING);
        } else if (waiting != null) {
            waiting.latest = sum(waiting.latest, told);
            waiting.window.extend(now);
            chronicle().event(active, told, Fate.SETTLING);
        } else {
            chronicle().event(active, told, Fate.LEFT);
        }
    }

    private Chronicle chronicle() {
        return yard.chronicle();
    }

    /** A later chmod or a mere "created" does not hide that the file was written. */
    private static FileEvent sum(FileEvent before, FileEvent after) {
        boolean lesser = after.change() == Change.ATTRIBUTES || after.change() == Change.CREATED;
        return lesser && before.change() != Change.DELETED ? before : after;
    }

    private void expire(BytePath path, Moment now) {
        Waiting waiting = settling.remove(path);
        if (waiting != null) {
            trigger(waiting.latest, now);
        }
    }

    /** If the old name of a moved file was new work, the new name is. */
    private FileEvent followMove(FileEvent event) {
        if (event.from().isEmpty() || !forget(event.from().get())) {
            return event;
        }
        return new FileEvent(
                event.tree(),
                event.path(),
                Change.WRITTEN,
                event.kind(),
                Optional.empty(),
                event.stamp(),
                event.cause());
    }

    @Override
    public void vanished(BytePath path, Moment now) {
        boolean wasStuck = removals.vanished(active, path);
        if (rule.isSpool() && (forget(path) || wasStuck)) {
            incidents.nothingLeft(active, now);
        }
    }

    /** Takes back what has not begun for a path; true if there was something. */
    private boolean forget(BytePath path) {
        boolean waited = unsettle(path);
        Optional<Job> job = takeBack(path, Fate.DROPPED, "nothing has this name any more");
        return waited || job.isPresent();
    }

    private boolean unsettle(BytePath path) {
        Waiting waiting = settling.remove(path);
        if (waiting != null) {
            waiting.window.cancel();
        }
        return waiting != null;
    }

    private Optional<Job> takeBack(BytePath path, Fate fate, String why) {
        Job job = byPath.get(path);
        if (job == null || !isPending(job)) {
            return Optional.empty();
        }
        byPath.remove(path);
        chronicle().job(active, job, fate, 0, why);
        yard.drop(active, job);
        return Optional.of(job);
    }

    @Override
    public Optional<Job> withdraw(BytePath path, String why) {
        unsettle(path);
        return takeBack(path, Fate.CANCELLED, why);
    }

    @Override
    public boolean isWaiting(BytePath path) {
        Job job = byPath.get(path);
        return settling.containsKey(path) || (job != null && isPending(job));
    }

    @Override
    public boolean isUnderWay(BytePath path) {
        Job job = byPath.get(path);
        return job != null && !isPending(job);
    }

    private static boolean isPending(Job job) {
        return job.state() == Job.State.QUEUED || job.state() == Job.State.RETRYING;
    }

    private void trigger(FileEvent event, Moment now) {
        Job job = byPath.get(event.path());
        if (job == null) {
            if (backlog.hasRoom(settling.size())) {
                begin(event, now);
            } else {
                chronicle().event(active, event, Fate.LEFT);
            }
            return;
        }
        if (!job.changedMeanwhile() && JobYard.tellsNothingNew(job, event)) {
            chronicle().event(active, event, Fate.KNOWN, job);
            return;
        }
        switch (job.state()) {
            case RUNNING, DISPOSING -> {
                job.again(event);
                chronicle().event(active, event, Fate.AGAIN, job);
            }
            case QUEUED, RETRYING -> {
                // Other content is other work: it has its own name, and owes nothing to the failures of the old.
                chronicle().job(active, job, Fate.DROPPED, 0, "the file has changed and is a new job");
                yard.drop(active, job);
                byPath.remove(event.path());
                begin(event, now);
            }
        }
    }

    private void begin(FileEvent event, Moment now) {
        Job job = yard.make(active, event, now);
        if (yard.wasDelivered(active, event)) {
            chronicle().event(active, event, Fate.KNOWN, job);
            if (!keepsDelivered()) {
                byPath.put(event.path(), job);
                removals.deliveredBefore(active, job);
            }
            return;
        }
        byPath.put(event.path(), job);
        if (rule.isSpool() && rule.enabled() == Enabled.ON && removals.setAsideIfPoison(active, job)) {
            chronicle().job(active, job, Fate.GIVEN_UP, 0, "daemons keep dying over it");
            return;
        }
        yard.enqueue(active, job, now);
    }

    private boolean keepsDelivered() {
        return rule.source() instanceof RuleSource.Spool spool && spool.done() instanceof Done.Keep;
    }

    @Override
    public void gone(Job job, Moment now) {
        job.path().ifPresent(path -> byPath.remove(path, job));
        job.takeAgain().ifPresent(event -> take(event, now));
        backlog.eased(settling.size());
    }

    @Override
    public void adopt(Job job) {
        job.path().ifPresent(path -> byPath.put(path, job));
    }

    @Override
    public Optional<Long> settlesAt(BytePath path) {
        return Optional.ofNullable(settling.get(path)).map(waiting -> waiting.window.end());
    }

    @Override
    public int settling() {
        return settling.size();
    }

    @Override
    public void flush(Moment now) {
        for (BytePath path : List.copyOf(settling.keySet())) {
            Waiting waiting = settling.get(path);
            if (waiting != null) {
                waiting.window.cancel();
                expire(path, now);
            }
        }
    }

    @Override
    public void close() {
        settling.values().forEach(waiting -> waiting.window.cancel());
        settling.clear();
        byPath.clear();
    }
}
