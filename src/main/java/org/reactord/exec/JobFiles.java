package org.reactord.exec;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.event.SafeText;
import org.reactord.files.EventFile;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.RuleSource;
import org.reactord.rule.StdinMode;

/**
 * The files that tell a command about its job, for as long as the attempt lasts: its changes as JSON, or as paths.
 *
 * <p>They are readable by the daemon's user alone. A disk that is full is our trouble, not the job's.
 */
final class JobFiles {
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    /** What writes the content. */
    private interface Content {
        void writeTo(OutputStream file) throws IOException;
    }

    private final Path directory;
    private final String name;
    private final List<Path> written = new ArrayList<>();
    private @Nullable BytePath json;
    private @Nullable Map<String, String> fields;

    JobFiles(Path directory, Attempt attempt) {
        this.directory = directory;
        this.name = attempt.run() + "-" + attempt.job().text();
    }

    /** Removes what a daemon that was killed has left. */
    static void clean(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*-*.{json,paths,input}")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException unreadable) {
            // Nothing is there, or nothing can be done about it: a later write tells the reason.
            return;
        }
    }

    /** The changes as JSON: the path of the file, which is written once. */
    BytePath json(Attempt attempt) throws NotStarted {
        if (json == null) {
            json = writeJson(attempt);
        }
        return json;
    }

    /** What came with an event on standard input: the path of the file. */
    BytePath input(Attempt attempt) throws NotStarted {
        return write(".input", file -> {
            try (InputStream event = open(attempt);
                    OutputStream out = file) {
                EventFile.readFields(event);
                event.transferTo(out);
            }
        });
    }

    private static InputStream open(Attempt attempt) throws IOException {
        BytePath path = attempt.changes().get(0).path();
        return new BufferedInputStream(Files.newInputStream(PathBytes.toPath(path)));
    }

    /** The keys and values of an event, which are read once; nothing of anything else. */
    private Map<String, String> fields(Attempt attempt) throws NotStarted {
        if (fields == null) {
            fields = attempt.rule().source().isOfEvents() ? readFields(attempt) : Map.of();
        }
        return fields;
    }

    private static Map<String, String> readFields(Attempt attempt) throws NotStarted {
        try (InputStream event = open(attempt)) {
            return EventFile.readFields(event);
        } catch (NoSuchFileException gone) {
            throw NotStarted.vanished("it was gone when its turn came");
        } catch (IOException damaged) {
            throw NotStarted.lasting(
                    "the event cannot be read: " + SafeText.ofText(String.valueOf(damaged.getMessage())));
        }
    }

    /** Tells a command what came with an event, and where the JSON is: one that runs for a batch, or reads it anyway. */
    void nameIn(Environment environment, Attempt attempt) throws NotStarted {
        boolean event = attempt.rule().source().isOfEvents();
        environment.putFields(fields(attempt));
        if (event || attempt.file().isEmpty() || attempt.rule().execution().stdin() == StdinMode.JSON) {
            environment.put("REACTOR_EVENT_FILE", json(attempt));
        }
    }

    private BytePath writeJson(Attempt attempt) throws NotStarted {
        Map<String, String> ofEvent = fields(attempt);
        return write(".json", file -> {
            try (JsonWriter json =
                    new JsonWriter(new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8)))) {
                json.setHtmlSafe(false);
                describe(attempt, ofEvent, json);
            }
        });
    }

    /** The changed paths, each followed by a NUL byte: the path of the file. */
    BytePath paths0(Attempt attempt) throws NotStarted {
        return write(".paths", file -> {
            try (OutputStream out = new BufferedOutputStream(file)) {
                for (FileChange change : attempt.changes()) {
                    out.write(change.path().bytes());
                    out.write(0);
                }
            }
        });
    }

    private BytePath write(String extension, Content content) throws NotStarted {
        Path path = directory.resolve(name + extension);
        written.add(path);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (OutputStream file = Channels.newOutputStream(Files.newByteChannel(
                    path, ANEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
                content.writeTo(file);
            }
            return PathBytes.of(path);
        } catch (IOException failed) {
            throw NotStarted.passing("the list of its changes cannot be written: "
                    + SafeText.ofText(String.valueOf(failed.getMessage())));
        }
    }

    /** Takes the files away again. */
    void remove() {
        for (Path path : written) {
            removed(path);
        }
    }

    /** False if it has to stay until the next start, which cleans; nobody reads it until then. */
    private static boolean removed(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException remains) {
            return false;
        }
    }

    private static void describe(Attempt attempt, Map<String, String> fields, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("format_version").value(1);
        json.name("rule").value(attempt.rule().name());
        json.name("job").value(attempt.job().text());
        json.name("attempt").value(attempt.number());
        json.name("cause").value(attempt.cause().word());
        if (attempt.rule().source().isOfEvents()) {
            describeEvent(attempt.rule().source(), fields, json);
            json.endObject();
            return;
        }
        json.name("changes").beginArray();
        for (FileChange change : attempt.changes()) {
            json.beginObject();
            json.name("event").value(change.change().word());
            path("path", change.path(), json);
            json.name("kind").value(change.kind().word());
            if (change.from().isPresent()) {
                path("from", change.from().get(), json);
            }
            path("root", change.root(), json);
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    /** Of what nobody has sent it is among the fields what it is, as a command is told in its environment. */
    private static void describeEvent(RuleSource source, Map<String, String> fields, JsonWriter json)
            throws IOException {
        Map<String, String> rest = new LinkedHashMap<>(fields);
        if (source.want().isPresent()) {
            json.name("source").value(rest.remove("source"));
            json.name("event").value(rest.remove("event"));
        } else {
            json.name("event").value(source.event().orElse(""));
        }
        json.name("fields").beginObject();
        for (Map.Entry<String, String> field : rest.entrySet()) {
            value(field.getKey(), field.getValue(), json);
        }
        json.endObject();
    }

    /** What is no text is shown escaped, and is exact in base64. */
    private static void value(String name, String text, JsonWriter json) throws IOException {
        boolean exact = ByteText.isText(text);
        json.name(name).value(exact ? text : SafeText.ofText(text));
        if (!exact) {
            json.name(name + "_base64").value(Base64.getEncoder().encodeToString(ByteText.bytes(text)));
        }
    }

    private static void path(String name, BytePath path, JsonWriter json) throws IOException {
        value(name, ByteText.of(path.bytes()), json);
    }
}
