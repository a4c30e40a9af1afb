package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.exec.Launcher;
import org.reactord.job.Attempt;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Command;
import org.reactord.rule.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands that tell somebody of an incident: of each rule one at a time, and none of them takes a place of the
 * commands that do the work. One that fails is logged and is not tried again; nobody is told of it. Confined to the loop
 * thread.
 */
final class Messenger {
    /** When a telling is tried again for which the system had no process to give. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

    private final Launcher launcher;
    private final Deadlines deadlines;
    private final Serials serials;
    private final WholeOutputs outputs;
    private final Map<Long, Errand> running = new LinkedHashMap<>();
    private final Map<String, Deque<Telling>> waiting = new HashMap<>();
    private boolean stopping;

    Messenger(Launcher launcher, Deadlines deadlines, Serials serials, WholeOutputs outputs) {
        this.launcher = launcher;
        this.deadlines = deadlines;
        this.serials = serials;
        this.outputs = outputs;
    }

    private Optional<Command> command(Telling telling) {
        return telling.command().or(launcher::notification);
    }

    /** Runs the command now or when its turn comes; the answer is a clause for the log that says so. */
    String send(Telling telling, Moment now) {
        if (stopping || command(telling).isEmpty()) {
            return "";
        }
        Deque<Telling> line = waiting.computeIfAbsent(telling.rule().name(), name -> new ArrayDeque<>());
        if (isRunningFor(telling.rule().name()) || !line.isEmpty()) {
            supersede(line, telling);
            return telling.what() + " is run when the last one has ended; ";
        }
        outputs.hold(telling.about());
        start(telling, now);
        return telling.what() + " is run; ";
    }

    private boolean isRunningFor(String rule) {
        return running.values().stream()
                .anyMatch(errand -> errand.attempt().rule().name().equals(rule));
    }

    /** Nobody needs to hear what is not so any more; and of an incident that nobody has heard of, not the end either. */
    private void supersede(Deque<Telling> line, Telling telling) {
        Telling last = line.peekLast();
        boolean stale = last != null && last.failing();
        if (stale) {
            outputs.release(line.removeLast().about());
        }
        boolean neverTold = stale && last.first();
        if (telling.failing()) {
            outputs.hold(telling.about());
            line.addLast(neverTold ? telling.asFirst() : telling);
        } else if (!neverTold) {
            outputs.hold(telling.about());
            line.addLast(telling);
        }
    }

    private void start(Telling telling, Moment now) {
        Command command = command(telling).orElse(null);
        if (command == null) {
            outputs.release(telling.about());
            return;
        }
        Attempt attempt = telling.attempt(serials.nextRun(), command);
        Errand errand = new Errand(telling, attempt);
        running.put(attempt.run(), errand);
        errand.deadlines().add(deadlines.at(now.after(Telling.TIMEOUT), due -> timeOut(errand, due)));
        launcher.launchAside(attempt);
    }

    private void timeOut(Errand errand, Moment now) {
        LOG.warn("{} still runs after {}; it is ended", errand.label(), Durations.text(Telling.TIMEOUT));
        end(errand, now);
    }

    private void end(Errand errand, Moment now) {
        if (!errand.toldToEnd()) {
            errand.tellToEnd();
            launcher.signal(errand.attempt(), Launcher.Sent.TERM);
            errand.deadlines().add(deadlines.at(now.after(Dispatcher.GRACE), due -> kill(errand, due)));
        }
    }

    private void kill(Errand errand, Moment now) {
        launcher.signal(errand.attempt(), Launcher.Sent.KILL);
        errand.deadlines().add(deadlines.at(now.after(Dispatcher.GRACE), due -> lose(errand)));
    }

    private static void lose(Errand errand) {
        errand.lose();
        LOG.error("{} is still there {} after SIGKILL", errand.label(), Durations.text(Dispatcher.GRACE));
    }

    /** True if it was one of these commands that ended. */
    boolean ended(Attempt attempt, Outcome outcome, Output output, Moment now) {
        Errand errand = running.remove(attempt.run());
        if (errand == null) {
            return false;
        }
        errand.deadlines().forEach(deadlines::cancel);
        if (outcome instanceof Outcome.Deferred && !stopping) {
            sendLater(errand, outcome, now);
            return true;
        }
        outputs.release(errand.telling().about());
        log(errand, outcome, output);
        next(attempt.rule().name(), now);
        return true;
    }

    private void sendLater(Errand errand, Outcome outcome, Moment now) {
        String rule = errand.attempt().rule().name();
        LOG.warn("{} {}; tried again in {}", errand.label(), outcome.describe(), Durations.text(AGAIN));
        waiting.computeIfAbsent(rule, name -> new ArrayDeque<>()).addFirst(errand.telling());
        deadlines.at(now.after(AGAIN), due -> next(rule, due));
    }

    private static void log(Errand errand, Outcome outcome, Output output) {
        String said = output.lastLine().isEmpty() ? "" : "; it said: " + output.lastLine();
        if (errand.endsWithDaemon() && !outcome.success()) {
            LOG.info("{} {}: the daemon ends", errand.label(), outcome.describe());
        } else if (outcome.success()) {
            LOG.debug("{} {}", errand.label(), outcome.describe());
        } else if (errand.telling().command().isPresent()) {
            LOG.warn("{} {}; it is not tried again{}", errand.label(), outcome.describe(), said);
        } else {
            LOG.info("{} {}; this log has it all the same{}", errand.label(), outcome.describe(), said);
        }
    }

    private void next(String rule, Moment now) {
        Deque<Telling> line = waiting.get(rule);
        if (line != null && !line.isEmpty() && !isRunningFor(rule)) {
            start(line.removeFirst(), now);
        } else if (line != null && line.isEmpty()) {
            waiting.remove(rule);
        }
    }

    /** True once nothing is told any more. */
    boolean isStopping() {
        return stopping;
    }

    /** Tells nothing any more; what runs is given a moment to end by itself, or none at all. */
    void stop(boolean atOnce, Moment now) {
        stopping = true;
        waiting.values().forEach(line -> line.forEach(telling -> outputs.release(telling.about())));
        waiting.clear();
        for (Errand errand : List.copyOf(running.values())) {
            errand.endWithDaemon();
            if (atOnce) {
                end(errand, now);
            } else {
                errand.deadlines().add(deadlines.at(now.after(Dispatcher.GRACE), due -> end(errand, due)));
            }
        }
    }

    /** True if nothing runs that could still end. */
    boolean isIdle() {
        return running.values().stream().allMatch(Errand::lost);
    }
}
