package org.reactord.completion;

import java.util.ArrayList;
import java.util.List;

/** For zsh: specifications for its {@code _arguments}, in which every word has its description. */
final class ZshScript {
    private ZshScript() {}

    static String of(Menu menu) {
        return Template.named("reactorctl.zsh")
                .with(
                        "verbs",
                        menu.verbs().stream()
                                .map(verb -> quoted(verb.name() + ":" + verb.description()))
                                .toList())
                .with("common", flags(menu.common()))
                .with("alone", flags(menu.alone()))
                .with("specs", specs(menu))
                .toString();
    }

    private static List<String> specs(Menu menu) {
        List<String> lines = new ArrayList<>();
        for (Verb verb : menu.verbs()) {
            List<String> specs = new ArrayList<>(flags(verb.flags()));
            verb.arguments().forEach(argument -> specs.add(spec(argument)));
            lines.add(verb.name() + ")");
            lines.add("    own=(" + (specs.isEmpty() ? ")" : ""));
            specs.forEach(spec -> lines.add("        " + spec));
            lines.addAll(specs.isEmpty() ? List.of() : List.of("    )"));
            lines.add("    ;;");
        }
        return lines;
    }

    /** One for each name: {@code '(-q --quiet)'{-q,--quiet}} is short to type and hard to read. */
    private static List<String> flags(List<Flag> flags) {
        List<String> specs = new ArrayList<>();
        for (Flag flag : flags) {
            String others =
                    flag.repeatable() ? "*" : flag.names().size() > 1 ? "(" + String.join(" ", flag.names()) + ")" : "";
            for (String name : flag.names()) {
                // The mark says that the value may follow in the same word.
                String mark = flag.value().isEmpty() ? "" : name.startsWith("--") ? "=" : "+";
                String value = flag.value()
                        .map(wanted -> ":" + escaped(wanted.label(), ":") + ":" + action(wanted.wanted()))
                        .orElse("");
                specs.add(quoted(others + name + mark + "[" + escaped(flag.description(), "[]") + "]" + value));
            }
        }
        return specs;
    }

    private static String spec(Argument argument) {
        String place = argument.open() ? "*" : String.valueOf(argument.place() + 1);
        return quoted(place + ":" + escaped(argument.label(), ":") + ":" + action(argument.wanted()));
    }

    private static String action(Wanted wanted) {
        if (wanted instanceof Wanted.OneOf few) {
            return "(" + String.join(" ", few.words()) + ")";
        }
        if (wanted instanceof Wanted.Rule) {
            return "_reactorctl_rules";
        }
        if (wanted instanceof Wanted.File) {
            return "_files";
        }
        if (wanted instanceof Wanted.Directory) {
            return "_path_files -/";
        }
        return wanted instanceof Wanted.AnyVerb ? "_reactorctl_verbs" : " ";
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(c == '\\' || special.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
