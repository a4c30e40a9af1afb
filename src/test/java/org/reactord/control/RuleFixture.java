package org.reactord.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.reactord.engine.view.Health;
import org.reactord.engine.view.IncidentStatus;
import org.reactord.engine.view.JobStatus;
import org.reactord.engine.view.PauseStatus;
import org.reactord.engine.view.RuleStatus;
import org.reactord.engine.view.RunStatus;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.WatchedTree;
import org.reactord.job.JobId;
import org.reactord.job.Outcome;
import org.reactord.job.Output;
import org.reactord.rule.Command;
import org.reactord.rule.Done;
import org.reactord.rule.Enabled;
import org.reactord.rule.Execution;
import org.reactord.rule.Filter;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Origin;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSource;
import org.reactord.rule.Setting;
import org.reactord.rule.StdinMode;
import org.reactord.source.RootState;

/** Rules and what is told of them, a few words each. */
final class RuleFixture {
    private RuleFixture() {}

    static RuleSource spool(String directory) {
        return new RuleSource.Spool(path(directory), new Done.Delete(), path(directory + "/.failed"));
    }

    static RuleSource watch(String... roots) {
        return new RuleSource.Watch(
                List.of(roots).stream().map(RuleFixture::path).toList(), Set.of(Change.WRITTEN), true, true);
    }

    static BytePath path(String text) {
        return BytePath.ofUtf8(text);
    }

    static Rule rule(String name, RuleSource source, String line) {
        return rule(name, source, line, Enabled.ON);
    }

    static Rule rule(String name, RuleSource source, String line, Enabled enabled) {
        Origin origin = new Origin("/etc/reactor/rules.d/10.yaml", 3, 1);
        return new Rule(
                name,
                origin,
                source,
                new Filter(List.of(), List.of(), List.of()),
                Duration.ZERO,
                Per.FILE,
                QueuePolicy.SEQUENTIAL,
                new Execution(new Command.Shell(line), StdinMode.FILE, Map.of(), Optional.empty(), Duration.ofHours(1)),
                RetryPolicy.PATIENT,
                OnFailure.DEFAULT,
                enabled,
                List.of(
                        new Setting(source.key(), source.roots().get(0).display(), new Origin("10.yaml", 4, 3)),
                        new Setting("run", "msmtp -t", new Origin("20.yaml", 9, 3)),
                        new Setting("timeout", "1h", Origin.DEFAULT)));
    }

    /** A rule with nothing to do. */
    static RuleStatus idle(Rule rule, Health health) {
        return status(rule, health, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static RuleStatus status(
            Rule rule,
            Health health,
            int running,
            int retrying,
            Optional<IncidentStatus> incident,
            Optional<RunStatus> lastRun,
            Optional<String> trouble) {
        return new RuleStatus(
                rule,
                1,
                health,
                roots(rule, health),
                List.of(),
                0,
                0,
                running,
                retrying,
                5,
                7,
                0,
                incident,
                lastRun,
                trouble,
                Optional.empty());
    }

    static RuleStatus paused(Rule rule, PauseStatus pause) {
        return new RuleStatus(
                rule,
                1,
                Health.PAUSED,
                roots(rule, Health.PAUSED),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(pause));
    }

    /** The same with another root. */
    static RuleStatus with(RuleStatus idle, RootState root) {
        return new RuleStatus(
                idle.rule(),
                1,
                idle.health(),
                List.of(root),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<RootState> roots(Rule rule, Health health) {
        boolean waiting = health == Health.WAITING;
        return rule.trees().stream().map(tree -> root(tree, waiting)).toList();
    }

    private static RootState root(WatchedTree tree, boolean waiting) {
        return waiting
                ? new RootState(tree, RootState.Kind.WAITING, tree.root() + " does not exist", 0)
                : new RootState(tree, RootState.Kind.WATCHED, "", 1);
    }

    static RunStatus run(BytePath path, Outcome outcome, String stderr) {
        byte[] said = stderr.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new RunStatus(
                41,
                new JobId("1x2y3z4w"),
                Optional.of(path),
                1,
                3,
                Cause.RETRY,
                FakeEngine.NOW.minusMillis(3120),
                Duration.ofMillis(120),
                outcome,
                new Output(new byte[0], said, 0, said.length));
    }

    static JobStatus running(String rule, BytePath path) {
        return new JobStatus(
                new JobId("1x2y3z4w"),
                rule,
                Optional.of(path),
                1,
                "running",
                2,
                Optional.empty(),
                OptionalLong.of(4242));
    }
}
