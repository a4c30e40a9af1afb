package org.reactord.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.files.EventFile;
import org.reactord.files.PathBytes;

/**
 * Puts what has happened into the directories where it waits for its rule, as {@code put} would. What the disk does not take
 * is kept here and tried again with the next request. Of the store thread.
 */
final class WaitingEvents {
    private final Map<BytePath, Map<String, String>> unwritten = new LinkedHashMap<>();

    /** Does what is asked for here; why it could not, if it could not. */
    Optional<String> take(List<Request> requests) {
        Optional<String> trouble = Optional.empty();
        for (Request request : requests) {
            if (request instanceof Request.Put put) {
                unwritten.put(put.item(), put.fields());
            } else if (request instanceof Request.Withdraw withdraw && unwritten.remove(withdraw.item()) == null) {
                trouble = trouble.or(() -> removed(withdraw.item()));
            }
        }
        return trouble.or(this::write);
    }

    private static Optional<String> removed(BytePath item) {
        try {
            Files.deleteIfExists(PathBytes.toPath(item));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
    }

    private Optional<String> write() {
        for (Map.Entry<BytePath, Map<String, String>> one : List.copyOf(unwritten.entrySet())) {
            Optional<String> refused = written(one.getKey(), one.getValue());
            if (refused.isPresent()) {
                return refused; // what did not take this one takes none of the others
            }
            unwritten.remove(one.getKey());
        }
        return Optional.empty();
    }

    private static Optional<String> written(BytePath item, Map<String, String> fields) {
        Path directory = PathBytes.toPath(item.parent().orElse(BytePath.ROOT));
        try {
            Files.createDirectories(directory, Stores.FOR_US_ALONE); // somebody may have taken it away
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
        Enqueue.Result result = new Enqueue(directory, item.name(), "system")
                .put(new ByteArrayInputStream(EventFile.beginning(fields)));
        return result instanceof Enqueue.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    /** How many events are not on disk though they should be. */
    int unwritten() {
        return unwritten.size();
    }
}
