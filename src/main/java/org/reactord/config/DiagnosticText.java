package org.reactord.config;

import org.reactord.event.SafeText;
import org.reactord.rule.Origin;

/** Renders a diagnostic: a line that editors can jump by, the source line, a caret below the column, advice. */
final class DiagnosticText {
    private static final int WIDTH = 100;
    private static final String MARGIN = "  ";
    /** First and last of the blocks that are two cells wide: ideographs, syllables, full-width forms, pictures. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0xA4CF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0x1F300,
        0x1FAFF, 0x20000, 0x3FFFD
    };

    private DiagnosticText() {}

    static String of(Diagnostic diagnostic) {
        Origin origin = diagnostic.origin();
        StringBuilder text = new StringBuilder(SafeText.ofText(origin.file()));
        if (origin.line() > 0) {
            text.append(':').append(origin.line()).append(':').append(origin.column());
        }
        text.append(": ").append(diagnostic.severity().word()).append(": ").append(diagnostic.message());
        diagnostic
                .sourceLine()
                .filter(line -> !line.isBlank())
                .ifPresent(line -> appendExcerpt(text, line.codePoints().toArray(), origin.column() - 1));
        for (String advice : diagnostic.advice()) {
            text.append('\n').append(MARGIN).append(advice);
        }
        return text.toString();
    }

    /** The source line, cut around the column, and the caret: both with the same tabs, so a terminal aligns them. */
    private static void appendExcerpt(StringBuilder text, int[] line, int column) {
        int at = Math.max(0, Math.min(column, line.length));
        int from = line.length <= WIDTH ? 0 : Math.max(0, Math.min(at - WIDTH / 2, line.length - WIDTH));
        int to = Math.min(line.length, from + WIDTH);
        StringBuilder shown = new StringBuilder(from > 0 ? "…" : "");
        StringBuilder caret = new StringBuilder(from > 0 ? " " : "");
        for (int i = from; i < to; i++) {
            String safe = safe(line[i]);
            shown.append(safe);
            if (i < at) {
                caret.append(line[i] == '\t' ? "\t" : " ".repeat(cells(safe)));
            }
        }
        shown.append(to < line.length ? "…" : "");
        text.append('\n').append((MARGIN + shown).stripTrailing());
        text.append('\n').append(MARGIN).append(caret).append('^');
    }

    private static String safe(int codePoint) {
        boolean asItIs = codePoint == '\t' || codePoint == '\\';
        return asItIs ? Character.toString(codePoint) : SafeText.ofText(Character.toString(codePoint));
    }

    /** How many cells a terminal gives to it, as far as that can be said without its font. */
    private static int cells(String safe) {
        int cells = 0;
        for (int codePoint : safe.codePoints().toArray()) {
            int type = Character.getType(codePoint);
            boolean combining = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            cells += combining ? 0 : isWide(codePoint) ? 2 : 1;
        }
        return cells;
    }

    private static boolean isWide(int codePoint) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
