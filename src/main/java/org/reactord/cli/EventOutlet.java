package org.reactord.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reactord.control.Outlet;
import org.reactord.event.BytePath;
import org.reactord.event.ItemName;
import org.reactord.event.SafeText;
import org.reactord.files.EventFile;
import org.reactord.files.PathBytes;
import org.reactord.store.Enqueue;

/** Puts events into the daemon's own spools, as {@code put} does with files. */
final class EventOutlet implements Outlet {
    private static final int UNIQUE = 8;

    @Override
    public Optional<String> put(
            BytePath directory, Optional<String> key, Map<String, String> fields, Optional<BytePath> input) {
        String unique = UUID.randomUUID().toString().substring(0, UNIQUE);
        BytePath name = ItemName.of(Instant.now(), unique, Optional.empty(), Optional.empty(), key);
        Path place = PathBytes.toPath(directory);
        InputStream beginning = new ByteArrayInputStream(EventFile.beginning(fields));
        try (InputStream rest = input.isPresent()
                ? Files.newInputStream(PathBytes.toPath(input.get()))
                : InputStream.nullInputStream()) {
            Enqueue.Result result = new Enqueue(place, name, unique).put(new SequenceInputStream(beginning, rest));
            return reason(result);
        } catch (IOException unreadable) {
            return Optional.of("what came on standard input cannot be read: "
                    + SafeText.ofText(String.valueOf(unreadable.getMessage())));
        }
    }

    private static Optional<String> reason(Enqueue.Result result) {
        if (result instanceof Enqueue.Refused refused) {
            return Optional.of(refused.reason());
        }
        if (result instanceof Enqueue.Unsure unsure) {
            return Optional.of(unsure.reason() + "; it was taken, and may be lost if the power fails now");
        }
        return result instanceof Enqueue.Taken ? Optional.of("its name is taken") : Optional.empty();
    }
}
