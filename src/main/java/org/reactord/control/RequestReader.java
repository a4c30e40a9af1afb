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
import org.reactord.engine.Order;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.EventName;
import org.reactord.event.SafeText;
import org.reactord.rule.Spelling;

/** Reads a request line: one flat JSON object, strictly. */
final class RequestReader {
    private static final List<String> REQUESTS = List.of(
            "status",
            "metrics",
            "rules",
            "show",
            "jobs",
            "explain",
            "events",
            "history",
            "output",
            "run",
            "emit",
            "dump",
            "restore",
            "pause",
            "resume",
            "retry",
            "cancel",
            "reload",
            "info",
            "shutdown");
    private static final Set<String> COMMON =
            Set.of("reactor", "request", "keep", "format", "width", "color", "verbose");
    private static final Duration LONGEST_TIME = Duration.ofDays(36_500);
    private static final int LONGEST_QUOTE = 60;
    private static final String WITH = "with.";

    /** So many runs are told of, if nobody asks for more; and no more than so many. */
    private static final int USUAL_RUNS = 50;

    private static final int MOST_RUNS = 10_000;

    /** What a line says. */
    sealed interface Read {}

    /**
     * A request.
     *
     * @param keep whether more requests are to come on this connection
     */
    record Good(Request request, Style style, boolean keep) implements Read {}

    /** It makes no sense, for this reason: a sentence. */
    record Bad(String reason) implements Read {}

    /** A complaint on its way to {@link Bad}. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String reason) {
            super(reason);
        }
    }

    /** Scalars only: text, whole numbers and truth values; anything deeper is a mistake before it is read. */
    private final Map<String, Object> values = new HashMap<>();

    private RequestReader() {}

    static Read read(ByteBuffer line) {
        RequestReader reader = new RequestReader();
        try {
            reader.parseAndCheckVersion(line);
            String name = reader.text("request", "");
            return new Good(reader.request(name), reader.style(), reader.truth("keep"));
        } catch (Mistake mistake) {
            return new Bad(String.valueOf(mistake.getMessage()));
        } catch (IOException | IllegalStateException garbage) {
            return new Bad("a request is one line of JSON such as {\"request\":\"status\"}, and this is not");
        }
    }

    /** Of a request in another version it is told that first: what else is wrong with it may be right there. */
    private void parseAndCheckVersion(ByteBuffer line) throws IOException, Mistake {
        try {
            parse(line);
        } catch (Mistake mistake) {
            checkVersion();
            throw mistake;
        }
        checkVersion();
    }

