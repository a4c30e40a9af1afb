package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.reactord.engine.view.PathReport;
import org.reactord.rule.Clause;
import org.reactord.rule.Explanation;

/** One rule in {@code explain}, for a program. */
final class ExplainJson {
    private ExplainJson() {}

    static JsonObject of(PathReport.OfRule rule, ExplainAnswer answer) {
        String name = rule.rule().rule().name();
        JsonObject one = new JsonObject();
        one.addProperty("rule", name);
        one.addProperty("matches", rule.explanation().matches());
        one.addProperty("near_miss", rule.explanation().isNearMiss());
        Json.path(one, "seen_as", rule.path());
        one.add("clauses", clauses(rule.explanation()));
        one.add("would_take", Json.texts(ExplainAnswer.words(rule.others())));
        one.addProperty("health", rule.rule().health().word());
        one.add("root", Json.object(rule.root().map(StatusJson::root)));
        one.add("settles_at", Json.instant(rule.settles()));
        one.add("job", Json.object(rule.job().map(StatusJson::job)));
        one.addProperty("queued", rule.ahead());
        one.add("notes", Json.texts(rule.notes()));
        Json.path(one, "set_aside", Optional.ofNullable(answer.setAside().get(name)));
        return one;
    }

    static JsonArray clauses(Explanation explanation) {
        JsonArray clauses = new JsonArray();
        for (Clause clause : explanation.clauses()) {
            JsonObject object = new JsonObject();
            object.addProperty("key", clause.key());
            object.addProperty("holds", clause.holds());
            object.addProperty("text", clause.text());
            object.add("origin", ShowAnswer.origin(clause.origin()));
            clauses.add(object);
        }
        return clauses;
    }
}
