package org.reactord.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.reactord.control.MetricFamily.Sort;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.Status;
import org.reactord.source.RootState;

/** What a status says in numbers. A rule has the same series whatever it does: no path and no job is ever a label. */
final class Metrics {
    private static final String RULE = "rule";

    private final Status status;
    private final Facts facts;
    private final List<MetricFamily> families = new ArrayList<>();

    Metrics(Status status, Facts facts) {
        this.status = status;
        this.facts = facts;
    }

    List<MetricFamily> families() {
        daemon();
        states();
        work();
        runs();
        incidents();
        return families;
    }

    private MetricFamily family(String name, Sort sort, String help) {
        MetricFamily family = new MetricFamily("reactor_" + name, sort, help);
        families.add(family);
        return family;
    }

    private void daemon() {
        family("daemon", Sort.INFO, "The daemon that answers.")
                .add(1, "version", facts.version(), "backend", status.backend(), "launcher", status.launcher());
        family("up", Sort.GAUGE, "1, or 0 once the daemon takes no more work.")
                .add(!status.state().equals(Status.STOPPING));
        family("start_time_seconds", Sort.GAUGE, "When the daemon started, since the epoch.")
                .add(status.started());
        family("parallel_limit", Sort.GAUGE, "How many commands may run at once.")
                .add(status.limit());
        family("jobs", Sort.GAUGE, "Jobs that wait or run.").add(status.jobTotal());
        family("event_overflows", Sort.COUNTER, "Times that events were lost and directories compared instead.")
                .add(status.overflows());
        family("state_trouble", Sort.GAUGE, "1 while the state directory takes nothing.")
                .add(status.trouble().isPresent());
        family("launch_trouble", Sort.GAUGE, "1 while the system starts no process for a job.")
                .add(status.refusal().isPresent());
    }

    private void states() {
        MetricFamily rules = family("rules", Sort.GAUGE, "Rules by how they are.");
        for (Health health : Health.values()) {
            rules.add(
                    status.rules().stream()
                            .filter(rule -> rule.health() == health)
                            .count(),
                    "state",
                    health.word());
        }
        MetricFamily states = family("rule_state", Sort.STATESET, "How a rule is, in the words of reactorctl status.");
        for (RuleStatus rule : status.rules()) {
            for (Health health : Health.values()) {
                states.add(rule.health() == health, RULE, rule.rule().name(), "reactor_rule_state", health.word());
            }
        }
    }

    private void work() {
        each(
                "watches",
                Sort.GAUGE,
                "Registrations with the kernel for a rule, which others may share.",
                rule -> rule.roots().stream().mapToLong(RootState::watches).sum());
        each(
                "roots_degraded",
                Sort.GAUGE,
                "Watched trees of which a part cannot be watched.",
                rule -> rule.roots().stream()
                        .filter(root -> root.kind() == RootState.Kind.DEGRADED)
                        .count());
        each("paths_settling", Sort.GAUGE, "Paths that wait for quiet.", RuleStatus::settling);
        each("jobs_queued", Sort.GAUGE, "Jobs whose turn has not come.", RuleStatus::queued);
        each("jobs_running", Sort.GAUGE, "Jobs whose command runs.", RuleStatus::running);
        each("jobs_retrying", Sort.GAUGE, "Jobs that wait for another attempt.", RuleStatus::retrying);
    }

    private void runs() {
        each("runs_succeeded", Sort.COUNTER, "Runs that succeeded, since the start.", RuleStatus::succeeded);
        each("runs_failed", Sort.COUNTER, "Runs that failed, since the start.", RuleStatus::failed);
        each("jobs_given_up", Sort.COUNTER, "Jobs that were given up, since the start.", RuleStatus::givenUp);
        MetricFamily ends = family("last_run_time_seconds", Sort.GAUGE, "When the last run ended, since the epoch.");
        MetricFamily lengths = family("last_run_duration_seconds", Sort.GAUGE, "How long the last run took.");
        MetricFamily successes = family("last_run_success", Sort.GAUGE, "1 if the last run succeeded.");
        for (RuleStatus rule : status.rules()) {
            String name = rule.rule().name();
            rule.lastRun().ifPresent(run -> {
                ends.add(run.started().plus(run.took()), RULE, name);
                lengths.add(run.took(), RULE, name);
                successes.add(run.outcome().success(), RULE, name);
            });
        }
    }

    private void incidents() {
        MetricFamily since = family("incident_start_time_seconds", Sort.GAUGE, "Since when a rule fails, if it does.");
        MetricFamily failures = family("incident_failures", Sort.GAUGE, "Attempts that failed since then.");
        for (RuleStatus rule : status.rules()) {
            String name = rule.rule().name();
            rule.incident().ifPresent(incident -> {
                since.add(incident.since(), RULE, name);
                failures.add(incident.failures(), RULE, name);
            });
        }
    }

    private void each(String name, Sort sort, String help, ToLongFunction<RuleStatus> value) {
        MetricFamily family = family(name, sort, help);
        status.rules()
                .forEach(rule ->
                        family.add(value.applyAsLong(rule), RULE, rule.rule().name()));
    }
}
