package org.reactord.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What {@code REACTOR_EVENT_FILE} holds: the one place that knows the names of its fields. */
final class EventFile {
    private EventFile() {}

    static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /** The paths of all changes in it. */
    static Set<String> paths(Path file) throws IOException {
        Set<String> paths = new TreeSet<>();
        for (JsonElement change : json(file).getAsJsonArray("changes")) {
            paths.add(change.getAsJsonObject().get("path").getAsString());
        }
        return paths;
    }
}
