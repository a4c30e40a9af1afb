package org.reactord.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactord.engine.view.RuleChange;
import org.reactord.engine.view.RuleChange.Kind;
import org.reactord.event.SafeText;
import org.reactord.rule.Difference;

/** What a reload makes of one rule: a line that says what, and below it each key, and what becomes of its jobs. */
final class ChangeText {
    private static final int KIND_WIDTH = 9;
    private static final int INDENT = KIND_WIDTH + 2;
    private static final String NONE = "(none)";

    private final RuleChange change;
    private final boolean dry;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    /**
     * Of one rule.
     *
     * @param dry whether it would be so, and is not
     */
    ChangeText(RuleChange change, boolean dry, Style style) {
        this.change = change;
        this.dry = dry;
        this.style = style;
    }

    /** Nothing of a rule that stays as it is, unless somebody wants all. */
    List<String> lines() {
        if (change.kind() == Kind.UNCHANGED && !style.verbose()) {
            return List.of();
        }
        String kind = style.painted(Columns.pad(change.kind().word(), KIND_WIDTH), sgr());
        lines.add(kind + "  " + Columns.cut(SafeText.ofText(change.name()), style.columns() - INDENT));
        change.keys().forEach(this::key);
        dropped(change, dry).ifPresent(this::words);
        jobs();
        return lines;
    }

    private String sgr() {
        return switch (change.kind()) {
            case ADDED -> "32";
            case CHANGED -> "33";
            case REMOVED -> "31";
            case UNCHANGED -> "2";
        };
    }

    /** On one line if that is wide enough, else the new value below the old one: nothing of them is left out. */
    private void key(Difference key) {
        // Values are written in the rule language, which shows nothing raw.
        String before = key.key() + ": " + key.before().orElse(NONE);
        String place = key.origin().line() == 0
                ? "the default"
                : SafeText.ofText(key.origin().place());
        String after = "→ " + key.after().orElse(NONE) + " (" + place + ")";
        if (INDENT + Columns.of(before) + 1 + Columns.of(after) <= style.columns()) {
            lines.add(" ".repeat(INDENT) + before + " " + after);
        } else {
            words(before);
            lines.addAll(Columns.wrap(after, INDENT + 2, style.columns()));
        }
    }

    private void jobs() {
        int kept = change.kept();
        if (kept > 0) {
            words(Words.count(kept, "waiting job") + (dry ? " would be" : are(kept)) + " kept");
        }
        int running = change.running();
        if (running > 0) {
            words(Words.count(running, "running command") + (dry ? " would end" : running == 1 ? " ends" : " end")
                    + " under the rule that " + (running == 1 ? "it" : "they") + " started with");
        }
        int settling = change.settling();
        if (settling > 0 && change.kind() == Kind.REMOVED) {
            words(Words.count(settling, "settling path") + (dry ? " would be" : are(settling)) + " forgotten");
        } else if (settling > 0 && change.kind() == Kind.CHANGED) {
            words(Words.count(settling, "settling path") + " would be " + (settling == 1 ? "a job" : "jobs")
                    + " at once");
        }
    }

    private static String are(int count) {
        return count == 1 ? " is" : " are";
    }

    /** What became, or would become, of jobs that nobody wants any more; a clause. */
    static Optional<String> dropped(RuleChange change, boolean dry) {
        int dropped = change.dropped();
        if (dropped == 0) {
            return Optional.empty();
        }
        String verb = dry ? " would be" : dropped == 1 ? " was" : " were";
        String items = change.spool() ? "; the files stay where they are" : "";
        return Optional.of(Words.count(dropped, "waiting job") + verb + " dropped, because " + change.why() + items);
    }

    private void words(String sentence) {
        lines.addAll(Columns.wrap(sentence, INDENT, style.columns()));
    }

    static JsonObject json(RuleChange change) {
        JsonObject json = new JsonObject();
        json.addProperty("name", change.name());
        json.addProperty("change", change.kind().word());
        json.add("origin", ShowAnswer.origin(change.origin()));
        JsonArray keys = new JsonArray();
        for (Difference key : change.keys()) {
            JsonObject one = new JsonObject();
            one.addProperty("key", key.key());
            one.add("before", Json.text(key.before()));
            one.add("after", Json.text(key.after()));
            one.add("origin", ShowAnswer.origin(key.origin()));
            keys.add(one);
        }
        json.add("keys", keys);
        json.addProperty("jobs_kept", change.kept());
        json.addProperty("jobs_dropped", change.dropped());
        json.addProperty("running", change.running());
        json.addProperty("settling", change.settling());
        return json;
    }
}
