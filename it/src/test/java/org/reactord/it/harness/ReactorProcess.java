package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged daemon as a process. Both of its streams are files of the sandbox. */
public final class ReactorProcess {
    /** The exit code after SIGKILL. */
    static final int KILLED = 128 + 9;

    private static final int DESCRIPTORS_OF_A_WATCH = 3;
    private static final String END_OF_THREAD_DUMP = "JNI global ref";

    private final Process process;
    private final Path out;
    private final Path log;
    private int expectedExit;
    private int descriptorsMore;
    private List<String> descriptorsAtStart = List.of();

    ReactorProcess(Process process, Path out, Path log) {
        this.process = process;
        this.out = out;
        this.log = log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits until the daemon says that it is ready, which it does when every watch is armed. */
    public ReactorProcess awaitReady() {
        try {
            Limits.within(Limits.START)
                    .alias("the daemon's readiness")
                    .failFast("the daemon ended before it was ready", () -> !alive() && !saysReady())
                    .until(this::saysReady);
        } catch (ConditionTimeoutException e) {
            askWhere();
            throw e;
        }
        descriptorsAtStart = Processes.descriptors(pid());
        return this;
    }

    private boolean saysReady() {
        return lines().stream()
                .anyMatch(line ->
                        line.level() == LogLine.Level.INFO && line.sentence().startsWith("ready"));
    }

    /** The log so far, without a last line that is still being written. */
    public List<LogLine> lines() {
        return LogLine.ofLog(log);
    }

    public String logText() {
        return Exec.text(log);
    }

    public String outText() {
        return Exec.text(out);
    }

    /** True if some sentence of the log has a part that matches. */
    public boolean said(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines().stream()
                .anyMatch(line -> pattern.matcher(line.sentence()).find());
    }

    public void awaitSaid(String regex) {
        Limits.soon().alias("'" + regex + "' in the log").until(() -> said(regex));
    }

    public void signal(String name) {
        Processes.signal(name, pid());
    }

    /** SIGKILL: no farewell, no clean-up. */
    public void kill9() {
        expectExit(KILLED);
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, which means {@code shutdown}; does not wait. */
    public void term() {
        process.destroy();
    }

    public int awaitExit() {
        return awaitExit(Limits.END);
    }

    public int awaitExit(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        askWhere();
        return fail("the daemon did not end within " + limit);
    }

    /** Declares the exit code that is right in this case; without it, 0 is. */
    public ReactorProcess expectExit(int code) {
        expectedExit = code;
        return this;
    }

    int expectedExit() {
        return expectedExit;
    }

    List<String> descriptorsAtStart() {
        return descriptorsAtStart;
    }

    /**
     * Declares that more directories are being watched than at the start. Where every tree has a watcher of its own, that
     * is an inotify instance and a pair of sockets, by which its reader is woken, for each.
     */
    public ReactorProcess expectWatchesMore(int directories) {
        descriptorsMore = DESCRIPTORS_OF_A_WATCH * directories;
        return this;
    }

    /**
     * Declares that rules for what happens to the system may have come since the start: who listens for them stays, with
     * the eventfd that wakes it.
     */
    public ReactorProcess expectSystemSource() {
        descriptorsMore += 1;
        return this;
    }

    int descriptorsMore() {
        return descriptorsMore;
    }

    /** Has a daemon that hangs say on its standard output where every thread stands. */
    private void askWhere() {
        signal("QUIT");
        try {
            Limits.soon().until(() -> !alive() || outText().contains(END_OF_THREAD_DUMP));
        } catch (ConditionTimeoutException e) {
            // Too stuck even for that.
        }
    }

    /** For the end of a case that has failed. */
    void destroy() {
        Processes.signal("CONT", pid());
        process.destroyForcibly();
        awaitExit();
    }
}
