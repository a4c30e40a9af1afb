package org.reactord.control;

import com.google.gson.JsonObject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import org.reactord.engine.view.Decision;
import org.reactord.engine.view.Fate;
import org.reactord.event.SafeText;

/** How a decision is told, on one line, by the clock on the wall. */
final class DecisionText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private DecisionText() {}

    /** {@code 11-27 19:06:43.123  outbox: /spool/a written: is queued, job 1x2y3z}. */
    static String line(Decision decision) {
        String time = TIME.format(decision.at().atZone(ZoneId.systemDefault()));
        String rule = decision.rule().isEmpty() ? "" : SafeText.ofText(decision.rule()) + ": ";
        return time + "  " + rule + subject(decision) + ": " + fate(decision);
    }

    private static String subject(Decision decision) {
        String path = decision.path()
                .map(one -> decision.changes() > 1 ? one + " and " + (decision.changes() - 1) + " more" : one.display())
                .orElse("");
        if (!decision.event().isEmpty()) {
            return (path + " " + decision.event()).strip();
        }
        String job = decision.job().map(id -> "job " + id).orElse("");
        return job + (job.isEmpty() || path.isEmpty() ? path : " (" + path + ")");
    }

    private static String fate(Decision decision) {
        StringBuilder text = new StringBuilder(decision.fate().words());
        if (!decision.event().isEmpty()) {
            decision.job().ifPresent(id -> text.append(", job ").append(id));
        }
        if (decision.run() > 0) {
            text.append(", run ").append(decision.run());
        }
        if (!decision.detail().isEmpty()) {
            String before = decision.fate() == Fate.JOINED ? ", job " : ", ";
            text.append(before).append(SafeText.ofText(decision.detail()));
        }
        decision.origin().ifPresent(origin -> text.append(' ').append(SafeText.ofText(origin.aside())));
        return text.toString();
    }

    static JsonObject json(Decision decision) {
        JsonObject one = Json.answer();
        one.addProperty("number", decision.number());
        one.add("at", Json.instant(decision.at()));
        one.add("rule", Json.textOrNull(decision.rule()));
        Json.path(one, "path", decision.path());
        one.addProperty("changes", decision.changes());
        one.add("event", Json.textOrNull(decision.event()));
        one.addProperty("decision", decision.fate().word());
        one.add("job", Json.text(decision.job().map(Object::toString)));
        one.add("run", Json.number(decision.run() > 0 ? OptionalLong.of(decision.run()) : OptionalLong.empty()));
        one.add("detail", Json.textOrNull(decision.detail()));
        one.add("origin", Json.object(decision.origin().map(ShowAnswer::origin)));
        return one;
    }
}
