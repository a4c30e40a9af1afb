package org.reactord.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.Order;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.SystemEvent;

/** What a client can ask. */
sealed interface Request {
    /** Has the desk answer it. */
    void ask(Desk desk, Reply reply);

    /** True if it changes nothing, so that one answer will do for all who ask it at the same time. */
    default boolean isQuestion() {
        return false;
    }

    /** How the daemon and every rule are. */
    record Status() implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.status(reply);
        }

        @Override
        public boolean isQuestion() {
            return true;
        }
    }

    /**
     * The same, once it shows something else.
     *
     * @param revision of what the client has seen last; 0 if nothing
     */
    record StatusAfter(int revision) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.statusAfter(revision, reply);
        }
    }

    /** The status in numbers. */
    record Metrics() implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.metrics(reply);
        }
    }

    /**
     * Which rules there are.
     *
     * @param names only how they are called, in text
     */
    record Rules(boolean names) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.rules(names, reply);
        }

        @Override
        public boolean isQuestion() {
            return true;
        }
    }

    /** One rule, with the place that each value came from. */
    record Show(String rule) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.show(rule, reply);
        }

        @Override
        public boolean isQuestion() {
            return true;
        }
    }

    /** Which jobs live. */
    record Jobs() implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.jobs(reply);
        }

        @Override
        public boolean isQuestion() {
            return true;
        }
    }

    /** Why each rule would take a path, or not. */
    record Explain(BytePath path, Optional<Change> change) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.explain(path, change, reply);
        }
    }

    /** Why each rule would take something that happens to the system, or not. */
    record ExplainEvent(SystemEvent event) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.explain(event, reply);
        }
    }

    /** What was decided of late, and, if it is followed, what is decided from now on. */
    record Events(Optional<String> rule, boolean follow) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.events(rule, follow, reply);
        }
    }

    /** Which runs there were. */
    record History(Historian.Wanted wanted) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.history(wanted, reply);
        }
    }

    /** What one run said; {@code output} in the protocol. */
    record Said(int run) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.output(run, reply);
        }
    }

    /** Run a rule for these files, or say what would be run. */
    record Run(String rule, List<BytePath> paths, boolean rehearse) implements Request {
        public Run {
            paths = List.copyOf(paths);
        }

        @Override
        public void ask(Desk desk, Reply reply) {
            desk.run(rule, paths, rehearse, reply);
        }
    }

    /** Something has happened that the kernel does not tell of. */
    record Emit(String name, Map<String, String> fields, Optional<BytePath> input) implements Request {
        public Emit {
            fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
        }

        @Override
        public void ask(Desk desk, Reply reply) {
            desk.emit(name, fields, input, reply);
        }
    }

    /** Write down what is pending. */
    record Dump() implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.dump(reply);
        }
    }

    /** Give back what was written down. */
    record Restore(BytePath file) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.restore(file, reply);
        }
    }

    /** Do something with rules or jobs. */
    record Ordered(Order order) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.order(order, reply);
        }
    }

    /**
     * Read the rule files anew.
     *
     * @param dry change nothing, and say what a reload would do
     */
    record Reload(boolean dry) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.reload(dry, reply);
        }
    }

    /** Every version, path and limit; {@code info} in the protocol. */
    record About() implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.about(reply);
        }

        @Override
        public boolean isQuestion() {
            return true;
        }
    }

    /**
     * Take no more work, and end.
     *
     * @param now end the commands that run, too
     */
    record Shutdown(boolean now) implements Request {
        @Override
        public void ask(Desk desk, Reply reply) {
            desk.shutdown(now, reply);
        }
    }
}
