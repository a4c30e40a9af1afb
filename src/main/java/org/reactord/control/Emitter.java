package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.contact.Protocol;
import org.reactord.engine.Engine;
import org.reactord.engine.Order;
import org.reactord.engine.view.RuleStatus;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.Spelling;

/**
 * Gives an event to every rule that waits for it, on the clerk's thread: each has a directory of its own, and what is in
 * there when the answer is given outlives whatever comes.
 */
final class Emitter {
    private final Engine engine;
    private final Clerk clerk;
    private final Outlet outlet;

    Emitter(Engine engine, Clerk clerk, Outlet outlet) {
        this.engine = engine;
        this.clerk = clerk;
        this.outlet = outlet;
    }

    void emit(String name, Map<String, String> fields, Optional<BytePath> input, Reply reply) {
        engine.status(status -> clerk.hand(() -> give(name, fields, input, status.rules(), reply)));
    }

    private void give(
            String name, Map<String, String> fields, Optional<BytePath> input, List<RuleStatus> rules, Reply reply) {
        List<String> takers = new ArrayList<>();
        List<String> shadows = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (RuleStatus status : rules) {
            Rule rule = status.rule();
            rule.source().event().ifPresent(known::add);
            if (rule.source().event().filter(name::equals).isEmpty() || rule.enabled() == Enabled.OFF) {
                continue;
            }
            if (rule.enabled() == Enabled.SHADOW) {
                shadows.add(rule.name());
                engine.order(new Order.Shadowed(rule.name(), name), written -> {});
                continue;
            }
            Optional<String> key = rule.queue().keyFor(fields);
            Optional<String> trouble = outlet.put(rule.source().roots().get(0), key, fields, input);
            trouble.ifPresentOrElse(
                    reason -> troubles.add("rule '" + rule.name() + "' did not get it: " + reason),
                    () -> takers.add(rule.name()));
        }
        reply.answer(() -> takers.isEmpty() && shadows.isEmpty() && troubles.isEmpty()
                ? nobody(name, known)
                : new Emitted(takers, shadows, troubles));
    }

    private static Answer nobody(String name, List<String> known) {
        String hint = SafeText.ofText(Spelling.hint(name, known));
        return new Answer.Failed(
                "no rule waits for the event '" + SafeText.ofText(name) + "'" + hint, Protocol.NO_SUCH);
    }

    /** Who has got it; quiet on success. */
    private record Emitted(List<String> takers, List<String> shadows, List<String> troubles) implements Answer {
        @Override
        public List<String> text(Style style) {
            List<String> lines = new ArrayList<>();
            if (style.verbose()) {
                takers.forEach(rule -> lines.add("rule '" + SafeText.ofText(rule) + "' has it"));
            }
            shadows.forEach(rule -> lines.add("rule '" + SafeText.ofText(rule) + "' is a shadow: it would take it"));
            return lines;
        }

        @Override
        public List<String> complaints() {
            return troubles.stream().map(SafeText::ofText).toList();
        }

        @Override
        public String failure() {
            return troubles.isEmpty() ? "" : "the event was not taken by all who wait for it";
        }

        @Override
        public int exit() {
            return troubles.isEmpty() ? 0 : Protocol.FAILED;
        }

        @Override
        public JsonObject json() {
            JsonObject answer = Json.answer();
            answer.add("rules", Json.texts(takers));
            answer.add("shadows", Json.texts(shadows));
            answer.add("troubles", Json.texts(troubles));
            return answer;
        }
    }
}
