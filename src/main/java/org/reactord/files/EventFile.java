package org.reactord.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event that somebody has sent, as a file: a first line that says so, a line for each key with its value, an empty
 * line, and then whatever came on standard input, byte for byte.
 */
public final class EventFile {
    private static final String FIRST = "reactor event 1";

    /** A longer beginning is none. */
    private static final int LONGEST = 256 * 1024;

    private EventFile() {}

    /** The beginning of the file. */
    public static byte[] beginning(Map<String, String> fields) {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        fields.forEach((key, value) -> text.append(OneLine.ofText(key))
                .append('\t')
                .append(OneLine.ofText(value))
                .append('\n'));
        return text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads the keys and their values, and leaves the input where standard input begins.
     *
     * @throws IOException also if it is no such file
     */
    public static Map<String, String> readFields(InputStream in) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        int[] left = {LONGEST};
        if (!line(in, left).equals(FIRST)) {
            throw new IOException("it is no event");
        }
        try {
            for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
                int tab = line.indexOf('\t');
                fields.put(OneLine.text(line.substring(0, Math.max(0, tab))), OneLine.text(line.substring(tab + 1)));
            }
        } catch (IllegalArgumentException damaged) {
            throw new IOException("it is no event, or a damaged one", damaged);
        }
        return Collections.unmodifiableMap(fields);
    }

    private static String line(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || left[0]-- == 0) {
                throw new IOException("it is no event, or a damaged one");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
