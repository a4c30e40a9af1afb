package org.reactord.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;
import org.reactord.job.Outcome;
import org.reactord.natives.Errno;
import org.reactord.rule.Rule;

/** Finds the program that an attempt of a rule would start, and says why it could not be, without starting it. */
public final class ProgramSearch {
    private final Environment environment;
    private final BytePath cwd;

    /**
     * A search on behalf of a rule.
     *
     * @param inherited the daemon's environment, one char a byte
     */
    public ProgramSearch(Map<String, String> inherited, Rule rule) {
        environment = Environment.ofRule(inherited, rule);
        cwd = rule.execution().cwd().orElseGet(() -> Starter.home(environment));
    }

    /** Whether there is such a program. */
    public sealed interface Result {}

    /** This one would be started. */
    public record Found(BytePath program) implements Result {}

    /** None would: why, in the words that the attempt would have for it. */
    public record NotFound(String reason) implements Result {}

    /** The directory in which commands of the rule start. */
    public BytePath cwd() {
        return cwd;
    }

    /** Finds what the first word of a command means. */
    public Result find(byte[] name) {
        try {
            return new Found(executable(
                    Programs.candidates(name, environment.get("PATH"), cwd, one -> exists(one) && !isDirectory(one))));
        } catch (NotStarted reason) {
            Outcome outcome = reason.outcome();
            return new NotFound(outcome instanceof Outcome.CannotStart lasting ? lasting.reason() : outcome.describe());
        }
    }

    private static BytePath executable(List<BytePath> candidates) throws NotStarted {
        for (BytePath one : candidates) {
            if (!isDirectory(one) && Files.isExecutable(PathBytes.toPath(one))) {
                if (!hasInterpreter(one)) {
                    throw SpawnErrors.ofProgram(-Errno.ENOENT, one);
                }
                return one;
            }
        }
        BytePath first = candidates.get(0);
        throw SpawnErrors.ofProgram(exists(first) ? -Errno.EACCES : -Errno.ENOENT, first);
    }

    private static boolean hasInterpreter(BytePath program) {
        return SpawnErrors.interpreter(program)
                .map(words -> words.split("[ \t]", 2)[0])
                .filter(interpreter -> interpreter.startsWith("/"))
                .map(interpreter -> exists(BytePath.ofUtf8(interpreter)))
                .orElse(true);
    }

    private static boolean exists(BytePath path) {
        return Files.exists(PathBytes.toPath(path));
    }

    private static boolean isDirectory(BytePath path) {
        Path file = PathBytes.toPath(path);
        return Files.isDirectory(file);
    }
}
