package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.FileStamp;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
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
import org.reactord.rule.StdinMode;
import org.reactord.rule.Template;

/** A launcher with real children, and who waits for their ends. */
final class Launches implements LaunchListener, AutoCloseable {
    /** How an attempt went. */
    record End(Outcome outcome, Output output) {
        String stdout() {
            return new String(output.stdout(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** What was heard of an attempt. */
    private record Hearing(CompletableFuture<Long> pid, CompletableFuture<End> end) {}

    private final Path directory;
    private final Launcher launcher;
    private final Map<Long, Hearing> hearings = new ConcurrentHashMap<>();
    final List<JobId> leftoversEnded = new java.util.concurrent.CopyOnWriteArrayList<>();
    private long runs;

    Command command = new Command.Shell(":");
    StdinMode stdin = StdinMode.NONE;
    Per per = Per.BATCH;
    boolean spool;
    OnFailure onFailure = OnFailure.DEFAULT;
    Optional<BytePath> cwd = Optional.empty();
    final Map<String, String> env = new LinkedHashMap<>();
    List<FileChange> changes = new ArrayList<>();

    Launches(Path directory) {
        this(
                directory,
                (run, attempts, listener, threads) -> Launchers.open(run, attempts, listener, own -> own, threads));
        assertTrue(launcher instanceof NativeLauncher, launcher.name());
    }

    private Launches(Path directory, Opener opener) {
        this.directory = directory;
        changes.add(change(directory.resolve("item"), Optional.empty()));
        launcher = opener.open(runDirectory(), directory.resolve("attempts"), this, Thread::new);
    }

    /** The same with the launcher for systems without native calls. */
    static Launches portable(Path directory) {
        return new Launches(
                directory,
                (run, attempts, listener, threads) -> Launchers.portable(run, attempts, listener, own -> own, threads));
    }

    private interface Opener {
        Launcher open(Path runDirectory, Path attempts, LaunchListener listener, ThreadFactory threads);
    }

    Path runDirectory() {
        return directory.resolve("run");
    }

    Launcher launcher() {
        return launcher;
    }

    Launches shell(String line) {
        command = new Command.Shell(line);
        return this;
    }

    Launches exec(String... argv) {
        List<Template> templates = new ArrayList<>();
        for (String argument : argv) {
            try {
                templates.add(Template.of(argument));
            } catch (Template.UnknownField wrong) {
                throw new AssertionError(wrong);
            }
        }
        command = new Command.Exec(templates);
        return this;
    }

    Launches in(Path where) {
        cwd = Optional.of(PathBytes.of(where));
        return this;
    }

    /** The job is about this file, as it is now. */
    Launches item(Path file) {
        per = Per.FILE;
        Optional<FileStamp> stamp =
                FileStamps.look(file) instanceof Look.Found found ? Optional.of(found.stamp()) : Optional.empty();
        changes = List.of(change(file, stamp));
        return this;
    }

    FileChange change(Path file, Optional<FileStamp> stamp) {
        return new FileChange(
                PathBytes.of(directory), PathBytes.of(file), Change.WRITTEN, FileKind.REGULAR, Optional.empty(), stamp);
    }

    Attempt attempt() {
        BytePath root = PathBytes.of(directory);
        RuleSource source = spool
                ? new RuleSource.Spool(root, new Done.Delete(), root.resolve(BytePath.ofUtf8(".failed")))
                : new RuleSource.Watch(List.of(root), java.util.Set.of(Change.WRITTEN), false, true);
        Rule rule = new Rule(
                "the rule",
                Origin.DEFAULT,
                source,
                new Filter(List.of(), List.of(), List.of()),
                Duration.ZERO,
                per,
                QueuePolicy.SEQUENTIAL,
                new Execution(command, stdin, env, cwd, Duration.ofHours(1)),
                RetryPolicy.NEVER,
                onFailure,
                Enabled.ON,
                List.of());
        runs++;
        return new Attempt(runs, new JobId("j" + runs), rule, 3, Cause.EVENT, changes);
    }

    Attempt start() {
        Attempt attempt = attempt();
        hearings.put(attempt.run(), new Hearing(new CompletableFuture<>(), new CompletableFuture<>()));
        launcher.launch(attempt);
        return attempt;
    }

    long pid(Attempt attempt) {
        return await(of(attempt).pid());
    }

    End end(Attempt attempt) {
        return await(of(attempt).end());
    }

    private Hearing of(Attempt attempt) {
        return Objects.requireNonNull(hearings.get(attempt.run()));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException silence) {
            throw new AssertionError(silence);
        }
    }

    End run() {
        return end(start());
    }

    @Override
    public void started(Attempt attempt, long pid, Duration after) {
        assertTrue(of(attempt).pid().complete(pid), "started twice");
    }

    @Override
    public void ended(Attempt attempt, Outcome outcome, Output output) {
        assertTrue(of(attempt).end().complete(new End(outcome, output)), "ended twice");
    }

    @Override
    public void leftoverEnded(JobId job) {
        leftoversEnded.add(job);
    }

    @Override
    public void close() {
        launcher.close();
    }

    static int openDescriptors() throws IOException {
        try (java.util.stream.Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }
}
