package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.Rehearsal;

/** Works out what an attempt would execute, as {@link Starter} does, and touches nothing. */
final class Rehearsing {
    private Rehearsing() {}

    static Rehearsal of(Attempt attempt) {
        List<String> argv =
                CommandLine.of(attempt).stream().map(SafeText::ofBytes).toList();
        Map<String, String> env = new LinkedHashMap<>();
        Environment.of(Map.of(), attempt).variables().forEach((name, value) -> env.put(safe(name), safe(value)));
        String cwd = attempt.rule().execution().cwd().map(BytePath::display).orElse("$HOME");
        return new Rehearsal(attempt.job(), argv, env, cwd, stdin(attempt));
    }

    private static String safe(String raw) {
        return SafeText.ofBytes(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String stdin(Attempt attempt) {
        return switch (attempt.rule().execution().stdin()) {
            case NONE -> "/dev/null";
            case FILE ->
                attempt.file().map(FileChange::path).map(BytePath::display).orElse("/dev/null");
            case PATHS0 -> "its paths, each followed by a NUL byte";
            case JSON -> "its changes as JSON";
        };
    }
}
