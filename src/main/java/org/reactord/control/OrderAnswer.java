package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.reactord.contact.Protocol;
import org.reactord.engine.view.OrderReport;
import org.reactord.event.SafeText;
import org.reactord.job.Rehearsal;
import org.reactord.rule.Spelling;

/** What became of an order. */
record OrderAnswer(OrderReport report) implements Answer {
    @Override
    public List<String> text(Style style) {
        if (report instanceof OrderReport.Rehearsed rehearsed) {
            return rehearsed.rehearsals().stream()
                    .flatMap(one -> lines(one).stream())
                    .toList();
        }
        return report instanceof OrderReport.Done done ? safe(done.sentences()) : List.of();
    }

    private static List<String> lines(Rehearsal rehearsal) {
        List<String> lines = new ArrayList<>();
        lines.add("would execute, each argument on a line:");
        rehearsal.argv().forEach(argument -> lines.add("    " + argument));
        lines.add("in " + rehearsal.cwd() + ", reading " + rehearsal.stdin() + ", with");
        rehearsal.env().forEach((name, value) -> lines.add("    " + name + "=" + value));
        return lines;
    }

    @Override
    public List<String> complaints() {
        return safe(troubles());
    }

    private List<String> troubles() {
        if (report instanceof OrderReport.Rehearsed rehearsed) {
            return rehearsed.troubles();
        }
        return report instanceof OrderReport.Done done ? done.troubles() : List.of();
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
        int troubles = troubles().size();
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
        if (report instanceof OrderReport.Rehearsed rehearsed) {
            return json(rehearsed);
        }
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

    private static JsonObject json(OrderReport.Rehearsed rehearsed) {
        JsonObject answer = Json.answer();
        JsonArray runs = new JsonArray();
        for (Rehearsal rehearsal : rehearsed.rehearsals()) {
            JsonObject one = new JsonObject();
            one.addProperty("job", rehearsal.job().text());
            one.add("argv", Json.texts(rehearsal.argv()));
            one.addProperty("cwd", rehearsal.cwd());
            one.addProperty("stdin", rehearsal.stdin());
            JsonObject env = new JsonObject();
            rehearsal.env().forEach(env::addProperty);
            one.add("env", env);
            runs.add(one);
        }
        answer.add("would_run", runs);
        answer.add("troubles", Json.texts(rehearsed.troubles()));
        return answer;
    }
}
