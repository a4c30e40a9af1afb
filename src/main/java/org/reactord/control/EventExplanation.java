package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.EventReport;
import org.reactord.engine.view.Health;
import org.reactord.event.SafeText;
import org.reactord.event.SystemEvent;
import org.reactord.rule.Clause;
import org.reactord.rule.Enabled;
import org.reactord.source.SystemState;

/** Why each rule would take something that happens to the system, or not, and how things stand with it. */
record EventExplanation(EventReport report) implements Answer {
    private static final int INDENT = 5;

    @Override
    public List<String> text(Style style) {
        List<String> lines =
                new ArrayList<>(Columns.wrap("asked: what if " + report.event().describe(), 0, style.columns()));
        report.present().forEach(one -> lines.addAll(Columns.wrap("holds now: " + one.brief(), 0, style.columns())));
        ordered().forEach(one -> {
            lines.add("");
            addRule(one, style, lines);
        });
        if (report.others() > 0) {
            lines.add("");
            lines.add(Words.count(report.others(), "rule") + (report.others() == 1 ? " waits" : " wait")
                    + " for something else than " + report.event().kind().word());
        }
        if (!report.decisions().isEmpty()) {
            lines.add("");
            lines.add("decided of late:");
            report.decisions().forEach(one -> lines.add("  " + DecisionText.line(one)));
        }
        return lines;
    }

    /** Those first that say no by one clause alone: of these it is most often one that was meant. */
    private List<EventReport.OfRule> ordered() {
        return report.rules().stream()
                .sorted(Comparator.comparing(one -> !isNearMiss(one)))
                .toList();
    }

    private static boolean isNearMiss(EventReport.OfRule rule) {
        return rule.explanation().against().size() == 1;
    }

    private static void addRule(EventReport.OfRule rule, Style style, List<String> lines) {
        boolean yes = rule.explanation().matches();
        String verdict = style.painted(yes ? "YES  " : "NO   ", yes ? "32" : "33");
        String near = isNearMiss(rule) ? ", by one clause alone" : "";
        String name = RuleWords.name(rule.rule().rule());
        lines.add(verdict + Columns.cut(name, style.columns() - INDENT - near.length()) + near);
        for (Clause clause : rule.explanation().clauses()) {
            if (style.verbose() || yes || !clause.holds()) {
                String text = (clause.holds() ? "yes, " : "no, ") + SafeText.ofText(clause.told());
                lines.addAll(Columns.wrap(text, INDENT, style.columns()));
            }
        }
        standing(rule).forEach(sentence -> lines.addAll(Columns.wrap(sentence, INDENT, style.columns())));
    }

    private static List<String> standing(EventReport.OfRule rule) {
        List<String> sentences = new ArrayList<>();
        if (rule.rule().rule().enabled() == Enabled.SHADOW) {
            sentences.add("a shadow: it records, and runs nothing");
        }
        for (SystemState state : rule.rule().system()) {
            if (state.state() != SystemState.State.HEARD) {
                sentences.add(
                        state.kind().word() + " " + state.state().word() + ": " + SafeText.ofText(state.detail()));
            }
        }
        if (rule.rule().system().isEmpty() && rule.rule().health() != Health.OFF) {
            sentences.add("nothing was heard yet of how it is listened to");
        }
        if (rule.rule().pause().isPresent()) {
            sentences.add("the rule is paused, and starts nothing");
        }
        if (rule.waiting() > 0) {
            sentences.add(Words.count(rule.waiting(), "event") + (rule.waiting() == 1 ? " waits" : " wait")
                    + " to be run; see: reactorctl jobs");
        }
        return sentences;
    }

    @Override
    public JsonObject json() {
        JsonObject answer = Json.answer();
        answer.add("event", json(report.event()));
        JsonArray present = new JsonArray();
        report.present().forEach(one -> present.add(json(one)));
        answer.add("present", present);
        JsonArray rules = new JsonArray();
        ordered().forEach(one -> rules.add(json(one)));
        answer.add("rules", rules);
        answer.addProperty("other_rules", report.others());
        JsonArray decisions = new JsonArray();
        report.decisions().forEach(one -> decisions.add(DecisionText.json(one)));
        answer.add("decisions", decisions);
        return answer;
    }

    private static JsonObject json(SystemEvent event) {
        JsonObject object = new JsonObject();
        object.addProperty("source", event.kind().word());
        object.addProperty("what", event.what());
        JsonObject fields = new JsonObject();
        for (Map.Entry<String, String> field : event.fields().entrySet()) {
            fields.addProperty(field.getKey(), SafeText.ofText(field.getValue()));
        }
        object.add("fields", fields);
        return object;
    }

    private static JsonObject json(EventReport.OfRule rule) {
        JsonObject object = new JsonObject();
        object.addProperty("rule", rule.rule().rule().name());
        object.addProperty("matches", rule.explanation().matches());
        object.add("clauses", ExplainJson.clauses(rule.explanation()));
        object.addProperty("waiting", rule.waiting());
        JsonArray system = new JsonArray();
        rule.rule().system().forEach(state -> system.add(Json.of(state)));
        object.add("system", system);
        return object;
    }

    /** No is an answer that a script can hear. */
    @Override
    public int exit() {
        return report.rules().stream().anyMatch(one -> one.explanation().matches()) ? 0 : Protocol.FAILED;
    }
}
