package org.reactord.control;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.rule.Enabled;
import org.reactord.rule.Rule;
import org.reactord.rule.SystemWant;

/** How a rule is called in every answer: its name, its source and its command, on one line and safe for a terminal. */
final class RuleWords {
    private RuleWords() {}

    static String name(Rule rule) {
        return SafeText.ofText(rule.name());
    }

    /** {@code spool /home/x/outbox}; with several roots {@code watch /a and 2 more}, cut where the path is longest. */
    static String source(Rule rule, int columns) {
        Optional<String> event = rule.source().event();
        if (event.isPresent()) {
            return Columns.cut("event " + SafeText.ofText(event.get()), columns);
        }
        Optional<SystemWant> want = rule.source().want();
        if (want.isPresent()) {
            return Columns.cut(
                    (want.get().kind().word() + " " + SafeText.ofText(want.get().text())).strip(), columns);
        }
        List<BytePath> roots = rule.source().roots();
        String before = rule.source().key() + (roots.isEmpty() ? "" : " ");
        String after = roots.size() < 2 ? "" : " and " + (roots.size() - 1) + " more";
        String root = roots.isEmpty() ? "" : roots.get(0).display();
        int room = columns - before.length() - after.length();
        return before + Columns.cutLeft(root, Math.max(room, 1)) + after;
    }

    static String command(Rule rule) {
        return SafeText.ofText(rule.execution().command().describe());
    }

    /** {@code on}, {@code off} or {@code shadow}. */
    static String enabled(Rule rule) {
        Enabled enabled = rule.enabled();
        return enabled.name().toLowerCase(Locale.ROOT);
    }
}
