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

    /** A value of a unit's, such as an assignment in an {@code Environment=}: specifiers are put in there, variables not. */
    static String value(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    /** The beginning of an {@code ExecStart=} that has this program run. */
    static String program(String path) {
        // systemd takes no program with quotes or a backslash in its path; an argument may have what it likes.
        boolean refused = path.chars().anyMatch(one -> "\"'\\".indexOf(one) >= 0);
        return refused
                ? "/bin/sh -c " + value("exec \"$$0\" \"$$@\"") + " " + value(path.replace("$", "$$"))
                : value(path);
    }

    /** The value of an {@code Exec=} that has this program run with this word. */
    static String exec(String path, String word) {
        // The specification has no program with an equals sign, and desktops do not find one with a percent sign.
        boolean refused = path.chars().anyMatch(one -> "=%".indexOf(one) >= 0);
        List<String> words = refused ? List.of("/bin/sh", "-c", "exec \"$0\" " + word, path) : List.of(path, word);
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
