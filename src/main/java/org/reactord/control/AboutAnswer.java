package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.contact.Place;
import org.reactord.contact.Places;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.Status;
import org.reactord.event.SafeText;
import org.reactord.files.ClassArchive;
import org.reactord.quiet.Noise;
import org.reactord.rule.Durations;

/** Every version, path and limit; both forms are made from one list of entries. */
record AboutAnswer(Status status, Facts facts, List<String> files) implements Answer {
    private static final int KEY_WIDTH = 20;

    /** Lists the entries: a key, its value for programs, and its text for a person. */
    private void list(Entries to) {
        Places places = facts.places();
        to.text("version", facts.version());
        to.number("protocol", Protocol.VERSION);
        to.number("pid", ProcessHandle.current().pid());
        to.number("uid", Places.uid());
        to.text("state", status.state());
        to.add(
                "started",
                Json.instant(status.started()),
                Json.instant(status.started()).getAsString());
        Duration uptime = Duration.between(status.started(), status.now());
        to.add("uptime_s", new JsonPrimitive(uptime.toSeconds()), Durations.text(uptime));
        to.text("java", System.getProperty("java.version", "unknown"));
        to.text("java_vendor", System.getProperty("java.vendor", "unknown"));
        to.text("java_home", System.getProperty("java.home", "unknown"));
        Optional<String> archive = ClassArchive.ofProcess();
        to.add(
                "class_archive",
                archive.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE),
                archive.orElse("none (reactorctl doctor says why)"));
        to.text("system", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
        to.text("backend", status.backend());
        to.text("launcher", status.launcher());
        to.place("rules_dir", places.rules());
        to.place("state_dir", places.state());
        to.place("socket", places.socket());
        to.text("lock", places.lock().toString());
        to.list("rule_files", files);
        to.list("changed_files", status.changedFiles());
        to.number("rules", status.rules().size());
        to.number("watches", watches());
        to.number("jobs", status.jobTotal());
        to.number("parallel_limit", status.limit());
        to.number("cpus", Runtime.getRuntime().availableProcessors());
        to.number("overflows", status.overflows());
        add(to, facts.quiet().noise());
        Runtime memory = Runtime.getRuntime();
        to.bytes("heap_used_bytes", memory.totalMemory() - memory.freeMemory());
        to.bytes("heap_max_bytes", memory.maxMemory());
    }

    /** Whether anything wakes while nothing happens, and what could be done about it. */
    private static void add(Entries to, Noise noise) {
        JsonObject object = new JsonObject();
        object.addProperty("quiet", noise.isSilent());
        object.addProperty("silenced", noise.silenced());
        object.addProperty("ticking", noise.ticking());
        noise.reason().ifPresent(reason -> object.addProperty("reason", reason));
        to.add("idle", object, QuietText.of(noise));
    }

    private long watches() {
        return status.rules().stream()
                .flatMap(rule -> rule.roots().stream())
                .distinct()
                .mapToLong(root -> root.watches())
                .sum();
    }

    @Override
    public List<String> text(Style style) {
        List<String> lines = new ArrayList<>();
        list((key, value, text) -> {
            String name = key.replaceFirst("_(s|bytes)$", "").replace('_', ' ');
            lines.add(Columns.pad(name + ":", KEY_WIDTH) + SafeText.ofText(text));
        });
        return lines;
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        list((key, value, text) -> answer.add(key, value));
        return answer;
    }

    /** Who takes the entries. */
    @FunctionalInterface
    private interface Entries {
        void add(String key, JsonElement value, String text);

        default void text(String key, String value) {
            add(key, new JsonPrimitive(value), value);
        }

        default void number(String key, long value) {
            add(key, new JsonPrimitive(value), Long.toString(value));
        }

        default void bytes(String key, long value) {
            add(key, new JsonPrimitive(value), Words.bytes(value));
        }

        default void list(String key, List<String> values) {
            JsonArray array = Json.texts(values);
            add(key, array, values.isEmpty() ? "none" : String.join(", ", values));
        }

        default void place(String key, Place place) {
            JsonObject object = new JsonObject();
            object.addProperty("path", place.path().toString());
            object.addProperty("from", place.from());
            add(key, object, place.path() + " (" + place.from() + ")");
        }
    }
}
