package org.reactord.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.config.Diagnostic;
import org.reactord.config.Loading;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.control.RuleLoader;

/** Reads the daemon's rules directory for who must not know of YAML. */
final class RulesOnDisk implements RuleLoader {
    private final Path directory;
    private final Path state;
    private final Surroundings around;
    private final Strictness strictness;
    private final Runnable claimed;

    /**
     * The rules in a directory.
     *
     * @param state the daemon's state directory, in which events wait
     * @param claimed returns as soon as the state directory is this daemon's; nothing is made in it before
     */
    RulesOnDisk(Path directory, Path state, Surroundings around, Strictness strictness, Runnable claimed) {
        this.directory = directory;
        this.state = state;
        this.around = around;
        this.strictness = strictness;
        this.claimed = claimed;
    }

    /** What the rule files say now; empty if there is no directory. */
    static Optional<Map<String, Long>> look(Path directory, int uid) {
        return RuleFiles.look(directory, uid).map(RulesOnDisk::texts);
    }

    private static Map<String, Long> texts(Map<Path, Long> contents) {
        Map<String, Long> texts = new HashMap<>();
        contents.forEach((file, number) -> texts.put(file.toString(), number));
        return texts;
    }

    @Override
    public Result load() {
        Loading loading = RuleFiles.ofDirectory(directory, around, strictness);
        List<String> lines = new ArrayList<>();
        loading.diagnostics().forEach(diagnostic -> diagnostic.text().lines().forEach(lines::add));
        if (loading instanceof Loading.Loaded loaded) {
            claimed.run();
            lines.addAll(EventDirectories.make(loaded.rules(), state));
            return new Loaded(
                    loaded.rules(),
                    loading.files().stream().map(Path::toString).toList(),
                    texts(loading.contents()),
                    lines);
        }
        int errors =
                (int) loading.diagnostics().stream().filter(Diagnostic::isError).count();
        return new Refused(lines, errors);
    }
}
