package org.reactord.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The JSON Schema of rule files, and what an editor that has it says about one: YAML 1.2, and nothing of this house. */
final class SchemaFixture {
    private static final Path FILE =
            Path.of(System.getProperty("reactor.root", ".."), "src/main/schema/rules.schema.json");
    private static final Gson WITH_NULLS = new GsonBuilder().serializeNulls().create();

    private final String text;
    private final JsonSchema schema;

    SchemaFixture() {
        try {
            text = Files.readString(FILE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
    }

    JsonObject json() {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** The properties of a rule. */
    JsonObject keys() {
        return json().getAsJsonObject("definitions").getAsJsonObject("rule").getAsJsonObject("properties");
    }

    /** What is wrong with a rule file; what is no YAML at all is told, too. */
    List<String> complaints(String yaml) {
        Object value;
        try {
            LoadSettings settings =
                    LoadSettings.builder().setSchema(new CoreSchema()).build();
            value = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException noYaml) {
            return List.of(String.valueOf(noYaml.getMessage()));
        }
        return schema.validate(WITH_NULLS.toJson(value), InputFormat.JSON).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
