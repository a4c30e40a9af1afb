package org.reactord.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.Places;

/**
 * The command line of a daemon as services write it, read without picocli, which takes longer to load than the rest of
 * the daemon.
 *
 * <p>It knows the plain forms only. Whatever else there is (help, an option twice, a mistake) is left to picocli and its
 * messages, so that nothing is said twice; a test holds the two readings against each other.
 */
final class ServerLine {
    private @Nullable String rules;
    private @Nullable String state;
    private @Nullable String socket;
    private @Nullable Backend backend;
    private boolean once;
    private boolean autoReload;
    private boolean quiet;
    private int verbose;

    private ServerLine() {}

    /** What the daemon is to do; empty if picocli has to say. */
    static Optional<ServerOptions> plain(String... words) {
        if (words.length == 0 || !words[0].equals("server")) {
            return Optional.empty();
        }
        ServerLine line = new ServerLine();
        for (int i = 1; i < words.length; i++) {
            boolean named = words[i].startsWith("--") && words[i].indexOf('=') < 0 && i + 1 < words.length;
            if (named && line.take(words[i], words[i + 1])) {
                i++;
            } else if (!line.take(words[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(line.options());
    }

    private ServerOptions options() {
        Places.Flags places =
                new Places.Flags(Optional.ofNullable(rules), Optional.ofNullable(state), Optional.ofNullable(socket));
        return new ServerOptions(
                places, backend == null ? Backend.AUTO : backend, once, autoReload, quiet ? -1 : verbose);
    }

    /** One word that stands by itself; false if this is none. */
    private boolean take(String word) {
        boolean first =
                switch (word) {
                    case "--once" -> !once;
                    case "--auto-reload" -> !autoReload;
                    case "-q", "--quiet" -> !quiet;
                    default -> true;
                };
        switch (word) {
            case "--once" -> once = true;
            case "--auto-reload" -> autoReload = true;
            case "-q", "--quiet" -> quiet = true;
            case "-v", "--verbose" -> verbose++;
            case "-vv" -> verbose += 2;
            default -> {
                int equals = word.indexOf('=');
                return equals > 0 && take(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return first;
    }

    /** An option and its value; false if this is none, or comes again. */
    private boolean take(String option, String value) {
        if (value.isEmpty() || value.startsWith("-")) {
            return false;
        }
        boolean first =
                switch (option) {
                    case "--rules" -> rules == null;
                    case "--state" -> state == null;
                    case "--socket" -> socket == null;
                    case "--backend" -> backend == null;
                    default -> false;
                };
        switch (option) {
            case "--rules" -> rules = value;
            case "--state" -> state = value;
            case "--socket" -> socket = value;
            case "--backend" -> backend = named(value);
            default -> {
                return false;
            }
        }
        return first && (!option.equals("--backend") || backend != null);
    }

    private static @Nullable Backend named(String word) {
        for (Backend backend : Backend.values()) {
            if (backend.toString().equals(word)) {
                return backend;
            }
        }
        return null;
    }
}
