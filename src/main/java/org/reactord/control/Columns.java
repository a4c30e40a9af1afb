package org.reactord.control;

import java.util.ArrayList;
import java.util.List;

/** Fits text into the columns of a terminal, as most terminals count them. */
public final class Columns {
    private static final String CUT = "…";

    /**
     * First and last of the blocks that are two columns wide, in order: pictures among the symbols, ideographs,
     * syllables, full-width forms, pictures.
     */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
        0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
        0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757,
        0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E,
        0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F265, 0x1F300, 0x1FAFF,
                0x20000, 0x3FFFD
    };

    private Columns() {}

    /** How many columns the text takes. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** Two for East Asian wide characters and pictures, none for marks that combine with what stands before them. */
    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text with blanks after it, to this many columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** The beginning of the text, with an ellipsis where it does not fit. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = columns - of(CUT);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            left -= of(codePoint);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return columns < of(CUT) ? "" : kept + CUT;
    }

    /** The end of the text, with an ellipsis before it: of a path, the end says more. */
    static String cutLeft(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        String mirrored = new StringBuilder(text).reverse().toString();
        return new StringBuilder(cut(mirrored, columns)).reverse().toString();
    }

    /** A sentence, broken at its blanks, and where there is none for more than a line, anywhere: nothing is left out. */
    static List<String> wrap(String sentence, int indent, int columns) {
        List<String> words = new ArrayList<>();
        for (String word : sentence.split(" ", -1)) {
            tear(word, Math.max(2, columns - indent), words);
        }
        return filled(words, "", indent, columns);
    }

    /** Into pieces of as many columns at the most. */
    private static void tear(String word, int columns, List<String> pieces) {
        int from = 0;
        int taken = 0;
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            int width = of(word.codePointAt(i));
            if (taken + width > columns) {
                pieces.add(word.substring(from, i));
                from = i;
                taken = 0;
            }
            taken += width;
        }
        pieces.add(word.substring(from));
    }

    /** Clauses in as few lines as they fit in, each line with the indent before it; none is torn. */
    static List<String> flow(List<String> clauses, int indent, int columns) {
        return filled(clauses, ",", indent, columns);
    }

    private static List<String> filled(List<String> clauses, String between, int indent, int columns) {
        List<String> lines = new ArrayList<>();
        int room = columns - indent;
        String line = "";
        for (int i = 0; i < clauses.size(); i++) {
            String clause = clauses.get(i) + (i + 1 < clauses.size() ? between : "");
            if (!line.isEmpty() && of(line) + 1 + of(clause) > room) {
                lines.add(" ".repeat(indent) + line);
                line = "";
            }
            line = line.isEmpty() ? cut(clause, room) : line + ' ' + clause;
        }
        if (!line.isEmpty()) {
            lines.add(" ".repeat(indent) + line);
        }
        return lines;
    }

    /** Rows in columns as wide as they must be; of the last one, which is a path, the end is kept where it does not fit. */
    static List<String> table(List<List<String>> rows, Style style) {
        int last = rows.get(0).size() - 1;
        int[] widths = new int[last];
        for (List<String> row : rows) {
            for (int i = 0; i < last; i++) {
                widths[i] = Math.max(widths[i], of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < last; i++) {
                line.append(pad(row.get(i), widths[i])).append("  ");
            }
            int room = Math.max(1, style.columns() - of(line.toString()));
            lines.add(line + cutLeft(row.get(last), room));
        }
        return lines;
    }
}
