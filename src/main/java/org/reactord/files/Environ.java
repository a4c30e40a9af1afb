package org.reactord.files;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a process as the kernel shows them: proc_pid_environ(5). */
public final class Environ {
    private Environ() {}

    /** Names and values, one char a byte; what is no variable is left out. */
    public static Map<String, String> variables(byte[] content) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String entry : new String(content, StandardCharsets.ISO_8859_1).split("\0", -1)) {
            int equals = entry.indexOf('=', 1);
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }
}
