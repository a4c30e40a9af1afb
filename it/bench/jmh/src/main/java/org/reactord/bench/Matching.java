package org.reactord.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.reactord.config.Loading;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.event.FileEvent;
import org.reactord.event.FileKind;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/**
 * Who of many rules wants an event? As the loop asks it, of rules that were read from a file, with the daemon's collector,
 * compiler and heap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms4m", "-XX:NewSize=2m", "-Xmx64m"})
public class Matching {
    @Param({"10", "1000"})
    int rules;

    /** What the rules are like: see {@link #rule}. */
    @Param({"roots", "endings", "globs", "within", "events", "networks"})
    String set;

    /** Whether one of them wants the event, or none. */
    @Param({"wanted", "unwanted"})
    String event;

    private final BitSet found = new BitSet();
    private RuleSet all;
    private FileEvent file;
    private SystemEvent system;
    private Path directory;

    private String rule(int i) {
        String watch = "watch: " + directory + "/tree, recursive: true, match: ";
        String source =
                switch (set) {
                    case "roots" -> "watch: " + directory + "/tree-" + i + ", recursive: true, match: '*.txt'";
                    case "endings" -> watch + "'*.type" + i + "'";
                    case "globs" -> watch + "['job-" + i + "-*.{csv,txt}', 'img[0-9]-" + i + ".jp?g', 'some/" + i + "/**']";
                    case "within" -> watch + "'*-order" + i + "-*'";
                    case "events" -> "event: event-" + i;
                    case "networks" -> "network: {interface: 'wg" + i + "', state: up}";
                    default -> throw new IllegalArgumentException(set);
                };
        return "rule-" + i + ": {" + source + ", run: [/bin/true]}\n";
    }

    private String name(int i) {
        return switch (set) {
            case "roots", "events" -> "some/where/report.txt";
            case "endings" -> "some/where/report.type" + i;
            case "globs" -> "some/where/job-" + i + "-report.txt";
            case "within" -> "some/where/an-order" + i + "-report.txt";
            default -> "";
        };
    }

    @Setup(Level.Trial)
    public void load() throws IOException {
        directory = Files.createTempDirectory("reactor-jmh");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            text.append(rule(i));
        }
        Path file = Files.writeString(directory.resolve("rules.yaml"), text);
        BytePath home = BytePath.ofUtf8(directory.toString());
        int uid = (Integer) Files.getAttribute(file, "unix:uid");
        Loading loading =
                RuleFiles.of(List.of(file), new Surroundings(home, uid, home, "/bin"), Strictness.STARTING);
        if (!(loading instanceof Loading.Loaded loaded)) {
            throw new IllegalStateException(loading.diagnostics().toString());
        }
        all = loaded.rules();
        happen();
        int wanting = match();
        if (wanting != (event.equals("wanted") ? 1 : 0)) {
            throw new IllegalStateException(wanting + " rules want it");
        }
    }

    /** Something that the rule in the middle wants, or would but for one thing. */
    private void happen() {
        boolean wanted = event.equals("wanted");
        int middle = rules / 2;
        Rule rule = all.rules().get(middle);
        if (set.equals("networks")) {
            Map<String, String> fields =
                    Map.of("interface", "wg" + (wanted ? middle : rules), "state", "up", "scope", "interface");
            system = new SystemEvent(SystemKind.NETWORK, "up", fields, Optional.empty(), Cause.EVENT);
            return;
        }
        BytePath path = rule.trees().get(0).root().resolve(BytePath.ofUtf8(name(middle) + (wanted ? "" : "~")));
        file = new FileEvent(
                rule.trees().get(0),
                path,
                Change.WRITTEN,
                FileKind.REGULAR,
                Optional.empty(),
                Optional.empty(),
                Cause.EVENT);
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public int match() {
        if (system != null) {
            all.waiting(system.kind()).wanting(system, found);
        } else {
            all.watching(file.tree()).wanting(file, found);
        }
        return found.cardinality();
    }
}
