package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.engine.Engine;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Decisions;

/**
 * Tells one client what is decided, as far as it is remembered, and then as it happens if it wants that. The next part is
 * asked for when the client has taken the one before, so that a slow one misses some, is told how many, and delays nobody.
 * Confined to the control thread but for the engine's answers.
 */
final class EventStream {
    private final Engine engine;
    private final Reply reply;
    private final Optional<String> rule;
    private final boolean follows;

    EventStream(Engine engine, Reply reply, Optional<String> rule, boolean follows) {
        this.engine = engine;
        this.reply = reply;
        this.rule = rule;
        this.follows = follows;
    }

    void begin() {
        reply.say(() -> piece(List.of(), 0), () -> next(0)); // so that it is known from the start that this has no end
    }

    private void next(long after) {
        engine.decisions(after, follows, page -> take(page, after));
    }

    private void take(Decisions page, long after) {
        List<Decision> decisions = page.decisions();
        long last = decisions.isEmpty()
                ? after
                : decisions.get(decisions.size() - 1).number();
        long missed = after == 0 ? 0 : page.missed(); // what was before he came he has not missed
        reply.say(() -> piece(decisions, missed), () -> {
            if (follows || page.more()) {
                next(last);
            } else {
                reply.answer(Answer.Told::new);
            }
        });
    }

    private Piece piece(List<Decision> decisions, long missed) {
        List<Decision> wanted = decisions.stream()
                .filter(one -> rule.isEmpty() || one.rule().equals(rule.get()))
                .toList();
        return new Told(wanted, missed);
    }

    private record Told(List<Decision> decisions, long missed) implements Piece {
        @Override
        public List<String> text(Style style) {
            List<String> lines = new ArrayList<>();
            if (missed > 0) {
                lines.add(
                        "-- " + Words.count(missed, "line") + " missed: they were written faster than they were read");
            }
            decisions.forEach(one -> lines.add(DecisionText.line(one)));
            return lines;
        }

        @Override
        public List<JsonObject> json() {
            List<JsonObject> objects = new ArrayList<>();
            if (missed > 0) {
                JsonObject gap = Json.answer();
                gap.addProperty("missed", missed);
                objects.add(gap);
            }
            decisions.forEach(one -> objects.add(DecisionText.json(one)));
            return objects;
        }
    }
}
