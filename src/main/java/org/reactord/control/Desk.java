package org.reactord.control;

import org.reactord.engine.Engine;
import org.reactord.engine.Order;

/** Hands each request to who can answer it. Called on the control thread; never waits. */
final class Desk {
    private final Engine engine;
    private final Reloader reloader;
    private final Facts facts;

    Desk(Engine engine, Reloader reloader, Facts facts) {
        this.engine = engine;
        this.reloader = reloader;
        this.facts = facts;
    }

    void status(Reply reply) {
        engine.status(status -> reply.answer(() -> new StatusAnswer(status, facts)));
    }

    void rules(Reply reply) {
        engine.status(status -> reply.answer(() -> new RulesAnswer(status.rules())));
    }

    void show(String rule, Reply reply) {
        engine.status(status -> reply.answer(() -> ShowAnswer.of(rule, status.rules())));
    }

    void jobs(Reply reply) {
        engine.status(status -> reply.answer(() -> new JobsAnswer(status)));
    }

    void order(Order order, Reply reply) {
        engine.order(order, report -> reply.answer(() -> new OrderAnswer(report)));
    }

    void about(Reply reply) {
        engine.status(status -> reply.answer(() -> new AboutAnswer(status, facts, reloader.files())));
    }

    void reload(Reply reply) {
        reply.waiting("until the rule files are read and every new watch is armed");
        reloader.reload(result -> reply.answer(() -> new ReloadAnswer(result)));
    }

    void shutdown(boolean now, Reply reply) {
        reply.hold();
        reply.waiting(now ? "until the commands that run have been ended" : "until the commands that run have ended");
        engine.shutdown(now, () -> reply.answer(ShutdownAnswer::new));
    }
}
