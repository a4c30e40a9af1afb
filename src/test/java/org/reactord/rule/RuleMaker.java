package org.reactord.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.Glob;

/** Makes rules for tests, with the defaults of the rule language. */
public final class RuleMaker {
    private final String name;
    private RuleSource source;
    private List<Pattern> match = List.of();
    private List<Pattern> ignore = List.of();
    private List<Pattern> defaults;
    private Duration settle;
    private Per per;
    private QueuePolicy queue = QueuePolicy.SEQUENTIAL;
    private Command command = new Command.Shell("true");
    private Duration timeout = Duration.ofHours(1);
    private RetryPolicy retry = RetryPolicy.PATIENT;
    private OnFailure onFailure = OnFailure.DEFAULT;
    private Enabled enabled = Enabled.ON;
    private final List<Setting> settings = new ArrayList<>();

    private RuleMaker(String name, RuleSource source, List<Pattern> defaults, Duration settle, Per per) {
        this.name = name;
        this.source = source;
        this.defaults = defaults;
        this.settle = settle;
        this.per = per;
    }

    /** A spool of the directory {@code /NAME}. */
    public static RuleMaker spool(String name) {
        BytePath directory = BytePath.ofUtf8("/" + name);
        BytePath failed = directory.resolve(BytePath.ofUtf8(".failed"));
        RuleSource source = new RuleSource.Spool(directory, new Done.Delete(), failed);
        return new RuleMaker(name, source, DefaultIgnores.SPOOL, Duration.ZERO, Per.FILE);
    }

    /** Of events that are sent under the rule's name, in the directory {@code /NAME}. */
    public static RuleMaker event(String name) {
        RuleSource source = RuleSource.Spool.ofEvents(new RuleSource.Items.Emitted(name), BytePath.ofUtf8("/" + name));
        return new RuleMaker(name, source, DefaultIgnores.SPOOL, Duration.ZERO, Per.FILE);
    }

    /** A watch of the directory {@code /NAME}. */
    public static RuleMaker watch(String name) {
        Set<Change> on = Set.of(Change.WRITTEN, Change.DELETED, Change.MOVED);
        RuleSource source = new RuleSource.Watch(List.of(BytePath.ofUtf8("/" + name)), on, false, true);
        return new RuleMaker(name, source, DefaultIgnores.WATCH, Duration.ofSeconds(1), Per.BATCH);
    }

    /** A rule that waits for what happens to the system, with the events in the directory {@code /NAME}. */
    public static RuleMaker system(String name, SystemWant want) {
        RuleSource source = RuleSource.Spool.ofEvents(new RuleSource.Items.Happened(want), BytePath.ofUtf8("/" + name));
        return new RuleMaker(name, source, DefaultIgnores.SPOOL, Duration.ZERO, Per.FILE).retry(RetryPolicy.NEVER);
    }

    public RuleMaker directory(String path) {
        if (source instanceof RuleSource.Spool spool) {
            source = new RuleSource.Spool(BytePath.ofUtf8(path), spool.done(), spool.failed());
        } else if (source instanceof RuleSource.Watch watch) {
            source = new RuleSource.Watch(
                    List.of(BytePath.ofUtf8(path)), watch.on(), watch.recursive(), watch.catchUp());
        }
        return this;
    }

    /** Waits for events of another name. */
    public RuleMaker emitted(String event) {
        if (source instanceof RuleSource.Spool spool) {
            source = RuleSource.Spool.ofEvents(new RuleSource.Items.Emitted(event), spool.directory());
        }
        return this;
    }

    public RuleMaker done(Done done) {
        if (source instanceof RuleSource.Spool spool) {
            source = new RuleSource.Spool(spool.directory(), done, spool.failed());
        }
        return this;
    }

    public RuleMaker on(Change... changes) {
        if (source instanceof RuleSource.Watch watch) {
            source = new RuleSource.Watch(watch.roots(), Set.of(changes), watch.recursive(), watch.catchUp());
        }
        return this;
    }

    public RuleMaker recursive() {
        if (source instanceof RuleSource.Watch watch) {
            source = new RuleSource.Watch(watch.roots(), watch.on(), true, watch.catchUp());
        }
        return this;
    }

    public RuleMaker catchUp(boolean wanted) {
        if (source instanceof RuleSource.Watch watch) {
            source = new RuleSource.Watch(watch.roots(), watch.on(), watch.recursive(), wanted);
        }
        return this;
    }

    public RuleMaker match(String... globs) {
        match = patterns(globs);
        return this;
    }

    public RuleMaker ignore(String... globs) {
        ignore = patterns(globs);
        return this;
    }

    public RuleMaker noDefaults() {
        defaults = List.of();
        return this;
    }

    public RuleMaker settle(Duration quiet) {
        settle = quiet;
        return this;
    }

    public RuleMaker per(Per one) {
        per = one;
        return this;
    }

    public RuleMaker sequential(String key) {
        queue = new QueuePolicy(QueuePolicy.Kind.SEQUENTIAL, 1, Optional.of(Template.ofAnyWords(key)));
        return this;
    }

    public RuleMaker parallel(int width) {
        queue = new QueuePolicy(QueuePolicy.Kind.PARALLEL, width, Optional.empty());
        return this;
    }

    public RuleMaker evict() {
        queue = new QueuePolicy(QueuePolicy.Kind.EVICT, 1, Optional.empty());
        return this;
    }

    public RuleMaker evict(String key) {
        queue = new QueuePolicy(QueuePolicy.Kind.EVICT, 1, Optional.of(Template.ofAnyWords(key)));
        return this;
    }

    public RuleMaker run(String line) {
        command = new Command.Shell(line);
        return this;
    }

    public RuleMaker exec(String... argv) {
        List<Template> templates = new ArrayList<>();
        for (String argument : argv) {
            templates.add(template(argument));
        }
        command = new Command.Exec(templates);
        return this;
    }

    public RuleMaker timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    public RuleMaker retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    public RuleMaker attempts(int most) {
        RetryPolicy patient = RetryPolicy.PATIENT;
        return retry(new RetryPolicy(most, patient.delay(), patient.factor(), patient.maxDelay()));
    }

    /** Who is told, after how long, and how often. */
    public RuleMaker onFailure(String line, Duration after, Duration every) {
        onFailure = new OnFailure(Optional.of(new Command.Shell(line)), after, every);
        return this;
    }

    public RuleMaker enabled(Enabled state) {
        enabled = state;
        return this;
    }

    public RuleMaker setting(String key, String text, int line) {
        settings.add(new Setting(key, text, new Origin("test.yaml", line, 1)));
        return this;
    }

    public Rule made() {
        Execution execution = new Execution(command, StdinMode.NONE, Map.of(), Optional.empty(), timeout);
        Filter filter = new Filter(match, ignore, defaults);
        Origin origin = new Origin("test.yaml", 1, 1);
        return new Rule(
                name, origin, source, filter, settle, per, queue, execution, retry, onFailure, enabled, settings);
    }

    /** A template whose text is known to be one. */
    public static Template template(String text) {
        try {
            return Template.of(text);
        } catch (Template.UnknownField unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    public static List<Pattern> patterns(String... globs) {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < globs.length; i++) {
            patterns.add(new Pattern(Glob.of(globs[i]), new Origin("test.yaml", 10 + i, 3)));
        }
        return patterns;
    }
}
