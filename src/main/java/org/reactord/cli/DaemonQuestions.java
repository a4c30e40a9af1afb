package org.reactord.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.client.Client;
import org.reactord.client.ClientOptions;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;
import org.reactord.doctor.Asked;
import org.reactord.doctor.DaemonReport;

/** Asks a daemon about itself, for a command that goes on whatever comes of it. */
final class DaemonQuestions {
    private final Places.Flags places;
    private final Duration patience;

    /**
     * Questions to the daemon at these places.
     *
     * @param patience for all of them
     */
    DaemonQuestions(Places.Flags places, Duration patience) {
        this.places = places;
        this.patience = patience;
    }

    /** One answer: the exit code that the client would have, and what it would print. */
    private record Said(int exit, String out, String err) {}

    Asked ask() {
        Said facts = ask("info");
        if (facts.exit() != ExitCode.FINE.code()) {
            return unanswered(facts);
        }
        Said status = ask("status");
        try {
            return new Asked.Answered(report(object(facts.out()), object(status.out())));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException nonsense) {
            return status.exit() == ExitCode.TIMED_OUT.code()
                    ? new Asked.Silent()
                    : new Asked.Refused("what the daemon answers makes no sense to this version");
        }
    }

    private static Asked unanswered(Said said) {
        if (said.exit() == ExitCode.NOT_RUNNING.code()) {
            return new Asked.Absent();
        }
        return said.exit() == ExitCode.TIMED_OUT.code()
                ? new Asked.Silent()
                : new Asked.Refused(said.err().strip().replaceFirst("^reactorctl: ", ""));
    }

    private Said ask(String request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ClientOptions options = new ClientOptions(places, Optional.of(patience.dividedBy(2)), true, true, false, false);
        Client client = new Client(options, stream(out), stream(err));
        int exit = client.ask(client.request(request));
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static JsonObject object(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static DaemonReport report(JsonObject facts, JsonObject status) {
        return new DaemonReport(
                number(facts, "pid"),
                number(facts, "uid"),
                text(facts, "version"),
                text(facts, "java"),
                text(facts, "class_archive"),
                text(object(facts, "rules_dir"), "path"),
                text(object(facts, "state_dir"), "path"),
                text(facts, "backend"),
                text(facts, "launcher"),
                names(status),
                number(facts, "watches"),
                number(facts, "overflows"),
                status.has("degraded") && status.get("degraded").getAsBoolean());
    }

    private static List<String> names(JsonObject status) {
        List<String> names = new ArrayList<>();
        if (status.has("rules")) {
            status.getAsJsonArray("rules").forEach(rule -> names.add(text(rule.getAsJsonObject(), "name")));
        }
        return names;
    }

    private static JsonObject object(JsonObject from, String key) {
        return from.has(key) ? from.get(key).getAsJsonObject() : new JsonObject();
    }

    /** Of a daemon of another version, something may be missing. */
    private static String text(JsonObject from, String key) {
        return from.has(key) && !from.get(key).isJsonNull() ? from.get(key).getAsString() : "";
    }

    private static long number(JsonObject from, String key) {
        return from.has(key) ? from.get(key).getAsLong() : 0;
    }
}
