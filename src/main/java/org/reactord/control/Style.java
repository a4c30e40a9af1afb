package org.reactord.control;

/**
 * How a client wants its answer.
 *
 * @param json one JSON object instead of text
 * @param width of the terminal in columns; 0: nothing is ever cut or wrapped
 * @param color whether the terminal understands SGR sequences, and its user wants them
 * @param verbose also what is usually left out
 */
record Style(boolean json, int width, boolean color, boolean verbose) {
    static final int NARROWEST = 40;
    static final int WIDEST = 10_000;
    static final Style PLAIN = new Style(false, 80, false, false);

    /** The columns that a line may take. */
    int columns() {
        return width == 0 ? Integer.MAX_VALUE : width;
    }

    /** The text in a colour, if colours are wanted. */
    String painted(String text, String sgr) {
        return color && !sgr.isEmpty() ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
    }
}
