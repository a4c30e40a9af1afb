package org.reactord.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.reactord.job.Attempt;
import org.reactord.job.Job;

/** An attempt under way. Confined to the loop thread. */
final class Running {
    /** Why we told it to end, if we did. */
    enum Ending {
        BY_ITSELF,
        TIMED_OUT,
        /** The daemon ends. */
        CANCELLED,
        /** A person wants this job no more. */
        DROPPED
    }

    private final ActiveRule active;
    private final Job job;
    private final Attempt attempt;
    private final Moment started;
    private final List<Deadlines.Deadline> deadlines = new ArrayList<>();
    private OptionalLong pid = OptionalLong.empty();
    private Duration waited = Duration.ZERO;
    private Ending ending = Ending.BY_ITSELF;
    private boolean killed;
    private boolean lost;
    private boolean counted = true;

    Running(ActiveRule active, Job job, Attempt attempt, Moment started) {
        this.active = active;
        this.job = job;
        this.attempt = attempt;
        this.started = started;
    }

    ActiveRule active() {
        return active;
    }

    Job job() {
        return job;
    }

    Attempt attempt() {
        return attempt;
    }

    Moment started() {
        return started;
    }

    /** What must be cancelled when it ends. */
    List<Deadlines.Deadline> deadlines() {
        return deadlines;
    }

    OptionalLong pid() {
        return pid;
    }

    /** Its command has begun, so long after the launcher was asked for it. */
    void isThere(long known, Duration after) {
        pid = OptionalLong.of(known);
        waited = Duration.ofNanos(started.ticks() - job.readyAt()).plus(after);
    }

    /** How long the job had been ready before its command was there; zero if it never was. */
    Duration waited() {
        return waited;
    }

    Ending ending() {
        return ending;
    }

    void endingBecause(Ending why) {
        ending = why;
    }

    boolean killed() {
        return killed;
    }

    void kill() {
        killed = true;
    }

    /** Whether not even a kill has ended it. */
    boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    /** Whether it takes one of the daemon-wide places. */
    boolean counted() {
        return counted;
    }

    void countNoMore() {
        counted = false;
    }
}
