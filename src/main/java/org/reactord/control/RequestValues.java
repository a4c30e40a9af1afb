package org.reactord.control;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.rule.Spelling;

/**
 * The keys of a request and what they say: text, whole numbers and truth values only; anything deeper is a mistake before
 * it is read. What a value is wanted as is checked when it is asked for.
 */
final class RequestValues {
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);
    private static final int LONGEST_QUOTE = 60;

    private final Map<String, Object> values = new HashMap<>();

    /** What is wrong with a request: a sentence. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String reason) {
            super(reason);
        }
    }

    /** Takes the line apart. Values that came before a mistake are known. */
    void parse(ByteBuffer line) throws IOException, Mistake {
        // A decoder of one's own reports bytes that are no UTF-8.
        String text = StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (values.put(key, scalar(json, key)) != null) {
                    throw new Mistake(quoted(key) + " is said twice");
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("something follows");
            }
        }
    }

    private static Object scalar(JsonReader json, String key) throws IOException, Mistake {
        JsonToken token = json.peek();
        if (token == JsonToken.STRING) {
            return json.nextString();
        }
        if (token == JsonToken.NUMBER) {
            return whole(json, key);
        }
        if (token == JsonToken.BOOLEAN) {
            return json.nextBoolean();
        }
        throw new Mistake(quoted(key) + " is neither a text nor a number nor true or false");
    }

    private static int whole(JsonReader json, String key) throws IOException, Mistake {
        try {
            return json.nextInt();
        } catch (NumberFormatException tooMuch) {
            throw new Mistake(quoted(key) + " is no whole number, or one that is too big");
        }
    }

    /** A name, or {@code "all": true}, and not both. */
    Optional<String> oneOrAll(String key) throws Mistake {
        if (truth("all") == values.containsKey(key)) {
            throw new Mistake("the request must say either " + quoted(key) + " or \"all\": true");
        }
        return values.containsKey(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    Optional<String> optional(String key) throws Mistake {
        return values.containsKey(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    /** An absolute path: as text, or, with {@code _base64} after the key, as its bytes. */
    BytePath path(String key) throws Mistake {
        String bytes = key + "_base64";
        if (values.containsKey(key) == values.containsKey(bytes)) {
            throw new Mistake("the request must say either " + quoted(key) + " or " + quoted(bytes));
        }
        try {
            BytePath path = values.containsKey(key)
                    ? BytePath.ofUtf8(text(key, ""))
                    : BytePath.of(Base64.getDecoder().decode(text(bytes, "")));
            if (path.isAbsolute()) {
                return path;
            }
        } catch (IllegalArgumentException garbage) {
            throw new Mistake(quoted(key) + " is no path: " + garbage.getMessage());
        }
        throw new Mistake(quoted(key) + " does not begin with a slash");
    }

    /** Absolute paths, each followed by a NUL byte, in base64; none if the key is not there. */
    List<BytePath> paths() throws Mistake {
        List<BytePath> paths = new ArrayList<>();
        try {
            String all = new String(Base64.getDecoder().decode(text("paths0_base64", "")), StandardCharsets.ISO_8859_1);
            for (int begin = 0; begin < all.length(); ) {
                int end = all.indexOf('\0', begin);
                String one = all.substring(begin, end < 0 ? all.length() : end);
                paths.add(BytePath.of(one.getBytes(StandardCharsets.ISO_8859_1)));
                begin += one.length() + 1;
            }
        } catch (IllegalArgumentException garbage) {
            throw new Mistake("\"paths0_base64\" is no list of paths: " + garbage.getMessage());
        }
        if (!paths.stream().allMatch(BytePath::isAbsolute)) {
            throw new Mistake("\"paths0_base64\" has a path that does not begin with a slash");
        }
        return paths;
    }

    /** One of several words, if the key is there. */
    <T> Optional<T> word(String key, T[] all, Function<T, String> word) throws Mistake {
        if (!values.containsKey(key)) {
            return Optional.empty();
        }
        String said = text(key, "");
        List<String> words = Arrays.stream(all).map(word).toList();
        if (!words.contains(said)) {
            throw new Mistake("unknown " + quoted(key) + ": " + quoted(said) + Spelling.hint(said, words)
                    + "; there are " + String.join(", ", words));
        }
        return Optional.of(all[words.indexOf(said)]);
    }

    /** A length of time as ISO 8601 has it. */
    Optional<Duration> time(String key) throws Mistake {
        if (!values.containsKey(key)) {
            return Optional.empty();
        }
        try {
            Duration time = Duration.parse(text(key, ""));
            if (time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST_TIME) <= 0) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException garbage) {
            // It is told below, like one that is out of bounds.
        }
        throw new Mistake(quoted(key) + " is no length of time such as \"PT10M\"");
    }

    String required(String key) throws Mistake {
        if (!values.containsKey(key)) {
            throw new Mistake("the request names no " + quoted(key));
        }
        return text(key, "");
    }

    String text(String key, String otherwise) throws Mistake {
        if (values.getOrDefault(key, otherwise) instanceof String text) {
            return text;
        }
        throw new Mistake(quoted(key) + " is no text");
    }

    int number(String key, int otherwise) throws Mistake {
        if (values.getOrDefault(key, otherwise) instanceof Integer number) {
            return number;
        }
        throw new Mistake(quoted(key) + " is no number");
    }

    boolean truth(String key) throws Mistake {
        if (values.getOrDefault(key, false) instanceof Boolean truth) {
            return truth;
        }
        throw new Mistake(quoted(key) + " is neither true nor false");
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Takes out what the keys that begin so say, by the rest of the key. */
    Map<String, String> take(String prefix) throws Mistake {
        Map<String, String> taken = new TreeMap<>();
        for (String key : List.copyOf(values.keySet())) {
            if (key.startsWith(prefix)) {
                taken.put(key.substring(prefix.length()), text(key, ""));
                values.remove(key);
            }
        }
        return taken;
    }

    /** Makes sure that there is no key but these. */
    void allow(Set<String> some, Set<String> others) throws Mistake {
        for (String key : values.keySet()) {
            if (!some.contains(key) && !others.contains(key)) {
                throw new Mistake("unknown key " + quoted(key) + " in the request");
            }
        }
    }

    /** A word that a client has said, short and safe for a terminal. */
    static String quoted(String word) {
        String safe = SafeText.ofText(word);
        return '"' + (safe.length() <= LONGEST_QUOTE ? safe : safe.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
