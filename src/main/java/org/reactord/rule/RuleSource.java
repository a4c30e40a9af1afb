package org.reactord.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Change;

/** The one thing that a rule waits for. */
public sealed interface RuleSource {
    /** {@code spool}, {@code watch} or {@code event}: the key that names it in a rule file. */
    String key();

    /** The event that is waited for; empty if it is files. */
    default Optional<String> event() {
        return Optional.empty();
    }

    /** What is looked at, in the order in which it was written. */
    List<BytePath> roots();

    /**
     * Every file that lands in a directory is handed over until that succeeds.
     *
     * @param failed where an item goes that was given up, with its reason beside it
     * @param event the name of the event, if the items are events that somebody has sent: the directory is the daemon's own
     *     then, and each file holds one
     */
    record Spool(BytePath directory, Done done, BytePath failed, Optional<String> event) implements RuleSource {
        /** Of files. */
        public Spool(BytePath directory, Done done, BytePath failed) {
            this(directory, done, failed, Optional.empty());
        }

        /** Of events, in a directory of the daemon. */
        public static Spool ofEvents(String event, BytePath directory) {
            BytePath failed = directory.resolve(BytePath.ofUtf8(".failed"));
            return new Spool(directory, new Done.Delete(), failed, Optional.of(event));
        }

        @Override
        public String key() {
            return event.isPresent() ? "event" : "spool";
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
