package org.reactord.completion;

import java.util.ArrayList;
import java.util.List;

/** For bash: tables, and one function that finds its way in them. */
final class BashScript {
    private BashScript() {}

    static String of(Menu menu) {
        return Template.named("reactorctl.bash")
                .with("values", values(menu))
                .with("arguments", arguments(menu))
                .with("options", options(menu))
                .with("common", List.of("words+=(" + names(menu.common()) + ")"))
                .with("verbs", menu.names())
                .toString();
    }

    private static List<String> values(Menu menu) {
        List<String> cases = new ArrayList<>();
        menu.common().forEach(flag -> addValue(cases, "*", flag));
        menu.alone().forEach(flag -> addValue(cases, "", flag));
        menu.verbs().forEach(verb -> verb.flags().forEach(flag -> addValue(cases, verb.name(), flag)));
        return cases;
    }

    private static void addValue(List<String> cases, String verb, Flag flag) {
        flag.value().ifPresent(value -> {
            List<String> patterns =
                    flag.names().stream().map(name -> verb + ":" + name).toList();
            cases.add(String.join(" | ", patterns) + ") " + setting(value.wanted()) + " ;;");
        });
    }

    private static List<String> arguments(Menu menu) {
        List<String> cases = new ArrayList<>();
        for (Verb verb : menu.verbs()) {
            for (Argument argument : verb.arguments()) {
                // Cases are tried from top to bottom, so the last may say what holds for all places that are left.
                String place = argument.open() ? "*" : String.valueOf(argument.place());
                cases.add(verb.name() + ":" + place + ") " + setting(argument.wanted()) + " ;;");
            }
        }
        return cases;
    }

    private static String setting(Wanted wanted) {
        if (wanted instanceof Wanted.OneOf few) {
            return "wanted=words words=(" + String.join(" ", few.words()) + ")";
        }
        return "wanted=" + word(wanted);
    }

    private static String word(Wanted wanted) {
        if (wanted instanceof Wanted.Rule) {
            return "rules";
        }
        if (wanted instanceof Wanted.File) {
            return "files";
        }
        if (wanted instanceof Wanted.Directory) {
            return "directories";
        }
        return wanted instanceof Wanted.AnyVerb ? "verbs" : "anything";
    }

    private static List<String> options(Menu menu) {
        List<String> cases = new ArrayList<>();
        menu.verbs().forEach(verb -> cases.add(verb.name() + ") words=(" + names(verb.flags()) + ") ;;"));
        cases.add("'') words=(" + names(menu.alone()) + ") ;;");
        return cases;
    }

    private static String names(List<Flag> flags) {
        return String.join(
                " ", flags.stream().flatMap(flag -> flag.names().stream()).toList());
    }
}
