package org.reactord.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Change;

/** The one thing that a rule waits for. */
public sealed interface RuleSource {
    /** The key that names it in a rule file: {@code spool}, {@code watch}, {@code event}, {@code network} … */
    String key();

    /** The name of the event that is waited for; empty if it is something else. */
    default Optional<String> event() {
        return Optional.empty();
    }

    /** What is waited for that is no file and is not sent by anybody; empty if it is something else. */
    default Optional<SystemWant> want() {
        return Optional.empty();
    }

    /** True if what is waited for is no file: then it waits as one in a directory of the daemon. */
    default boolean isOfEvents() {
        return event().isPresent() || want().isPresent();
    }

    /** What the items of a spool are. */
    sealed interface Items {
        /** Whatever somebody puts there. */
        record Files() implements Items {}

        /** Events of this name that somebody has sent. */
        record Emitted(String name) implements Items {}

        /** What has happened to the system. */
        record Happened(SystemWant want) implements Items {}
    }

    /** What is looked at, in the order in which it was written. */
    List<BytePath> roots();

    /**
     * Every file that lands in a directory is handed over until that succeeds.
     *
     * @param failed where an item goes that was given up, with its reason beside it
     * @param items what lies there: if it is events, the directory is the daemon's own, and each file holds one
     */
    record Spool(BytePath directory, Done done, BytePath failed, Items items) implements RuleSource {
        /** Of files. */
        public Spool(BytePath directory, Done done, BytePath failed) {
            this(directory, done, failed, new Items.Files());
        }

        /** Of events, in a directory of the daemon. */
        public static Spool ofEvents(Items items, BytePath directory) {
            BytePath failed = directory.resolve(BytePath.ofUtf8(".failed"));
            return new Spool(directory, new Done.Delete(), failed, items);
        }

        @Override
        public String key() {
            return event().isPresent()
                    ? "event"
                    : want().map(want -> want.kind().word()).orElse("spool");
        }

        @Override
        public Optional<String> event() {
            return items instanceof Items.Emitted emitted ? Optional.of(emitted.name()) : Optional.empty();
        }

        @Override
        public Optional<SystemWant> want() {
            return items instanceof Items.Happened happened ? Optional.of(happened.want()) : Optional.empty();
        }

        @Override
        public List<BytePath> roots() {
            return List.of(directory);
        }
    }

    /**
     * Something changed.
     *
     * @param catchUp whether changes count that were made while the daemon was down
     */
    record Watch(List<BytePath> roots, Set<Change> on, boolean recursive, boolean catchUp) implements RuleSource {
        public Watch {
            roots = List.copyOf(roots);
            on = Set.copyOf(on);
        }

        @Override
        public String key() {
            return "watch";
        }
    }
}
