package org.reactord.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactord.control.Columns;
import org.reactord.doctor.Finding;
import org.reactord.doctor.Finding.State;

/**
 * What the doctor prints: a line for each finding, in columns, and below it what to do.
 *
 * <p>Only the description is broken to the width of the terminal, between words: advice is copied and pasted, and a
 * path that is cut says nothing.
 */
final class DoctorText {
    private static final int STATE_WIDTH = 6;
    private static final int WIDEST_NAME = 24;
    private static final int NARROWEST = 24;

    private final int width;
    private final boolean color;

    /**
     * Text in this manner.
     *
     * @param width in columns; 0: no line is broken
     */
    DoctorText(int width, boolean color) {
        this.width = width;
        this.color = color;
    }

    /** All lines; without what is well if only errors are wanted. */
    List<String> lines(List<Finding> findings, boolean quiet) {
        List<Finding> shown = findings.stream()
                .filter(one -> !quiet || one.state() != State.OK)
                .toList();
        int names = shown.stream().mapToInt(one -> Columns.of(one.name())).max().orElse(0);
        List<String> lines = new ArrayList<>();
        shown.forEach(one -> add(one, Math.min(names, WIDEST_NAME), lines));
        return lines;
    }

    private void add(Finding finding, int names, List<String> lines) {
        String indent = " ".repeat(STATE_WIDTH + names + 2);
        String head = painted(finding.state()) + Columns.pad(finding.name(), names) + "  ";
        for (String line : broken(finding.detail(), width - indent.length())) {
            lines.add(head + line);
            head = indent;
        }
        if (!finding.advice().isEmpty()) {
            lines.add(indent + "-> " + finding.advice());
        }
    }

    private List<String> broken(String text, int room) {
        if (width == 0) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            boolean fits = line.isEmpty() || Columns.of(line) + 1 + Columns.of(word) <= Math.max(room, NARROWEST);
            if (!fits) {
                lines.add(line);
                line = "";
            }
            line = line.isEmpty() ? word : line + " " + word;
        }
        lines.add(line);
        return lines;
    }

    private String painted(State state) {
        String word = state == State.FAIL ? "FAIL" : state.word();
        String sgr =
                switch (state) {
                    case OK -> "32";
                    case WARN -> "33";
                    case FAIL -> "31";
                };
        return (color ? "\u001b[" + sgr + "m" + word + "\u001b[0m" : word) + " ".repeat(STATE_WIDTH - word.length());
    }
}
