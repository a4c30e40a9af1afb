package org.reactord.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.engine.view.RunStatus;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.job.Job;
import org.reactord.job.RunQueue;
import org.reactord.rule.Rule;

/**
 * A rule at work: the version of it that holds now, its jobs, and how it fares.
 *
 * <p>A reload that changes the rule changes it in here, so that what runs under the old version still counts for the
 * queue of the new one. Confined to the loop thread.
 */
final class ActiveRule {
    private final RunQueue queue;
    private final Set<Job> jobs = new LinkedHashSet<>();
    private final Map<Job, Deadlines.Deadline> retries = new LinkedHashMap<>();
    private final Set<Job> failing = new HashSet<>();
    private final Map<BytePath, StuckItem> stuck = new LinkedHashMap<>();
    private final Set<BytePath> elsewhere = new HashSet<>();
    private final WaitingStates waitingStates = new WaitingStates();
    private final Map<BytePath, Cause> unseen = new LinkedHashMap<>();
    private final Rounds rounds = new Rounds();
    private Rule rule;
    private int generation = 1;
    private boolean retired;
    private Intake intake = Intake.CLOSED;
    private @Nullable Incident incident;
    private @Nullable Pause pause;
    private @Nullable RunStatus lastRun;
    private int running;
    private long succeeded;
    private long failed;
    private long givenUp;

    ActiveRule(Rule rule) {
        this.rule = rule;
        this.queue = new RunQueue(rule.queue());
    }

    Rule rule() {
        return rule;
    }

    int generation() {
        return generation;
    }

    String name() {
        return rule.name();
    }

    /** The same rule, written elsewhere in the files. */
    void movedTo(Rule same) {
        rule = same;
    }

    /** Another version of the rule, with an intake of its own. */
    void become(Rule changed, Intake changedIntake) {
        rule = changed;
        generation++;
        retired = false;
        queue.policy(changed.queue());
        intake(changedIntake);
    }

    void intake(Intake newIntake) {
        intake.close();
        intake = newIntake;
    }

    Intake intake() {
        return intake;
    }

    /** The rule is in the rule files no more; what runs may end. */
    void retire() {
        retired = true;
        intake(Intake.CLOSED);
    }

    boolean retired() {
        return retired;
    }

    RunQueue queue() {
        return queue;
    }

    /** Every living job of the rule, oldest first. */
    Set<Job> jobs() {
        return jobs;
    }

    Map<Job, Deadlines.Deadline> retries() {
        return retries;
    }

    /** Living jobs that have failed and have not succeeded since. */
    Set<Job> failing() {
        return failing;
    }

    /** Items that were handled but cannot be removed. */
    Map<BytePath, StuckItem> stuck() {
        return stuck;
    }

    /** Items that a command of a rule still has that is there no more. */
    Set<BytePath> elsewhere() {
        return elsewhere;
    }

    /** Its events that came with a state. */
    WaitingStates waitingStates() {
        return waitingStates;
    }

    /** Events on their way into the directory in which they wait for the rule, and why they came. */
    Map<BytePath, Cause> unseen() {
        return unseen;
    }

    /** True if it is paused, or if nothing gathers that will be a job and no job lives but those that have failed. */
    boolean hasNothingToBegin() {
        return pause != null || (queue.size() == 0 && intake.settling() == 0 && jobs.size() == failing.size());
    }

    /** What its own runs have done. */
    Rounds rounds() {
        return rounds;
    }

    /** Why it starts nothing for the time being. */
    Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    void pause(@Nullable Pause begunOrOver) {
        pause = begunOrOver;
    }

    /** True if nothing of the rule has failed and is still to be made good. */
    boolean isClear() {
        return failing.isEmpty()
                && stuck.isEmpty()
                && pause().filter(Pause::isOfLoop).isEmpty();
    }

    /** How many jobs wait for their turn, or for it to be seen whether they are work. */
    int waiting() {
        return queue.size() + rounds.held().size();
    }

    int running() {
        return running;
    }

    void started() {
        running++;
    }

    void ended(RunStatus run) {
        running--;
        lastRun = run;
        if (run.outcome().success()) {
            succeeded++;
        } else if (run.outcome().countsAgainstJob()) {
            failed++;
        }
    }

    void gaveUp() {
        givenUp++;
    }

    void lastRun(RunStatus cut) {
        lastRun = cut;
    }

    Optional<RunStatus> lastRun() {
        return Optional.ofNullable(lastRun);
    }

    Optional<Incident> incident() {
        return Optional.ofNullable(incident);
    }

    void incident(@Nullable Incident begunOrOver) {
        incident = begunOrOver;
    }

    long succeeded() {
        return succeeded;
    }

    long failed() {
        return failed;
    }

    long givenUp() {
        return givenUp;
    }
}
