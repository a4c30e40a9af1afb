package org.reactord.autostart;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Words as the files of a login want them written. */
final class Quoted {
    /** Desktop Entry Specification, the Exec key: an argument that has one of these must be quoted. */
    private static final String RESERVED = " \t\n\"'\\><~|&;$*?#()`";

    private Quoted() {}

    /** True if every one of these files can have the word: they are lines of UTF-8. */
    static boolean canStand(String word) {
        return word.chars().noneMatch(one -> one < ' ' || one == 0x7f || one == 0xfffd)
                && !word.isEmpty()
                && StandardCharsets.UTF_8.newEncoder().canEncode(word);
    }

    /** The program of an {@code ExecStart=}. Variables are not put in there, specifiers are. */
    static String program(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    /** An assignment of an {@code Environment=}, where a dollar is a dollar. */
    static String assignment(String name, String value) {
        return program(name + "=" + value);
    }

    /** The value of an {@code Exec=}. */
    static String exec(List<String> words) {
        String line = words.stream().map(Quoted::argument).collect(Collectors.joining(" "));
        return line.replace("\\", "\\\\"); // and then it is a string like every other of the file
    }

    private static String argument(String word) {
        String fields = word.replace("%", "%%");
        if (fields.chars().noneMatch(one -> RESERVED.indexOf(one) >= 0)) {
            return fields;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < fields.length(); i++) {
            char one = fields.charAt(i);
            if ("\"`$\\".indexOf(one) >= 0) {
                quoted.append('\\');
            }
            quoted.append(one);
        }
        return quoted.append('"').toString();
    }

    static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
