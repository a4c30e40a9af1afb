package org.reactord.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.reactord.rule.RuleSet;

/** What reading the rule files came to. */
public sealed interface Loading {
    /** Everything that there is to say, in the order of the files and of the lines in them. */
    List<Diagnostic> diagnostics();

    /** The files that were looked at, in the order in which they count. */
    List<Path> files();

    /** What each of them said: a number, which is another one for another text; 0 where it was not read. */
    Map<Path, Long> contents();

    /** The rules are complete; there may be warnings. */
    record Loaded(RuleSet rules, List<Diagnostic> diagnostics, List<Path> files, Map<Path, Long> contents)
            implements Loading {
        public Loaded {
            diagnostics = List.copyOf(diagnostics);
            files = List.copyOf(files);
            contents = Map.copyOf(contents);
        }
    }

    /** At least one diagnostic is an error, so there are no rules. */
    record Refused(List<Diagnostic> diagnostics, List<Path> files, Map<Path, Long> contents) implements Loading {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
            files = List.copyOf(files);
            contents = Map.copyOf(contents);
        }
    }
}