    private void parse(ByteBuffer line) throws IOException, Mistake {
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

    private void checkVersion() throws Mistake {
        int version = number("reactor", Protocol.VERSION);
        if (version != Protocol.VERSION) {
            throw new Mistake("the request is in version " + version
                    + " of the protocol, this daemon speaks version " + Protocol.VERSION
                    + "; use the reactorctl that came with the daemon");
        }
    }

    private Request request(String name) throws Mistake {
        return switch (name) {
            case "status" -> only(status(), "after");
            case "metrics" -> only(new Request.Metrics());
            case "rules" -> only(new Request.Rules(truth("names")), "names");
            case "show" -> only(new Request.Show(required("rule")), "rule");
            case "jobs" -> only(new Request.Jobs());
            case "explain" ->
                only(
                        new Request.Explain(path("path"), word("event", Change.values(), Change::word)),
                        "path",
                        "path_base64",
                        "event");
            case "events" -> only(new Request.Events(optional("rule"), truth("follow")), "rule", "follow");
            case "history" -> only(new Request.History(wantedRuns()), "rule", "failed", "since", "count");
            case "output" -> only(new Request.Said(run()), "run");
            case "run" ->
                only(
                        new Request.Run(required("rule"), paths(), truth("rehearse")),
                        "rule",
                        "paths0_base64",
                        "rehearse");
            case "emit" -> emit();
            case "dump" -> only(new Request.Dump());
            case "restore" -> only(new Request.Restore(path("input")), "input", "input_base64");
            case "pause" -> only(ordered(new Order.Pause(required("rule"), time("for"))), "rule", "for");
            case "resume" -> only(ordered(new Order.Resume(oneOrAll("rule"))), "rule", "all");
            case "retry" -> only(ordered(new Order.Retry(oneOrAll("name"))), "name", "all");
            case "cancel" -> only(ordered(new Order.Cancel(required("name"))), "name");
            case "reload" -> only(new Request.Reload(truth("dry_run")), "dry_run");
            case "info" -> only(new Request.About());
            case "shutdown" -> only(new Request.Shutdown(truth("now")), "now");
            default -> throw new Mistake(unknown(name));
        };
    }

    private Historian.Wanted wantedRuns() throws Mistake {
        int count = number("count", values.containsKey("since") ? MOST_RUNS : USUAL_RUNS);
        if (count < 1 || count > MOST_RUNS) {
            throw new Mistake("\"count\" is not between 1 and " + MOST_RUNS);
        }
        return new Historian.Wanted(optional("rule"), truth("failed"), time("since"), count);
    }

    private int run() throws Mistake {
        if (!values.containsKey("run")) {
            throw new Mistake("the request names no \"run\"");
        }
        return number("run", 0);
    }

    /** The keys that the event has are those that begin with {@code with.}, since a request is flat. */
    private Request emit() throws Mistake {
        String name = required("name");
        if (!EventName.isValid(name)) {
            throw new Mistake(quoted(name) + " is no name for an event");
        }
        Map<String, String> fields = new TreeMap<>();
        for (String key : List.copyOf(values.keySet())) {
            if (key.startsWith(WITH)) {
                String field = key.substring(WITH.length());
                String value = text(key, "");
                if (!EventName.isKey(field)) {
                    throw new Mistake(quoted(field) + " is no key that an event can have");
                }
                if (value.indexOf('\0') >= 0) {
                    throw new Mistake("the value of " + quoted(field) + " holds a NUL");
                }
                fields.put(field, value);
                values.remove(key);
            }
        }
        boolean hasInput = values.containsKey("input") || values.containsKey("input_base64");
        Optional<BytePath> input = hasInput ? Optional.of(path("input")) : Optional.empty();
        return only(new Request.Emit(name, fields, input), "name", "input", "input_base64");
    }

    private Request status() throws Mistake {
        return values.containsKey("after") ? new Request.StatusAfter(number("after", 0)) : new Request.Status();
    }

    private static Request ordered(Order order) {
        return new Request.Ordered(order);
    }

    /** A name, or {@code "all": true}, and not both. */
    private Optional<String> oneOrAll(String key) throws Mistake {
        if (truth("all") == values.containsKey(key)) {
            throw new Mistake("the request must say either " + quoted(key) + " or \"all\": true");
        }
        return values.containsKey(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    private Optional<String> optional(String key) throws Mistake {
        return values.containsKey(key) ? Optional.of(text(key, "")) : Optional.empty();
    }

    /** An absolute path: as text, or, with {@code _base64} after the key, as its bytes. */
    private BytePath path(String key) throws Mistake {
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
    private List<BytePath> paths() throws Mistake {
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
    private <T> Optional<T> word(String key, T[] all, Function<T, String> word) throws Mistake {
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
    private Optional<Duration> time(String key) throws Mistake {
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

    private static String unknown(String name) {
        String wrong = name.isEmpty() ? "the request names no \"request\"" : "unknown request " + quoted(name);
        return wrong + "; there are " + String.join(", ", REQUESTS) + Spelling.hint(name, REQUESTS);
    }

    private Request only(Request request, String... keys) throws Mistake {
        Set<String> own = Set.of(keys);
        for (String key : values.keySet()) {
            if (!own.contains(key) && !COMMON.contains(key)) {
                throw new Mistake("unknown key " + quoted(key) + " in the request");
            }
        }
        return request;
    }

    private Style style() throws Mistake {
        String format = text("format", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new Mistake("unknown format " + quoted(format) + "; there are text, json");
        }
        int width = number("width", Style.PLAIN.width());
        if (width < 0) {
            throw new Mistake("\"width\" is negative");
        }
        int usable = width == 0 ? 0 : Math.min(Math.max(width, Style.NARROWEST), Style.WIDEST);
        return new Style(format.equals("json"), usable, truth("color"), truth("verbose"));
    }

    private String required(String key) throws Mistake {
        if (!values.containsKey(key)) {
            throw new Mistake("the request names no " + quoted(key));
        }
        return text(key, "");
    }

    private String text(String key, String otherwise) throws Mistake {
        if (values.getOrDefault(key, otherwise) instanceof String text) {
            return text;
        }
        throw new Mistake(quoted(key) + " is no text");
    }

    private int number(String key, int otherwise) throws Mistake {
        if (values.getOrDefault(key, otherwise) instanceof Integer number) {
            return number;
        }
        throw new Mistake(quoted(key) + " is no number");
    }

    private boolean truth(String key) throws Mistake {
        if (values.getOrDefault(key, false) instanceof Boolean truth) {
            return truth;
        }
        throw new Mistake(quoted(key) + " is neither true nor false");
    }

    private static String quoted(String word) {
        String safe = SafeText.ofText(word);
        return '"' + (safe.length() <= LONGEST_QUOTE ? safe : safe.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
