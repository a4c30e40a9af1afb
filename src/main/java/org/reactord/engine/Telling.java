package org.reactord.engine;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.job.Attempt;
import org.reactord.rule.Command;
import org.reactord.rule.Execution;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Per;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.StdinMode;

/**
 * What somebody is told about an incident, as it was at one moment.
 *
 * @param failing false if it is over
 * @param first whether nothing was told of this incident before
 * @param about the last failure
 * @param variables what the command that tells finds in its environment, beside what is said about the job
 */
record Telling(Rule rule, boolean failing, boolean first, Failure about, Map<String, String> variables) {
    /** A message is short; what takes longer hangs. */
    static final Duration TIMEOUT = Duration.ofMinutes(1);

    static Telling failing(ActiveRule active, Incident incident, Moment now) {
        return of(active, incident, true, now);
    }

    static Telling recovered(ActiveRule active, Incident incident, Moment now) {
        return of(active, incident, false, now);
    }

    private static Telling of(ActiveRule active, Incident incident, boolean failing, Moment now) {
        Failure last = incident.last();
        int pending = active.waiting() + active.retries().size();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REACTOR_INCIDENT", failing ? "failing" : "recovered");
        variables.put(
                "REACTOR_SINCE",
                incident.since().wall().truncatedTo(ChronoUnit.MILLIS).toString());
        variables.put(
                "REACTOR_ELAPSED", Long.toString(now.since(incident.since()).toSeconds()));
        variables.put("REACTOR_FAILURES", Integer.toString(incident.failures()));
        variables.put("REACTOR_PENDING", Integer.toString(pending));
        variables.put("REACTOR_EXIT_KIND", last.kind());
        variables.put("REACTOR_EXIT_CODE", last.code());
        variables.put("REACTOR_REASON", last.reason());
        variables.put("REACTOR_STDERR_LAST", last.output().lastLine());
        last.output().whole().ifPresent(whole -> {
            variables.put("REACTOR_STDOUT_FILE", whole.stdout().display());
            variables.put("REACTOR_STDERR_FILE", whole.stderr().display());
        });
        return new Telling(active.rule(), failing, incident.told() == null, last, variables);
    }

    /** The attempt that runs a command to tell it; about the job that failed last, but no attempt of that job. */
    Attempt attempt(long run, Command command) {
        Attempt failed = about.attempt();
        Map<String, String> env = new LinkedHashMap<>(rule.execution().env());
        env.putAll(variables);
        Execution execution =
                new Execution(command, StdinMode.NONE, env, rule.execution().cwd(), TIMEOUT);
        // Of one file, so that no list must be written first: a disk that is full is a thing to tell of.
        // Not a spool: there the launcher makes sure that the item lies there still, and one that was given up does
        // not.
        RuleSource place = new RuleSource.Watch(rule.source().roots(), Set.of(), false, false);
        Rule telling = new Rule(
                rule.name(),
                rule.origin(),
                place,
                rule.filter(),
                rule.settle(),
                Per.FILE,
                rule.queue(),
                execution,
                rule.retry(),
                OnFailure.DEFAULT,
                rule.enabled(),
                List.of());
        return new Attempt(run, failed.job(), telling, failed.number(), failed.cause(), failed.changes());
    }

    /** The same, where what was to be told before has not been. */
    Telling asFirst() {
        return new Telling(rule, failing, true, about, variables);
    }

    /** What tells, for the log. */
    String what() {
        return command().isPresent() ? "its on-failure command" : "a desktop notification";
    }

    /** What the rule says that tells; empty: the desktop. */
    Optional<Command> command() {
        return rule.onFailure().command();
    }
}
