package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What must hold after every case, whatever it was about: the daemon ends when it is asked to, with the declared exit
 * code; it holds no more descriptors than at its start; it has warned of nothing that was not declared; nothing that was
 * started below it is still there; and nothing lies in the state directory that belongs to a running daemon only.
 */
public final class Aftermath {
    private final Sandbox sandbox;
    private final List<String> wrong = new ArrayList<>();

    Aftermath(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void check() {
        boolean killed = false;
        for (ReactorProcess daemon : sandbox.daemons()) {
            if (daemon.alive()) {
                checkDescriptors(daemon);
                daemon.term();
            }
            int exit = daemon.awaitExit();
            if (exit != daemon.expectedExit()) {
                wrong.add("the daemon's exit code is " + exit + ", not " + daemon.expectedExit());
            }
            killed = daemon.expectedExit() == ReactorProcess.KILLED;
        }
        sandbox.logs().forEach(log -> checkLog(LogLine.ofLog(log)));
        checkSurvivors();
        if (!killed) {
            checkLeftBehind();
        }
        if (!wrong.isEmpty()) {
            fail("after the case:\n  " + String.join("\n  ", wrong));
        }
    }

    private void checkDescriptors(ReactorProcess daemon) {
        int before = daemon.descriptorsAtStart().size() + daemon.descriptorsMore();
        try {
            Limits.soon().until(() -> Processes.descriptors(daemon.pid()).size() <= before);
        } catch (ConditionTimeoutException e) {
            wrong.add("descriptors at the start: " + daemon.descriptorsAtStart() + "; now: "
                    + Processes.descriptors(daemon.pid()));
        }
    }

    private void checkLog(List<LogLine> lines) {
        for (LogLine line : lines) {
            if (line.alarming() && !line.continues() && !sandbox.expected(line)) {
                wrong.add("undeclared in the log: " + line);
            }
        }
    }

    private void checkSurvivors() {
        if (sandbox.orphansExpected()) {
            endSurvivors();
            return;
        }
        try {
            Limits.soon().until(() -> Processes.having(sandbox.mark()).isEmpty());
        } catch (ConditionTimeoutException e) {
            Processes.having(sandbox.mark()).forEach(pid -> wrong.add("still running: " + Processes.commandLine(pid)));
            endSurvivors();
        }
    }

    private void checkLeftBehind() {
        if (Files.exists(sandbox.socket(), LinkOption.NOFOLLOW_LINKS)) {
            wrong.add("still there: " + sandbox.socket());
        }
        checkEmpty(sandbox.state().resolve("run"));
        checkEmpty(sandbox.state().resolve("attempts"));
    }

    private void checkEmpty(Path run) {
        if (Files.isDirectory(run)) {
            try (Stream<Path> left = Files.walk(run)) {
                left.filter(path -> !path.equals(run)).forEach(path -> wrong.add("left behind: " + path));
            } catch (IOException e) {
                wrong.add("cannot list " + run + ": " + e);
            }
        }
    }

    /** Ends what is left of a case: only processes that carry its mark. */
    void endSurvivors() {
        for (long pid : Processes.having(sandbox.mark())) {
            Processes.signal("CONT", pid);
            Processes.signal("KILL", pid);
        }
    }
}
