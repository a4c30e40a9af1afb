package org.reactord.config;

import java.util.List;
import java.util.Optional;
import org.reactord.rule.Origin;

/**
 * One thing that is wrong with a rule file, or doubtful.
 *
 * @param origin the place; line 0 says that the file as a whole is meant
 * @param message a clause without a full stop
 * @param sourceLine the line of the file, as it is
 * @param advice what to do about it, one line each
 */
public record Diagnostic(
        Severity severity, Origin origin, String message, Optional<String> sourceLine, List<String> advice) {
    /** Whether the rules can be used in spite of it. */
    public enum Severity {
        ERROR,
        WARNING;

        /** The word in the rendered text. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Diagnostic {
        advice = List.copyOf(advice);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The diagnostic as a person sees it, in lines without a final line break; the first is in gcc's form. */
    public String text() {
        return DiagnosticText.of(this);
    }
}
