package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactord.contact.Protocol;
import org.reactord.event.BytePath;
import org.reactord.source.SystemState;

/** How values are spelled in JSON: the same everywhere. What is not there is {@code null}, never left out. */
public final class Json {
    private Json() {}

    /** An object that begins with the version of the format. */
    public static JsonObject answer() {
        JsonObject object = new JsonObject();
        object.addProperty("format_version", Protocol.FORMAT_VERSION);
        return object;
    }

    /** RFC 3339 in UTC, to the millisecond. */
    static JsonElement instant(Instant instant) {
        return new JsonPrimitive(instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static JsonElement instant(Optional<Instant> instant) {
        return instant.map(Json::instant).orElse(JsonNull.INSTANCE);
    }

    static JsonElement text(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }

    /** An empty text says that there is none. */
    static JsonElement textOrNull(String text) {
        return text(Optional.of(text).filter(one -> !one.isEmpty()));
    }

    static JsonElement object(Optional<JsonObject> object) {
        return object.<JsonElement>map(one -> one).orElse(JsonNull.INSTANCE);
    }

    static JsonElement number(OptionalLong number) {
        return number.isPresent() ? new JsonPrimitive(number.getAsLong()) : JsonNull.INSTANCE;
    }

    static JsonArray texts(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** A path as text; of one that is no UTF-8 the escaped form, and its bytes under a second key. */
    public static void path(JsonObject to, String key, BytePath path) {
        Optional<String> text = path.utf8();
        to.addProperty(key, text.orElseGet(path::display));
        if (text.isEmpty()) {
            to.addProperty(key + "_base64", Base64.getEncoder().encodeToString(path.bytes()));
        }
    }

    static void path(JsonObject to, String key, Optional<BytePath> path) {
        if (path.isPresent()) {
            path(to, key, path.get());
        } else {
            to.add(key, JsonNull.INSTANCE);
        }
    }

    /** How well a kind of system events is heard of. */
    public static JsonObject of(SystemState state) {
        JsonObject system = new JsonObject();
        system.addProperty("kind", state.kind().word());
        system.addProperty("state", state.state().word());
        system.addProperty("detail", state.detail());
        return system;
    }
}
