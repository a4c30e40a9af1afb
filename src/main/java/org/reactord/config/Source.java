package org.reactord.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reactord.rule.Origin;

/** The text of a rule file, under the name by which the person knows it. */
final class Source {
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    private final String name;
    private final String text;
    private final List<String> lines;

    Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = List.of(LINE_BREAK.split(text, -1));
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** The place of a line and column that count from 0, as YAML's marks do. */
    Origin origin(int line, int column) {
        return new Origin(name, line + 1, column + 1);
    }

    /** The place of the character at this index of the text. */
    Origin originOfIndex(int index) {
        int line = 0;
        int start = 0;
        for (String one : lines) {
            int end = start + one.length();
            if (index <= end || line == lines.size() - 1) {
                break;
            }
            start = end + (text.startsWith("\r\n", end) ? 2 : 1);
            line++;
        }
        return origin(line, text.codePointCount(start, Math.max(start, index)));
    }

    /** The line of this number, which counts from 1. */
    Optional<String> line(int number) {
        return number >= 1 && number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
    }
}
