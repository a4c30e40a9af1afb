package org.reactord.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.reactord.it.harness.Sandbox;

/** Puts a word in the place of whatever is different in each run, or on each machine. */
final class Placeholders {
    private static final String SPAN = "(?:\\d[\\d.]*(?:ms|s|m|h|d)(?: \\d+(?:s|m|h))*|\\d+ (?:min|h|days?))";
    private static final Map<Pattern, String> EVERYWHERE = patterns(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z",
            "<time>",
            "\\b1\\d{9}(?:\\.\\d+)?\\b",
            "<seconds>",
            "\"(pid|uid|revision|took_ms|waited_ms|uptime_s|cpus|limit|parallel_limit|heap_used_bytes|heap_max_bytes)\":\\d+",
            "\"$1\":<number>",
            "\"(version|java|java_vendor|java_home|class_archive|system|backend|launcher)\":\"[^\"]*\"",
            "\"$1\":\"<text>\"",
            "\"idle\":\\{[^}]*\\}",
            "\"idle\":<object>",
            "\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\b|\\b\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b",
            "<time>",
            "\\bjob [0-9a-z]{11}\\b",
            "job <job>",
            "\"REACTOR_JOB\":\"[0-9a-z]{11}\"",
            "\"REACTOR_JOB\":\"<job>\"",
            "; there are status, [a-z-]+(?:, [a-z-]+)*",
            "; there are <requests>",
            "\"(id|job)\":\"[0-9a-z]{11}\"",
            "\"$1\":\"<job>\"");
    /** In what a person reads; there columns depend on what stands in them, too. */
    private static final Map<Pattern, String> IN_TEXT = patterns(
            "\"reactor [^ :]*:",
            "\"reactor <version>:",
            "\"[0-9a-z]{11}  ",
            "\"<job>  ",
            "  " + SPAN + "  ",
            "  <span>  ",
            "\\(pid \\d+",
            "(pid <number>",
            "\\b(for|in|took) " + SPAN,
            "$1 <span>",
            SPAN + " ago",
            "<span> ago",
            "\"(version|pid|uid|uptime|java|java vendor|java home|class archive|system|backend|launcher|parallel limit|cpus"
                    + "|idle|heap used|heap max): .*\"",
            "\"$1:  <text>\"",
            " {3,}",
            "  ");

    private final Map<String, String> places = new LinkedHashMap<>();

    Placeholders(Sandbox sandbox) {
        places.put(sandbox.home().toString(), "$HOME");
        places.put(sandbox.rules().toString(), "$RULES");
        places.put(sandbox.state().toString(), "$STATE");
        places.put(sandbox.root().resolve("run").toString(), "$RUN");
    }

    private static Map<Pattern, String> patterns(String... pairs) {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            patterns.put(Pattern.compile(pairs[i]), pairs[i + 1]);
        }
        return patterns;
    }

    String putInto(String line) {
        String put = line;
        for (Map.Entry<String, String> place : places.entrySet()) {
            put = put.replace(place.getKey(), place.getValue());
        }
        put = replaced(put, EVERYWHERE);
        return line.startsWith("{\"data\":") ? put : replaced(put, IN_TEXT);
    }

    private static String replaced(String line, Map<Pattern, String> patterns) {
        String put = line;
        for (Map.Entry<Pattern, String> pattern : patterns.entrySet()) {
            put = pattern.getKey().matcher(put).replaceAll(pattern.getValue());
        }
        return put;
    }
}
