package org.reactord.cli;

import java.io.PrintStream;
import java.util.List;
import org.reactord.client.TerminalSize;

/**
 * Where an answer takes the place of the one before: on a terminal that understands cursor movements at its top, and
 * anywhere else, such as in a file, below it.
 */
final class Screen {
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final String TOP = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final int USUAL_ROWS = 24;

    private final PrintStream out;
    private final boolean redraws;
    private final boolean apart;
    private TerminalSize size;
    private boolean fresh = true;
    private boolean first = true;

    /**
     * A screen.
     *
     * @param redraws whether it understands cursor movements
     * @param apart whether answers that stand below one another have an empty line between them
     */
    Screen(PrintStream out, boolean redraws, boolean apart, TerminalSize size) {
        this.out = out;
        this.redraws = redraws;
        this.apart = apart;
        this.size = size;
    }

    /** It has another size now, and nobody knows what has become of what it shows. */
    void resized(TerminalSize now) {
        size = now;
        fresh = true;
    }

    /** False if nobody reads any more. */
    boolean show(List<String> lines) {
        if (redraws) {
            draw(lines);
        } else {
            if (apart && !first) {
                out.println();
            }
            lines.forEach(out::println);
        }
        first = false;
        return !out.checkError(); // flushes as well
    }

    private void draw(List<String> lines) {
        int rows = size.rows() == 0 ? USUAL_ROWS : size.rows();
        boolean fits = lines.size() < rows;
        int shown = fits ? lines.size() : Math.max(1, rows - 2);
        StringBuilder drawn = new StringBuilder(fresh ? CLEAR : TOP);
        for (String line : lines.subList(0, shown)) {
            drawn.append(line).append(REST_OF_LINE).append("\r\n");
        }
        if (!fits) {
            drawn.append("… and ").append(lines.size() - shown).append(" lines more");
            drawn.append(REST_OF_LINE).append("\r\n");
        }
        fresh = false;
        out.print(drawn.append(REST_OF_SCREEN));
    }
}
