package org.reactord.control;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.reactord.engine.Engine;
import org.reactord.engine.view.ReloadReport;

/**
 * Reads the rules anew and has the engine swap them, or say what that would do; one at a time of either. May be asked
 * from any thread.
 *
 * <p>Reading happens on a thread of its own, which ends with it, because a slow disk or a big file must delay nobody.
 */
public final class Reloader {
    private final Engine engine;
    private final RuleLoader loader;
    private final ThreadFactory threads;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicBoolean rehearsing = new AtomicBoolean();
    private final RuleFileWatch watch;
    private volatile List<String> files;

    /** How a reload ended. */
    public sealed interface Result {}

    /** The new rules are in force, and every new watch is armed; or, of a rehearsal, they would be. */
    public record Reloaded(ReloadReport report, int rules, List<String> notes) implements Result {
        /** One line for a person or the log. */
        public String describe() {
            String unchanged = report.added().isEmpty()
                            && report.changed().isEmpty()
                            && report.removed().isEmpty()
                    ? "nothing has changed"
                    : named(report.added(), "added") + ", " + named(report.changed(), "changed") + ", "
                            + named(report.removed(), "removed");
            return Words.count(rules, "rule") + ": " + unchanged;
        }

        private static String named(List<String> names, String what) {
            return names.size() + " " + what + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
        }
    }

    /** The files are wrong, and the rules are as before. */
    public record Refused(List<String> lines, int errors) implements Result {
        /** One line for a person or the log. */
        public String describe() {
            return Words.count(errors, "error") + "; the previous rules stay in force";
        }
    }

    /** Another one has not ended yet. */
    public record Busy() implements Result {}

    /**
     * A reloader.
     *
     * @param files the rule files that are in force now, for a person
     * @param watch is told which files are in force from then on
     */
    public Reloader(Engine engine, RuleLoader loader, ThreadFactory threads, List<String> files, RuleFileWatch watch) {
        this.engine = engine;
        this.loader = loader;
        this.threads = threads;
        this.files = List.copyOf(files);
        this.watch = watch;
    }

    /** Reloads; answers on another thread, which must not be kept waiting, or at once if a reload is under way. */
    public void reload(Consumer<Result> answer) {
        begin(underWay, this::swap, answer);
    }

    /** Reads and checks all that {@link #reload} does, says what it would do, and does nothing; never in its way. */
    public void rehearse(Consumer<Result> answer) {
        begin(
                rehearsing,
                (loaded, end) -> engine.rehearse(loaded.rules(), report -> end.accept(of(loaded, report))),
                answer);
    }

    private void begin(
            AtomicBoolean one, BiConsumer<RuleLoader.Loaded, Consumer<Result>> next, Consumer<Result> answer) {
        if (!one.compareAndSet(false, true)) {
            answer.accept(new Busy());
            return;
        }
        Consumer<Result> end = result -> {
            one.set(false);
            answer.accept(result);
        };
        Thread thread = threads.newThread(() -> load(next, end));
        thread.setName("reload");
        thread.start();
    }

    /** The rule files that are in force. */
    public List<String> files() {
        return files;
    }

    private void load(BiConsumer<RuleLoader.Loaded, Consumer<Result>> next, Consumer<Result> end) {
        RuleLoader.Result result = loader.load();
        if (result instanceof RuleLoader.Loaded loaded) {
            next.accept(loaded, end);
        } else if (result instanceof RuleLoader.Refused refused) {
            end.accept(new Refused(refused.lines(), refused.errors()));
        }
    }

    private void swap(RuleLoader.Loaded loaded, Consumer<Result> end) {
        watch.swap(
                loaded.contents(),
                () -> engine.reload(loaded.rules(), report -> {
                    files = loaded.files();
                    end.accept(of(loaded, report));
                }));
    }

    private static Reloaded of(RuleLoader.Loaded loaded, ReloadReport report) {
        return new Reloaded(report, loaded.rules().rules().size(), loaded.notes());
    }
}
