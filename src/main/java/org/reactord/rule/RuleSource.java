package org.reactord.rule;

import java.util.List;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.Change;

/** The one thing that a rule waits for. */
public sealed interface RuleSource {
    /** {@code spool} or {@code watch}: the key that names it in a rule file. */
    String key();

    /** What is looked at, in the order in which it was written. */
    List<BytePath> roots();

    /**
     * Every file that lands in a directory is handed over until that succeeds.
     *
     * @param failed where an item goes that was given up, with its reason beside it
     */
    record Spool(BytePath directory, Done done, BytePath failed) implements RuleSource {
        @Override
        public String key() {
            return "spool";
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
