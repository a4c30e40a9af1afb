package org.reactord.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reactord.files.OneLine;
import org.reactord.files.PathBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rules a person has paused, a line each: {@code paused SINCE UNTIL RULE}, with a dash where there is no end. Of
 * the store thread (and, before it starts, of its opener).
 */
final class PauseFile {
    private static final Logger LOG = LoggerFactory.getLogger(PauseFile.class);
    private static final String NAME = "pauses";
    private static final String PAUSED = "paused";
    private static final String NEVER = "-";
    private static final int FIELDS = 4;

    private final Path directory;

    PauseFile(Path directory) {
        this.directory = directory;
    }

    List<KeptPause> read() throws IOException {
        List<KeptPause> pauses = new ArrayList<>();
        Path file = directory.resolve(NAME);
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                pauses.add(pause(line));
            }
        } catch (NoSuchFileException nothingWasEverPaused) {
            return List.of();
        } catch (DateTimeException | IllegalArgumentException damaged) {
            LOG.warn("{} cannot be used; the rules that it names are not paused any more", PathBytes.of(file));
            return List.of();
        }
        return List.copyOf(pauses);
    }

    private static KeptPause pause(String line) {
        String[] fields = line.split(" ", FIELDS);
        if (fields.length < FIELDS || !fields[0].equals(PAUSED)) {
            throw new IllegalArgumentException("no pause: " + line);
        }
        Optional<Instant> until = fields[2].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(fields[2]));
        return new KeptPause(OneLine.text(fields[3]), Instant.parse(fields[1]), until);
    }

    void write(List<KeptPause> pauses) throws IOException {
        String text = pauses.stream().map(PauseFile::line).collect(Collectors.joining());
        Durable.replace(directory, NAME, out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String line(KeptPause pause) {
        String until = pause.until().map(Instant::toString).orElse(NEVER);
        return String.join(" ", PAUSED, pause.since().toString(), until, OneLine.ofText(pause.rule()) + "\n");
    }
}
