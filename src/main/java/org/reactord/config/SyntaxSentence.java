package org.reactord.config;

import java.util.List;
import java.util.Optional;
import org.reactord.event.SafeText;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a person is told about a syntax error, who does not know the grammar by the names that the parser uses.
 *
 * @param atContext whether the place to show is where the broken thing began, not where it was noticed
 */
record SyntaxSentence(String message, List<String> advice, boolean atContext) {
    /** One case; {@code context} and {@code problem} are what the parser's two sentences begin with or contain. */
    private record Known(String context, String problem, boolean atContext, String message, Optional<String> advice) {
        Known(String context, String problem, boolean atContext, String message) {
            this(context, problem, atContext, message, Optional.empty());
        }

        Known(String context, String problem, boolean atContext, String message, String advice) {
            this(context, problem, atContext, message, Optional.of(advice));
        }

        boolean fits(String saidContext, String saidProblem) {
            return saidContext.contains(context) && saidProblem.contains(problem);
        }
    }

    private static final String QUOTES = "hint: put the value in quotes";

    private static final List<Known> KNOWN = List.of(
            new Known("", "character '\\t", false, "a tab cannot indent YAML", "hint: indent with spaces"),
            new Known("", "TAB", false, "a tab cannot indent YAML", "hint: indent with spaces"),
            new Known("quoted scalar", "unexpected end of stream", true, "this quote is never closed"),
            new Known("quoted scalar", "document separator", true, "this quote is never closed"),
            new Known(
                    "double-quoted scalar",
                    "escape",
                    false,
                    "double quotes give a meaning to '\\', and this one has none",
                    "hint: use single quotes, or write '\\\\'"),
            new Known(
                    "double-quoted scalar",
                    "hexadecimal",
                    false,
                    "this escape wants hexadecimal digits",
                    "hint: use single quotes, or write '\\\\'"),
            new Known(
                    "",
                    "mapping values are not allowed here",
                    false,
                    "a ':' cannot stand here",
                    "hint: put the value in quotes if the ':' belongs to it; or is something wrong with the line above?"),
            new Known("flow sequence", "", true, "this '[' has no ']', or a ',' is missing after it"),
            new Known(
                    "flow mapping",
                    "",
                    true,
                    "this '{' has no '}', or a ',' is missing after it",
                    "hint: a value that begins with '{' needs quotes"),
            new Known("simple key", "could not find expected ':'", true, "a ':' is missing after this"),
            new Known("an alias", "", true, "'*' at the beginning of a value has a meaning of its own in YAML", QUOTES),
            new Known(
                    "an anchor", "", true, "'&' at the beginning of a value has a meaning of its own in YAML", QUOTES),
            new Known("a tag", "", true, "'!' at the beginning of a value has a meaning of its own in YAML", QUOTES),
            new Known(
                    "a directive", "", true, "'%' at the beginning of a line has a meaning of its own in YAML", QUOTES),
            new Known(
                    "for the next token",
                    "cannot start any token",
                    false,
                    "this character cannot begin a value",
                    QUOTES),
            new Known(
                    "block scalar",
                    "",
                    false,
                    "a '|' or '>' is followed by its lines, indented",
                    QUOTES + " if it belongs to the value"),
            new Known(
                    "block mapping",
                    "",
                    false,
                    "this does not belong to the mapping above it",
                    "hint: check the indentation, and quotes around part of a value"),
            new Known(
                    "block collection",
                    "",
                    false,
                    "this does not belong to the list above it",
                    "hint: check the indentation, and quotes around part of a value"),
            new Known(
                    "",
                    "<stream end>",
                    false,
                    "the file ends in the middle of a value",
                    "hint: is a ']', a '}' or a quote missing?"),
            new Known("", "node content", false, "a value is missing here"),
            new Known("", "<document start>", false, "what is above this is complete; nothing more can follow"),
            new Known(
                    "",
                    "sequence entries are not allowed here",
                    false,
                    "a list cannot begin here",
                    "hint: begin it on a line of its own, or write [a, b]"));

    static SyntaxSentence of(MarkedYamlEngineException failure, Source source) {
        String context = String.valueOf(failure.getContext());
        String problem = String.valueOf(failure.getProblem());
        Optional<Known> known =
                KNOWN.stream().filter(one -> one.fits(context, problem)).findFirst();
        if (known.isEmpty()) {
            return new SyntaxSentence("this is no YAML: " + SafeText.ofText(problem), List.of(), false);
        }
        boolean atContext = known.get().atContext() && failure.getContextMark().isPresent();
        boolean tabAhead =
                failure.getProblemMark().map(mark -> follows(mark, source)).orElse(false);
        if (tabAhead) {
            return new SyntaxSentence("a tab cannot indent YAML", List.of("hint: indent with spaces"), false);
        }
        return new SyntaxSentence(
                known.get().message(), known.get().advice().stream().toList(), atContext);
    }

    /** True if the line's indentation up to the mark has a tab in it. */
    private static boolean follows(Mark mark, Source source) {
        String line = source.line(mark.getLine() + 1).orElse("");
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end).indexOf('\t') >= 0 && mark.getColumn() <= end;
    }
}
