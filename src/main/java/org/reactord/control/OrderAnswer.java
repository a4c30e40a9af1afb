package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.List;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.SafeText;
import org.reactord.rule.Spelling;

/** What became of an order. */
record OrderAnswer(OrderReport report) implements Answer {
    @Override
    public List<String> text(Style style) {
        return report instanceof OrderReport.Done done ? safe(done.sentences()) : List.of();
    }

    @Override
    public List<String> complaints() {
        return report instanceof OrderReport.Done done ? safe(done.troubles()) : List.of();
    }

    private static List<String> safe(List<String> sentences) {
        return sentences.stream().map(SafeText::ofText).toList();
    }

    @Override
    public String failure() {
        if (report instanceof OrderReport.NoSuch none) {
            String what = none.job() ? "no rule and no job is called '" : "no rule is called '";
            return what + SafeText.ofText(none.name()) + "'"
                    + SafeText.ofText(Spelling.hint(none.name(), none.rules()));
        }
        int troubles = report instanceof OrderReport.Done done ? done.troubles().size() : 0;
        return troubles == 0 ? "" : "not all could be done: " + Words.count(troubles, "thing") + " went wrong";
    }

    @Override
    public int exit() {
        if (report instanceof OrderReport.NoSuch) {
            return Protocol.NO_SUCH;
        }
        return failure().isEmpty() ? 0 : Protocol.FAILED;
    }

    @Override
    public JsonObject json() {
        if (!(report instanceof OrderReport.Done done)) {
            return new JsonObject();
        }
        JsonObject answer = Json.answer();
        answer.add("rules", Json.texts(done.rules()));
        answer.addProperty("jobs", done.jobs());
        answer.addProperty("items", done.items());
        answer.add("done", Json.texts(done.sentences()));
        answer.add("troubles", Json.texts(done.troubles()));
        return answer;
    }
}
