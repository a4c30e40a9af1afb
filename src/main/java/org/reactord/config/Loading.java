package org.reactord.config;

import java.nio.file.Path;
import java.util.List;
import org.reactord.rule.RuleSet;

/** What reading the rule files came to. */
public sealed interface Loading {
    /** Everything that there is to say, in the order of the files and of the lines in them. */
    List<Diagnostic> diagnostics();

    /** The files that were looked at, in the order in which they count. */
    List<Path> files();

    /** The rules are complete; there may be warnings. */
    record Loaded(RuleSet rules, List<Diagnostic> diagnostics, List<Path> files) implements Loading {
        public Loaded {
            diagnostics = List.copyOf(diagnostics);
            files = List.copyOf(files);
        }
    }

    /** At least one diagnostic is an error, so there are no rules. */
    record Refused(List<Diagnostic> diagnostics, List<Path> files) implements Loading {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
            files = List.copyOf(files);
        }
    }
}
