package org.reactord.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.event.SafeText;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.rule.Spelling;

/**
 * Reads an event that somebody asks about: {@code network interface=wg0 state=up}. The word for what happens may stand alone;
 * a value with blanks stands in double quotes.
 */
final class SystemQuestion {
    private SystemQuestion() {}

    static SystemEvent read(String text) throws RequestValues.Mistake {
        List<String> words = words(text);
        String first = words.isEmpty() ? "" : words.get(0);
        List<String> kinds =
                Arrays.stream(SystemKind.values()).map(SystemKind::word).toList();
        SystemKind kind = SystemKind.ofWord(first).orElse(null);
        if (kind == null) {
            throw new RequestValues.Mistake(RequestValues.quoted(first) + " is no kind of event; there are "
                    + String.join(", ", kinds) + Spelling.hint(first, kinds));
        }
        String state = kind == SystemKind.DEVICE ? "action" : "state";
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int sign = word.indexOf('=');
            String name = sign < 0 ? state : word.substring(0, sign);
            if (fields.put(name, word.substring(sign + 1)) != null) {
                throw new RequestValues.Mistake(RequestValues.quoted(name) + " is said twice");
            }
        }
        if (!fields.containsKey(state)) {
            throw new RequestValues.Mistake(
                    "what happens is not said; write for example: " + SafeText.ofText(first) + " " + state + "=...");
        }
        return new SystemEvent(kind, fields.get(state), fields, Optional.empty(), Cause.EVENT);
    }

    private static List<String> words(String text) throws RequestValues.Mistake {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quoted) {
            throw new RequestValues.Mistake("a quote is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
