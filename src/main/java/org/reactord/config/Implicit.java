package org.reactord.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a plain scalar stands for in one version of YAML or another, when the person may have meant the text. */
final class Implicit {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false|yes|no|on|off");
    private static final Pattern NUMBER = Pattern.compile(
            "(?i)[-+]?([0-9][0-9_]*\\.?[0-9_]*|\\.[0-9_]+)(e[-+]?[0-9]+)?|[-+]?0(x[0-9a-f_]+|o[0-7_]+|b[01_]+)"
                    + "|[-+]?\\.inf|\\.nan");

    private Implicit() {}

    /** What it could be taken for; empty if a plain scalar of this text is a string to everybody. */
    static Optional<String> type(String plain) {
        if (NOTHING.contains(plain)) {
            return Optional.of("nothing");
        }
        if (TRUTH.matcher(plain).matches()) {
            return Optional.of("true or false");
        }
        return NUMBER.matcher(plain).matches() ? Optional.of("a number") : Optional.empty();
    }
}
