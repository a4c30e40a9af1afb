package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactord.exec.LaunchListener;
import org.reactord.exec.Launcher;
import org.reactord.exec.Leftover;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Command;

/** A launcher that starts nothing: the test says how each attempt ends, or how all of them do. */
final class RecordingLauncher implements Launcher {
    /** An attempt that was started, and when. */
    record Launch(Duration at, Attempt attempt) {
        /** The names that it was about, in order. */
        String names() {
            List<String> names = attempt.changes().stream()
                    .map(FileChange::path)
                    .map(path -> path.name().display())
                    .toList();
            return String.join(" ", names);
        }
    }

    /** A signal that was sent, and when. */
    record Signal(Duration at, long run, Sent signal) {}

    private final LaunchListener listener;
    private final Supplier<Duration> elapsed;
    private final List<Launch> launches = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    final List<Leftover> leftovers = new ArrayList<>();
    final List<Sent> leftSignals = new ArrayList<>();
    final List<JobId> forgotten = new ArrayList<>();
    private final List<Long> discarded = new ArrayList<>();
    private Optional<Command> notification = Optional.empty();
    private final Map<Long, Launch> running = new LinkedHashMap<>();
    private @Nullable Function<Attempt, Outcome> always;
    private int mostAtOnce;

    RecordingLauncher(LaunchListener listener, Supplier<Duration> elapsed) {
        this.listener = listener;
        this.elapsed = elapsed;
    }

    /** From now on every attempt ends as soon as it has begun. */
    void always(Outcome outcome) {
        always = attempt -> outcome;
    }

    void always(Function<Attempt, Outcome> outcome) {
        always = outcome;
    }

    /** From now on the test says how each attempt ends. */
    void byHand() {
        always = null;
    }

    List<Launch> launches() {
        return launches;
    }

    /** The runs whose whole output was discarded. */
    List<Long> discarded() {
        return discarded;
    }

    /** There is a desktop from now on. */
    void desktop(Command command) {
        notification = Optional.of(command);
    }

    List<Signal> signals() {
        return signals;
    }

    List<Launch> running() {
        return List.copyOf(running.values());
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    /** The running attempt about these names. */
    Attempt runningFor(String names) {
        return running.values().stream()
                .filter(launch -> launch.names().equals(names))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("nothing runs for " + names))
                .attempt();
    }

    void end(Attempt attempt, Outcome outcome, Output output) {
        if (running.remove(attempt.run()) == null) {
            throw new IllegalStateException("not running: " + attempt);
        }
        listener.ended(attempt, outcome, output);
    }

    @Override
    public void launchAside(Attempt attempt) {
        launch(attempt);
    }

    @Override
    public void launch(Attempt attempt) {
        Launch launch = new Launch(elapsed.get(), attempt);
        launches.add(launch);
        running.put(attempt.run(), launch);
        mostAtOnce = Math.max(mostAtOnce, running.size());
        Outcome outcome = always == null ? null : always.apply(attempt);
        if (!(outcome instanceof Outcome.Deferred || outcome instanceof Outcome.CannotStart)) {
            listener.started(attempt, 10_000 + attempt.run(), Duration.ZERO);
        }
        if (outcome != null) {
            end(attempt, outcome, Output.NONE);
        }
    }

    @Override
    public void signal(Attempt attempt, Sent signal) {
        signals.add(new Signal(elapsed.get(), attempt.run(), signal));
    }

    @Override
    public List<Leftover> leftovers() {
        return leftovers;
    }

    @Override
    public void signal(Leftover leftover, Sent signal) {
        leftSignals.add(signal);
    }

    @Override
    public void forget(JobId job) {
        forgotten.add(job);
    }

    @Override
    public void discard(Attempt attempt) {
        discarded.add(attempt.run());
    }

    @Override
    public Optional<Command> notification() {
        return notification;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void close() {}
}
