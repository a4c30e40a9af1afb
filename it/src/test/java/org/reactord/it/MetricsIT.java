package org.reactord.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactord.it.harness.Ended;
import org.reactord.it.harness.Limits;
import org.reactord.it.harness.Sandbox;
import org.reactord.it.harness.SandboxExtension;

/** Metrics, read by the parser of those who made the format. */
@ExtendWith(SandboxExtension.class)
class MetricsIT {
    /** Prints a line for each sample: its name, its labels as JSON with sorted keys, its value. */
    private static final String PARSER = """
            import json, sys
            try:
                from prometheus_client.openmetrics.parser import text_string_to_metric_families
            except ImportError:
                sys.exit("this test needs prometheus_client: apt-get install python3-prometheus-client")
            for family in text_string_to_metric_families(sys.stdin.read()):
                assert family.documentation and family.type != "unknown", family
                for sample in family.samples:
                    print(sample.name, json.dumps(sample.labels, sort_keys=True), float(sample.value))
            """;

    /** The system's own, because that is whom Debian's package serves, whatever stands before it in PATH. */
    private static final String PYTHON = "/usr/bin/python3";

    private static List<String> samples(Sandbox sandbox) {
        Ended metrics = sandbox.ctl("metrics");
        assertEquals(0, metrics.exit(), metrics::toString);
        assertEquals("", metrics.err());
        assertTrue(metrics.out().endsWith("\n# EOF\n"), metrics::toString);
        Path text = sandbox.write(sandbox.home().resolve("metrics.txt"), metrics.out());
        Ended parsed = sandbox.exec(List.of(PYTHON, "-c", PARSER))
                .env("PYTHONIOENCODING", "utf-8")
                .stdin(text)
                .run();
        assertEquals(0, parsed.exit(), () -> parsed + metrics.out());
        return parsed.out().lines().toList();
    }

    @Test
    void aRealParserReadsThem(Sandbox sandbox) throws IOException {
        sandbox.script("deliver", "[ \"$REACTOR_NAME\" = good ] || { echo 'no such host' >&2; exit 75; }");
        sandbox.rule("10.yaml", """
                outbox: {spool: ~/outbox, run: [deliver], retry: {delay: 1h, max-delay: 1h}}
                Notes.2-x_y: {watch: ~/notes, run: [cat]}
                gone: {watch: ~/gone/notes, run: [cat]}
                off: {watch: ~/notes, run: [cat], enabled: false}
                """);
        Path outbox = sandbox.directory("outbox");
        sandbox.directory("notes");
        sandbox.expectLog("exited 75", "gone/notes' does not exist");
        sandbox.start().expectWatchesMore(2);
        sandbox.write(outbox.resolve("good"), "");
        Limits.soon().until(() -> Files.notExists(outbox.resolve("good")));
        sandbox.write(outbox.resolve("bad"), "");
        Limits.soon().until(() -> sandbox.status().state("outbox").equals("failing"));
        List<String> samples = samples(sandbox);
        for (String expected : List.of(
                "reactor_up {} 1.0",
                "reactor_runs_succeeded_total {\"rule\": \"outbox\"} 1.0",
                "reactor_runs_failed_total {\"rule\": \"outbox\"} 1.0",
                "reactor_jobs_retrying {\"rule\": \"outbox\"} 1.0",
                "reactor_incident_failures {\"rule\": \"outbox\"} 1.0",
                "reactor_last_run_success {\"rule\": \"outbox\"} 0.0",
                "reactor_rule_state {\"reactor_rule_state\": \"failing\", \"rule\": \"outbox\"} 1.0",
                "reactor_rules {\"state\": \"waiting\"} 1.0",
                "reactor_rules {\"state\": \"off\"} 1.0")) {
            assertTrue(samples.contains(expected), () -> expected + " in " + String.join("\n", samples));
        }
        assertTrue(
                samples.stream().anyMatch(line -> line.matches("reactor_watches .*Notes\\.2-x_y.* [1-9].*")),
                samples::toString);
        assertTrue(
                sandbox.ctl("metrics").out().chars().noneMatch(c -> c < ' ' && c != '\n'), "nothing steers a terminal");
        JsonObject json =
                JsonParser.parseString(sandbox.ctl("metrics", "--json").out()).getAsJsonObject();
        assertTrue(json.getAsJsonArray("metrics").size() > 20, json::toString);
    }

    @Test
    void theyAreTextAsItIsWhateverTheWidth(Sandbox sandbox) {
        sandbox.rule("10.yaml", "x".repeat(64) + ": {spool: ~/o, run: [cat]}\n");
        sandbox.directory("o");
        sandbox.start();
        String plain = sandbox.ctl("metrics").out();
        String narrow = sandbox.client("metrics")
                .env("COLUMNS", "40")
                .env("CLICOLOR_FORCE", "1")
                .run()
                .out();
        assertEquals(plain, narrow);
        assertTrue(samples(sandbox).size() > 20);
    }
}
