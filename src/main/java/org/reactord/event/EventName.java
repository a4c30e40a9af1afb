package org.reactord.event;

import java.util.Set;
import java.util.regex.Pattern;

/** What an event that somebody sends may be called, and the keys that it may have. */
public final class EventName {
    /** How a name looks, for a person. */
    public static final String HINT =
            "hint: letters, digits, '.', '_', '/' and '-', first a letter or a digit, 100 at most";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Keys that would hide what a command is told anyway, in small letters with {@code _}. */
    private static final Set<String> TAKEN =
            Set.of("rule", "event", "job", "attempt", "cause", "event_file", "rules", "state", "socket", "java_opts");

    private static final Pattern TAKEN_FOR_FAILURES =
            Pattern.compile("(incident|exit|failures|pending|reason|since|elapsed|stdout|stderr)(_.*)?");

    private EventName() {}

    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /** True if a command can be told this key. */
    public static boolean isKey(String key) {
        String word = key.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
        return KEY.matcher(key).matches()
                && !TAKEN.contains(word)
                && !TAKEN_FOR_FAILURES.matcher(word).matches();
    }
}
