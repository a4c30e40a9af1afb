package org.reactord.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.Places;

/**
 * A command line that only asks the daemon, read by hand. Only plain spellings are read: every option once, apart from its
 * neighbours, with a value that looks like none; whatever else may be typed, right or wrong, is for the one parser that
 * knows it all.
 */
final class Question {
    private final String[] arguments;
    private final List<String> words = new ArrayList<>();
    private final Set<String> flags = new HashSet<>();
    private String verb = "";
    private Part[] parts = {};

    private @Nullable String socket;
    private @Nullable Duration timeout;

    private Question(String... arguments) {
        this.arguments = arguments;
    }

    /** Null if this line is not for here. */
    static @Nullable Question read(String... arguments) {
        Question question = new Question(arguments);
        for (int at = 0; at < arguments.length; ) {
            int taken = question.take(at);
            if (taken == 0) {
                return null;
            }
            at += taken;
        }
        return question.verb.isEmpty() ? null : question;
    }

    /** How many of the arguments, from here on, were understood: 0, 1, or 2 for an option with its value. */
    private int take(int at) {
        String word = arguments[at];
        if (word.isEmpty()) {
            return 0;
        }
        if (word.charAt(0) != '-') {
            return word(word) ? 1 : 0;
        }
        if (common(word)) {
            return 1;
        }
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Part part = verb.isEmpty() ? null : Part.named(parts, name);
        if (part != null && !part.takesValue()) {
            return equals < 0 && part.set("true") ? 1 : 0;
        }
        String value = equals >= 0 ? word.substring(equals + 1) : at + 1 < arguments.length ? arguments[at + 1] : "";
        boolean plain = !value.isEmpty() && value.charAt(0) != '-' && Part.ofVerb(value) == null;
        boolean fine = plain && (part == null ? common(name, value) : part.set(value));
        return !fine ? 0 : equals >= 0 ? 1 : 2;
    }

    private boolean word(String word) {
        if (!verb.isEmpty()) {
            words.add(word);
            return true;
        }
        Part[] known = Part.ofVerb(word);
        if (known == null) {
            return false;
        }
        verb = word;
        parts = known;
        return true;
    }

    /** An option of every verb that has no value; false if it is none, or was there before and may be there but once. */
    private boolean common(String name) {
        return switch (name) {
            case "--json", "--no-color" -> flags.add(name);
            case "-q", "--quiet" -> flags.add("--quiet");
            case "-v", "--verbose" -> {
                flags.add("--verbose");
                yield true;
            }
            default -> false;
        };
    }

    private boolean common(String name, String value) {
        if (name.equals("--socket") && socket == null) {
            socket = value;
            return true;
        }
        if (name.equals("--timeout") && timeout == null) {
            timeout = Patience.of(value);
            return timeout != null;
        }
        return false;
    }

    ClientOptions options() {
        Places.Flags named = new Places.Flags(Optional.empty(), Optional.empty(), Optional.ofNullable(socket));
        return new ClientOptions(
                named,
                Optional.ofNullable(timeout),
                flags.contains("--json"),
                flags.contains("--no-color"),
                flags.contains("--quiet"),
                flags.contains("--verbose"));
    }

    /** What is to be asked; null if the words are not for here after all. */
    @Nullable
    RequestText request(Client client) {
        return Part.fill(client.request(verb), parts, words, arguments);
    }
}
