package org.reactord.client;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactord.contact.Protocol;
import org.reactord.event.BytePath;
import org.reactord.event.EventName;

/** A part of a verb: an option or words, and what becomes of it in the request. The parts stand as the request has them. */
final class Part {
    private enum Kind {
        /** An option without a value; always told. */
        FLAG,
        /** An option without a value; told if it is there. */
        MARK,
        TEXT,
        DURATION,
        COUNT,
        /** A word that must be there. */
        WORD,
        /** A word that may be there. */
        MAYBE,
        /** A word that must be there if no option is, and only then. */
        UNLESS,
        NUMBER,
        /** A path that must be there if no option is. */
        PATH,
        /** All words that are left, as paths. */
        PATHS,
        /** All words that are left, as {@code KEY=VALUE}. */
        FIELDS
    }

    private static final int MOST_DIGITS = 9;

    private final Kind kind;
    private final String key;
    private final String[] names;
    private @Nullable String value;

    private Part(Kind kind, String key, String... names) {
        this.kind = kind;
        this.key = key;
        this.names = names;
    }

    /** The parts of a verb that can be asked from here, unset; null for every other word. */
    static Part @Nullable [] ofVerb(String verb) {
        return switch (verb) {
            case "status", "jobs", "info", "metrics", "dump" -> parts();
            case "rules" -> parts(new Part(Kind.MARK, "names", "--names"));
            case "show" -> parts(new Part(Kind.WORD, "rule"));
            case "explain" -> parts(new Part(Kind.PATH, "path"), new Part(Kind.TEXT, "event", "--event"));
            case "events" ->
                parts(new Part(Kind.FLAG, "follow", "-f", "--follow"), new Part(Kind.TEXT, "rule", "--rule"));
            case "history" ->
                parts(
                        new Part(Kind.FLAG, "failed", "--failed"),
                        new Part(Kind.MAYBE, "rule"),
                        new Part(Kind.DURATION, "since", "--since"),
                        new Part(Kind.COUNT, "count", "-n"));
            case "output" -> parts(new Part(Kind.NUMBER, "run"));
            case "run" ->
                parts(
                        new Part(Kind.WORD, "rule"),
                        new Part(Kind.FLAG, "rehearse", "--dry-run"),
                        new Part(Kind.PATHS, "paths0_base64"));
            case "retry" -> parts(new Part(Kind.MARK, "all", "--all"), new Part(Kind.UNLESS, "name"));
            case "resume" -> parts(new Part(Kind.MARK, "all", "--all"), new Part(Kind.UNLESS, "rule"));
            case "cancel" -> parts(new Part(Kind.WORD, "name"));
            case "pause" -> parts(new Part(Kind.WORD, "rule"), new Part(Kind.DURATION, "for", "--for"));
            case "emit" -> parts(new Part(Kind.WORD, "name"), new Part(Kind.FIELDS, "with."));
            case "reload" -> parts(new Part(Kind.FLAG, "dry_run", "--dry-run"));
            case "shutdown" -> parts(new Part(Kind.FLAG, "now", "--now"));
            default -> null;
        };
    }

    private static Part[] parts(Part... parts) {
        return parts;
    }

    /** The option of this name; null if there is none. */
    static @Nullable Part named(Part[] parts, String name) {
        for (Part part : parts) {
            for (String one : part.names) {
                if (one.equals(name)) {
                    return part;
                }
            }
        }
        return null;
    }

    boolean takesValue() {
        return kind != Kind.FLAG && kind != Kind.MARK;
    }

    /** Takes it; false if it has been there before. */
    boolean set(String text) {
        boolean first = value == null;
        value = text;
        return first;
    }

    /** The request with all parts in it; null if words are missing, too many, or not of a kind that is read here. */
    static @Nullable RequestText fill(RequestText request, Part[] parts, List<String> words, String... arguments) {
        int taken = 0;
        for (Part part : parts) {
            List<String> left = words.subList(taken, words.size());
            int took = part.names.length > 0
                    ? part.option(request)
                    : part.words(request, left, anyOption(parts), arguments);
            if (took < 0) {
                return null;
            }
            taken += took;
        }
        return taken == words.size() ? request : null;
    }

    private static boolean anyOption(Part... parts) {
        for (Part part : parts) {
            if (part.value != null) {
                return true;
            }
        }
        return false;
    }

    /** Tells an option; -1 if its value is none, and else 0, since it takes no words. */
    private int option(RequestText request) {
        if (kind == Kind.FLAG) {
            request.put(key, value != null);
            return 0;
        }
        if (value == null) {
            return 0;
        }
        if (kind == Kind.MARK) {
            request.put(key, true);
            return 0;
        }
        if (kind == Kind.COUNT) {
            return number(request, value) ? 0 : -1;
        }
        Duration time = kind == Kind.DURATION ? Patience.of(value) : null;
        if (kind == Kind.DURATION && time == null) {
            return -1;
        }
        request.put(key, time == null ? value : time.toString());
        return 0;
    }

    /** Tells those of the words that belong to this part; how many they are, -1 if they will not do. */
    private int words(RequestText request, List<String> left, boolean anyOption, String... arguments) {
        boolean none = left.isEmpty();
        return switch (kind) {
            case UNLESS -> anyOption ? 0 : none ? -1 : word(request, left.get(0));
            case MAYBE -> none ? 0 : word(request, left.get(0));
            case NUMBER -> !none && number(request, left.get(0)) ? 1 : -1;
            case PATH -> none ? (anyOption ? 0 : -1) : path(request, left.get(0), Argv.ofProcess(arguments));
            case PATHS -> paths(request, left, Argv.ofProcess(arguments));
            case FIELDS -> fields(request, left, Argv.ofProcess(arguments));
            default -> none ? -1 : word(request, left.get(0));
        };
    }

    private int word(RequestText request, String word) {
        request.put(key, word);
        return 1;
    }

    /** A whole number without a sign or a zero before it; others are rare enough to be read elsewhere. */
    private boolean number(RequestText request, String text) {
        boolean plain = text.length() <= MOST_DIGITS && text.charAt(0) != '0';
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return plain && request.put(key, Integer.parseInt(text)) != null;
    }

    private int path(RequestText request, String word, Argv argv) {
        Optional<BytePath> path = WantedPath.of(argv, word);
        return path.isPresent() && WantedPath.put(request, key, path.get()) != null ? 1 : -1;
    }

    private int paths(RequestText request, List<String> words, Argv argv) {
        Optional<byte[]> all = WantedPath.joined(argv, words);
        if (all.isEmpty() || all.get().length > Protocol.LONGEST_REQUEST / 2) {
            return -1;
        }
        request.put(key, Base64.getEncoder().encodeToString(all.get()));
        return words.size();
    }

    private int fields(RequestText request, List<String> words, Argv argv) {
        for (String word : words) {
            String field = argv.textOf(word).orElse("");
            int equals = field.indexOf('=');
            if (equals < 1 || !EventName.isKey(field.substring(0, equals))) {
                return -1;
            }
            request.put(key + field.substring(0, equals), field.substring(equals + 1));
        }
        return request.bytes().length > Protocol.LONGEST_REQUEST ? -1 : words.size();
    }
}
