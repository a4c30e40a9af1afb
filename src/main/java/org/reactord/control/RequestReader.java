package org.reactord.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.contact.Protocol;
import org.reactord.engine.Order;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.EventName;
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

    private final RequestValues values = new RequestValues();

    private RequestReader() {}

    static Read read(ByteBuffer line) {
        RequestReader reader = new RequestReader();
        try {
            reader.parseAndCheckVersion(line);
            String name = reader.values.text("request", "");
            return new Good(reader.request(name), reader.style(), reader.values.truth("keep"));
        } catch (RequestValues.Mistake mistake) {
            return new Bad(String.valueOf(mistake.getMessage()));
        } catch (IOException | IllegalStateException garbage) {
            return new Bad("a request is one line of JSON such as {\"request\":\"status\"}, and this is not");
        }
    }

    /** Of a request in another version it is told that first: what else is wrong with it may be right there. */
    private void parseAndCheckVersion(ByteBuffer line) throws IOException, RequestValues.Mistake {
        try {
            values.parse(line);
        } catch (RequestValues.Mistake mistake) {
            checkVersion();
            throw mistake;
        }
        checkVersion();
    }

    private void checkVersion() throws RequestValues.Mistake {
        int version = values.number("reactor", Protocol.VERSION);
        if (version != Protocol.VERSION) {
            throw new RequestValues.Mistake("the request is in version " + version
                    + " of the protocol, this daemon speaks version " + Protocol.VERSION
                    + "; use the reactorctl that came with the daemon");
        }
    }

    private Request request(String name) throws RequestValues.Mistake {
        return switch (name) {
            case "status" -> only(status(), "after");
            case "metrics" -> only(new Request.Metrics());
            case "rules" -> only(new Request.Rules(values.truth("names")), "names");
            case "show" -> only(new Request.Show(values.required("rule")), "rule");
            case "jobs" -> only(new Request.Jobs());
            case "explain" -> explain();
            case "events" ->
                only(new Request.Events(values.optional("rule"), values.truth("follow")), "rule", "follow");
            case "history" -> only(new Request.History(wantedRuns()), "rule", "failed", "since", "count");
            case "output" -> only(new Request.Said(run()), "run");
            case "run" ->
                only(
                        new Request.Run(values.required("rule"), values.paths(), values.truth("rehearse")),
                        "rule",
                        "paths0_base64",
                        "rehearse");
            case "emit" -> emit();
            case "dump" -> only(new Request.Dump());
            case "restore" -> only(new Request.Restore(values.path("input")), "input", "input_base64");
            case "pause" -> only(ordered(new Order.Pause(values.required("rule"), values.time("for"))), "rule", "for");
            case "resume" -> only(ordered(new Order.Resume(values.oneOrAll("rule"))), "rule", "all");
            case "retry" -> only(ordered(new Order.Retry(values.oneOrAll("name"))), "name", "all");
            case "cancel" -> only(ordered(new Order.Cancel(values.required("name"))), "name");
            case "reload" -> only(new Request.Reload(values.truth("dry_run")), "dry_run");
            case "info" -> only(new Request.About());
            case "shutdown" -> only(new Request.Shutdown(values.truth("now")), "now");
            default -> throw new RequestValues.Mistake(unknown(name));
        };
    }

    /** Of a path, or, if there is none, of something that happens to the system. */
    private Request explain() throws RequestValues.Mistake {
        boolean path = values.has("path") || values.has("path_base64");
        return !path && values.has("event")
                ? only(new Request.ExplainEvent(SystemQuestion.read(values.required("event"))), "event")
                : only(
                        new Request.Explain(values.path("path"), values.word("event", Change.values(), Change::word)),
                        "path",
                        "path_base64",
                        "event");
    }

    private Historian.Wanted wantedRuns() throws RequestValues.Mistake {
        int count = values.number("count", values.has("since") ? MOST_RUNS : USUAL_RUNS);
        if (count < 1 || count > MOST_RUNS) {
            throw new RequestValues.Mistake("\"count\" is not between 1 and " + MOST_RUNS);
        }
        return new Historian.Wanted(values.optional("rule"), values.truth("failed"), values.time("since"), count);
    }

    private int run() throws RequestValues.Mistake {
        if (!values.has("run")) {
            throw new RequestValues.Mistake("the request names no \"run\"");
        }
        return values.number("run", 0);
    }

    /** The keys that the event has are those that begin with {@code with.}, since a request is flat. */
    private Request emit() throws RequestValues.Mistake {
        String name = values.required("name");
        if (!EventName.isValid(name)) {
            throw new RequestValues.Mistake(RequestValues.quoted(name) + " is no name for an event");
        }
        Map<String, String> fields = values.take(WITH);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (!EventName.isKey(field.getKey())) {
                throw new RequestValues.Mistake(
                        RequestValues.quoted(field.getKey()) + " is no key that an event can have");
            }
            if (field.getValue().indexOf('\0') >= 0) {
                throw new RequestValues.Mistake(
                        "the value of " + RequestValues.quoted(field.getKey()) + " holds a NUL");
            }
        }
        boolean hasInput = values.has("input") || values.has("input_base64");
        Optional<BytePath> input = hasInput ? Optional.of(values.path("input")) : Optional.empty();
        return only(new Request.Emit(name, fields, input), "name", "input", "input_base64");
    }

    private Request status() throws RequestValues.Mistake {
        return values.has("after") ? new Request.StatusAfter(values.number("after", 0)) : new Request.Status();
    }

    private static Request ordered(Order order) {
        return new Request.Ordered(order);
    }

    private static String unknown(String name) {
        String wrong =
                name.isEmpty() ? "the request names no \"request\"" : "unknown request " + RequestValues.quoted(name);
        return wrong + "; there are " + String.join(", ", REQUESTS) + Spelling.hint(name, REQUESTS);
    }

    private Request only(Request request, String... keys) throws RequestValues.Mistake {
        values.allow(Set.of(keys), COMMON);
        return request;
    }

    private Style style() throws RequestValues.Mistake {
        String format = values.text("format", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new RequestValues.Mistake(
                    "unknown format " + RequestValues.quoted(format) + "; there are text, json");
        }
        int width = values.number("width", Style.PLAIN.width());
        if (width < 0) {
            throw new RequestValues.Mistake("\"width\" is negative");
        }
        int usable = width == 0 ? 0 : Math.min(Math.max(width, Style.NARROWEST), Style.WIDEST);
        return new Style(format.equals("json"), usable, values.truth("color"), values.truth("verbose"));
    }
}
