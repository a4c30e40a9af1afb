package org.reactord.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactord.completion.Argument;
import org.reactord.completion.Flag;
import org.reactord.completion.Menu;
import org.reactord.completion.Verb;
import org.reactord.completion.Wanted;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** What can be typed, read off the commands as they are declared; what is hidden there is left out. */
final class CommandMenu {
    private CommandMenu() {}

    static Menu of(CommandSpec root) {
        List<Verb> verbs = new ArrayList<>();
        for (CommandLine command : root.subcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                List<Flag> own = flags(spec, option -> !option.inherited());
                verbs.add(new Verb(spec.name(), brief(spec.usageMessage().description()), own, arguments(spec)));
            }
        }
        Predicate<OptionSpec> isCommon = option -> option.scopeType() == ScopeType.INHERIT;
        return new Menu(flags(root, isCommon), flags(root, isCommon.negate()), verbs);
    }

    private static List<Flag> flags(CommandSpec spec, Predicate<OptionSpec> which) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .filter(which)
                .map(CommandMenu::flag)
                .toList();
    }

    private static Flag flag(OptionSpec option) {
        Optional<Flag.Value> value = option.arity().min() == 0
                ? Optional.empty()
                : Optional.of(new Flag.Value(option.paramLabel(), wanted(option)));
        return new Flag(
                List.of(option.names()),
                brief(option.description()),
                value,
                option.typeInfo().isMultiValue());
    }

    /** The arguments of a verb; the verbs that it has itself count as words of the first. */
    private static List<Argument> arguments(CommandSpec spec) {
        List<Argument> arguments = new ArrayList<>();
        if (!spec.subcommands().isEmpty()) {
            List<String> words = List.copyOf(spec.subcommands().keySet());
            arguments.add(new Argument(0, false, "COMMAND", new Wanted.OneOf(words)));
        }
        for (PositionalParamSpec one : spec.positionalParameters()) {
            if (!one.hidden()) {
                addTo(arguments, one);
            }
        }
        return arguments;
    }

    private static void addTo(List<Argument> arguments, PositionalParamSpec one) {
        int first = one.index().min();
        boolean open = one.index().isVariable() || one.arity().isVariable();
        int last = open ? first : one.index().max();
        for (int place = first; place <= last; place++) {
            arguments.add(new Argument(place, open, one.paramLabel(), wanted(one)));
        }
    }

    /** By its type, and else by its label: the house calls the same thing by the same word everywhere. */
    private static Wanted wanted(ArgSpec spec) {
        List<String> candidates = candidates(spec.completionCandidates());
        if (!candidates.isEmpty()) {
            return new Wanted.OneOf(candidates);
        }
        Set<String> words = Set.copyOf(Arrays.asList(spec.paramLabel().split("[^A-Z]+", -1)));
        if (words.contains("RULE")) {
            return new Wanted.Rule();
        }
        if (words.contains("COMMAND")) {
            return new Wanted.AnyVerb();
        }
        if (words.contains("DIR")) {
            return new Wanted.Directory();
        }
        boolean isPath = spec.type() == Path.class || spec.auxiliaryTypes()[0] == Path.class;
        return isPath || words.contains("PATH") || words.contains("FILE") ? new Wanted.File() : new Wanted.Anything();
    }

    private static List<String> candidates(@Nullable Iterable<String> candidates) {
        List<String> words = new ArrayList<>();
        if (candidates != null) {
            candidates.forEach(words::add);
        }
        return words;
    }

    /** The first clause of a description, without a full stop: a shell shows it behind the word. */
    private static String brief(String... description) {
        String whole = String.join(" ", description).replace("%%", "%").replace("%n", " ");
        return whole.split("( \\(|; |: |\\. |\\.$)", 2)[0];
    }
}
