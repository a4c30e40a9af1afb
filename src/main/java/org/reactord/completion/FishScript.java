package org.reactord.completion;

import java.util.ArrayList;
import java.util.List;

/** For fish: a line for each word, with its description and the place where it may stand. */
final class FishScript {
    private static final String START = "complete -c reactorctl";

    private FishScript() {}

    static String of(Menu menu) {
        return Template.named("reactorctl.fish")
                .with("values", values(menu))
                .with("lines", lines(menu))
                .toString();
    }

    private static List<String> values(Menu menu) {
        List<String> words = new ArrayList<>();
        menu.common().forEach(flag -> addValue(words, "*", flag));
        menu.alone().forEach(flag -> addValue(words, "", flag));
        menu.verbs().forEach(verb -> verb.flags().forEach(flag -> addValue(words, verb.name(), flag)));
        return List.of("set -g __reactorctl_values " + String.join(" ", words));
    }

    private static void addValue(List<String> words, String verb, Flag flag) {
        if (flag.value().isPresent()) {
            flag.names().forEach(name -> words.add(quoted(verb + " " + name)));
        }
    }

    private static List<String> lines(Menu menu) {
        List<String> lines = new ArrayList<>();
        for (Verb verb : menu.verbs()) {
            lines.add(START + at("''") + " -a " + verb.name() + " -d " + quoted(verb.description()));
        }
        menu.common().forEach(flag -> lines.add(line("", flag)));
        menu.alone().forEach(flag -> lines.add(line(at("''"), flag)));
        for (Verb verb : menu.verbs()) {
            verb.flags().forEach(flag -> lines.add(line(at(verb.name()), flag)));
            verb.arguments().stream()
                    .filter(argument -> !(argument.wanted() instanceof Wanted.Anything))
                    .forEach(argument -> lines.add(line(verb, argument, menu)));
        }
        return lines;
    }

    private static String at(String place) {
        return " -n \"__reactorctl_at " + place + "\"";
    }

    private static String line(String place, Flag flag) {
        StringBuilder line = new StringBuilder(START).append(place);
        for (String name : flag.names()) {
            boolean isLong = name.startsWith("--");
            line.append(isLong ? " -l " : " -s ").append(name.substring(isLong ? 2 : 1));
        }
        flag.value().ifPresent(value -> line.append(" -r").append(candidates(value.wanted(), List.of())));
        return line.append(" -d ").append(quoted(flag.description())).toString();
    }

    private static String line(Verb verb, Argument argument, Menu menu) {
        String place = verb.name() + " " + argument.place() + (argument.open() ? " more" : "");
        return START + at(place) + candidates(argument.wanted(), menu.names());
    }

    private static String candidates(Wanted wanted, List<String> verbs) {
        if (wanted instanceof Wanted.File) {
            return " -F";
        }
        if (wanted instanceof Wanted.Directory) {
            return " -f -a '(__fish_complete_directories)'";
        }
        if (wanted instanceof Wanted.Rule) {
            return " -f -a '(__reactorctl_rules)'";
        }
        if (wanted instanceof Wanted.OneOf few) {
            return " -f -a " + quoted(String.join(" ", few.words()));
        }
        return wanted instanceof Wanted.AnyVerb ? " -f -a " + quoted(String.join(" ", verbs)) : " -f";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
