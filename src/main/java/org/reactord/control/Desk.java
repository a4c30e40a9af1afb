package org.reactord.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.engine.Engine;
import org.reactord.engine.Order;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.event.FileKind;
import org.reactord.event.SystemEvent;
import org.reactord.files.FileStamps;
import org.reactord.files.Look;

/** Hands each request to who can answer it. Called on the control thread; never waits. */
final class Desk {
    private final Engine engine;
    private final Reloader reloader;
    private final Facts facts;
    private final Clerk clerk;
    private final Explainer explainer;
    private final Historian historian;
    private final Emitter emitter;
    private final Dumper dumper;

    Desk(Engine engine, Reloader reloader, Facts facts, Archive archive, Clerk clerk) {
        this.engine = engine;
        this.reloader = reloader;
        this.facts = facts;
        this.clerk = clerk;
        this.explainer = new Explainer(engine, clerk);
        this.historian = new Historian(engine, clerk, archive.runs());
        this.dumper = new Dumper(engine, clerk, archive.vault());
        this.emitter = new Emitter(engine, clerk, archive.outlet());
    }

    void status(Reply reply) {
        engine.status(status -> reply.answer(() -> StatusAnswer.of(status, facts)));
    }

    void statusAfter(int revision, Reply reply) {
        reply.park();
        engine.statusAfter(revision, seen -> reply.answer(() -> StatusAnswer.of(seen, facts)));
    }

    void metrics(Reply reply) {
        engine.status(status -> reply.answer(() -> new MetricsAnswer(status, facts)));
    }

    void rules(boolean names, Reply reply) {
        engine.status(status -> reply.answer(() -> new RulesAnswer(status.rules(), names)));
    }

    void show(String rule, Reply reply) {
        engine.status(status -> reply.answer(() -> ShowAnswer.of(rule, status.rules())));
    }

    void jobs(Reply reply) {
        engine.status(status -> reply.answer(() -> new JobsAnswer(status)));
    }

    void explain(BytePath path, Optional<Change> change, Reply reply) {
        explainer.explain(path, change, reply);
    }

    void explain(SystemEvent event, Reply reply) {
        engine.explain(event, report -> reply.answer(() -> new EventExplanation(report)));
    }

    /** Of a rule that is there no more nothing is told: a name that is misspelt would be waited for in silence. */
    void events(Optional<String> rule, boolean follow, Reply reply) {
        if (follow) {
            reply.waiting("for what happens next");
        }
        engine.status(status -> {
            boolean known = rule.isEmpty()
                    || status.rules().stream().anyMatch(one -> one.rule().name().equals(rule.get()));
            if (known) {
                new EventStream(engine, reply, rule, follow).begin();
            } else {
                reply.answer(() -> ShowAnswer.noRule(rule.get(), status.rules()));
            }
        });
    }

    void history(Historian.Wanted wanted, Reply reply) {
        historian.history(wanted, reply);
    }

    void output(int run, Reply reply) {
        historian.output(run, reply);
    }

    /** The files are looked at on the clerk's thread. */
    void run(String rule, List<BytePath> paths, boolean rehearse, Reply reply) {
        clerk.hand(() -> {
            List<Order.Subject> files = paths.stream().map(Desk::seen).toList();
            order(new Order.Run(rule, files, rehearse), reply);
        });
    }

    private static Order.Subject seen(BytePath path) {
        return FileStamps.look(path) instanceof Look.Found found
                ? new Order.Subject(path, found.kind(), Optional.of(found.stamp()))
                : new Order.Subject(path, FileKind.UNKNOWN, Optional.empty());
    }

    void emit(String name, Map<String, String> fields, Optional<BytePath> input, Reply reply) {
        emitter.emit(name, fields, input, reply);
    }

    void dump(Reply reply) {
        dumper.dump(reply);
    }

    void restore(BytePath file, Reply reply) {
        reply.waiting("until all is on disk");
        dumper.restore(file, reply);
    }

    void order(Order order, Reply reply) {
        engine.order(order, report -> reply.answer(() -> new OrderAnswer(report)));
    }

    void about(Reply reply) {
        engine.status(status -> reply.answer(() -> new AboutAnswer(status, facts, reloader.files())));
    }

    void reload(boolean dry, Reply reply) {
        if (dry) {
            reply.waiting("until the rule files are read");
            reloader.rehearse(result -> reply.answer(() -> new ReloadAnswer(result, true)));
        } else {
            reply.waiting("until the rule files are read and every new watch is armed");
            reloader.reload(result -> reply.answer(() -> new ReloadAnswer(result, false)));
        }
    }

    void shutdown(boolean now, Reply reply) {
        reply.hold();
        reply.waiting(now ? "until the commands that run have been ended" : "until the commands that run have ended");
        engine.shutdown(now, () -> reply.answer(ShutdownAnswer::new));
    }
}
