package org.reactord.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;

/**
 * All delivered items that still lie in their spools: one {@link Journal} for each rule, and beside it what it says, in
 * memory.
 *
 * <p>Two threads meet in the memory: the loop thread notes a delivery and asks for it, the store thread takes it out when
 * the item is gone. The map of each rule is concurrent, every value in it immutable, and neither thread needs to see two
 * of them at one instant. The journals are the store thread's alone (and, before it starts, its opener's).
 */
final class DeliveredItems {
    private final Path directory;
    private final Map<String, Map<BytePath, Noted>> notedByFile = new ConcurrentHashMap<>();
    private final Map<String, Journal> journals = new HashMap<>();

    /** Which state of an item was delivered, and whether the disk knows. */
    record Noted(FileStamp stamp, boolean onDisk) {
        /**
         * The device is left out: some file systems have another number after every mount, and with the same path,
         * inode, size and time the file is the same without it.
         */
        boolean isOf(FileStamp other) {
            return stamp.inode() == other.inode()
                    && stamp.size() == other.size()
                    && stamp.modified() == other.modified();
        }
    }

    private DeliveredItems(Path directory) {
        this.directory = directory;
    }

    /** Reads what earlier daemons have left. */
    static DeliveredItems read(Path directory) throws IOException {
        DeliveredItems items = new DeliveredItems(directory);
        for (Path file : Durable.files(directory)) {
            if (Files.isRegularFile(file)) {
                items.journalIn(file.getFileName().toString()).read();
            }
        }
        return items;
    }

    /** Notes that this state of the item was delivered; from now on it is known, if not yet on disk. */
    void note(String rule, BytePath path, FileStamp stamp) {
        noted(RuleFile.nameFor(rule))
                .compute(path, (item, old) -> old != null && old.isOf(stamp) ? old : new Noted(stamp, false));
    }

    boolean has(String rule, BytePath path, FileStamp stamp) {
        Noted noted = noted(RuleFile.nameFor(rule)).get(path);
        return noted != null && noted.isOf(stamp);
    }

    Journal journal(String rule) {
        return journalIn(RuleFile.nameFor(rule));
    }

    private Journal journalIn(String fileName) {
        return journals.computeIfAbsent(fileName, name -> new Journal(directory, name, noted(name)));
    }

    /** Why nothing can be written beside the journals, if that is so. */
    Optional<String> refusal() {
        try {
            Durable.probe(directory);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(Reasons.of(refused));
        }
    }

    Iterable<Journal> journals() {
        return journals.values();
    }

    private Map<BytePath, Noted> noted(String fileName) {
        return notedByFile.computeIfAbsent(fileName, name -> new ConcurrentHashMap<>());
    }
}
