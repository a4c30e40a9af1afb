package org.reactord.config;

import java.util.List;
import org.reactord.event.SystemKind;
import org.reactord.rule.Matcher;
import org.reactord.rule.SystemWant;

/** What a rule waits for that is no file, as a person would write it. */
final class SystemText {
    private SystemText() {}

    static String want(SystemWant want) {
        boolean words = want.kind() == SystemKind.SYSTEM || want.kind() == SystemKind.SESSION;
        StringBuilder text = new StringBuilder();
        for (Matcher matcher : want.matchers()) {
            String value = value(matcher);
            if (words) {
                return value;
            }
            if (!value.isEmpty()) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(matcher.field())
                        .append(": ")
                        .append(value);
            }
        }
        return "{" + text + "}";
    }

    private static String value(Matcher matcher) {
        if (matcher instanceof Matcher.OneOf one) {
            return oneOrList(one.globs().stream().map(Object::toString).toList());
        }
        if (matcher instanceof Matcher.Power power) {
            String low = power.states().contains("low") ? ", below: " + power.below() : "";
            return oneOrList(power.states().stream().sorted().toList()) + low;
        }
        return "";
    }

    private static String oneOrList(List<String> texts) {
        return texts.size() == 1
                ? RuleText.string(texts.get(0))
                : RuleText.list(texts.stream().map(RuleText::string).toList());
    }
}
