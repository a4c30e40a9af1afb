package org.reactord.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactord.rule.Command;
import org.reactord.rule.Field;
import org.reactord.rule.Spelling;
import org.reactord.rule.Template;

/** Reads {@code run}: a list is executed as it is, a string goes to the shell, and a file name never becomes its text. */
final class CommandReader {
    static final List<String> WORDS =
            Arrays.stream(Field.values()).map(Field::word).toList();

    private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "fish", "ksh", "mksh", "zsh");
    /** A placeholder, but not the shell's own {@code ${name}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{(" + String.join("|", WORDS) + ")}");

    private CommandReader() {}

    static Optional<Command> read(Written value) {
        return value.isList() ? readList(value) : readLine(value);
    }

    private static Optional<Command> readLine(Written value) {
        Optional<String> line = value.string("a command");
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (line.get().isBlank()) {
            value.error("the command is empty");
            return Optional.empty();
        }
        Matcher placeholder = PLACEHOLDER.matcher(line.get());
        boolean clean = true;
        while (placeholder.find()) {
            clean = false;
            refuseInShell(value, placeholder.start(), placeholder.group(1));
        }
        return clean ? Optional.of(new Command.Shell(line.get())) : Optional.empty();
    }

    private static void refuseInShell(Written value, int at, String word) {
        Field field = Field.ofWord(word).orElse(Field.PATH);
        value.errorInside(
                at,
                "a placeholder is not replaced in a shell command, where a file name would become code",
                List.of("hint: write \"" + variable(field) + "\""));
    }

    private static String variable(Field field) {
        return switch (field) {
            case PATH -> "$REACTOR_PATH";
            case DIR -> "$REACTOR_DIR";
            case NAME -> "$REACTOR_NAME";
            case STEM -> "${REACTOR_NAME%.*}";
            case EXT -> "${REACTOR_NAME##*.}";
            case ROOT -> "$REACTOR_ROOT";
            case RELPATH -> "${REACTOR_PATH#\"$REACTOR_ROOT\"/}";
        };
    }

    private static Optional<Command> readList(Written value) {
        List<Written> items = value.items();
        if (items.isEmpty()) {
            value.error("the command is empty");
            return Optional.empty();
        }
        List<Template> argv = new ArrayList<>();
        items.forEach(item -> template(item, "an argument").ifPresent(argv::add));
        if (argv.size() < items.size() || !isProgram(items.get(0), argv.get(0))) {
            return Optional.empty();
        }
        int script = script(argv);
        if (script > 0 && argv.get(script).hasFields()) {
            Matcher placeholder = PLACEHOLDER.matcher(argv.get(script).toString());
            if (placeholder.find()) {
                refuseInShell(items.get(script), placeholder.start(), placeholder.group(1));
                return Optional.empty();
            }
        }
        return Optional.of(new Command.Exec(argv));
    }

    private static boolean isProgram(Written value, Template program) {
        String text = program.toString();
        if (text.isEmpty()) {
            value.error("the name of the program is empty");
        } else if (text.startsWith("~")) {
            value.error(
                    "only a shell replaces '~' in a command",
                    "hint: write the absolute path, or the whole command as a string");
        } else {
            return true;
        }
        return false;
    }

    /** The index of the argument that a shell reads as code ({@code sh -ec CODE}); 0 if there is none. */
    private static int script(List<Template> argv) {
        String program = argv.get(0).toString();
        if (!SHELLS.contains(program.substring(program.lastIndexOf('/') + 1))) {
            return 0;
        }
        for (int i = 1; i + 1 < argv.size(); i++) {
            if (argv.get(i).toString().matches("-[a-zA-Z]*c[a-zA-Z]*")) {
                return i + 1;
            }
        }
        return 0;
    }

    /** A text with placeholders. */
    static Optional<Template> template(Written value, String wanted) {
        Optional<Template> template = anyTemplate(value, wanted);
        Optional<Template.UnknownField> unknown = template.flatMap(Template::unknown);
        unknown.ifPresent(one -> complain(value, one));
        return unknown.isPresent() ? Optional.empty() : template;
    }

    /** A text with placeholders of which it is not known yet whether they are a file's or an event's. */
    static Optional<Template> anyTemplate(Written value, String wanted) {
        if (value.isMapping()) {
            value.error(
                    wanted + " is wanted here, not a mapping", "hint: write a value that begins with '{' in quotes");
            return Optional.empty();
        }
        return value.string(wanted).map(Template::ofAnyWords);
    }

    /** About a placeholder that means nothing of a file. */
    static void complain(Written value, Template.UnknownField unknown) {
        String word = "{" + unknown.word() + "}";
        List<String> words = WORDS.stream().map(known -> "{" + known + "}").toList();
        String advice = Spelling.nearest(unknown.word(), WORDS)
                .map(known -> "did you mean '{" + known + "}'?")
                .orElse("hint: the placeholders are " + String.join(" ", words)
                        + "; what is known of an event is in variables; for plain braces write '{"
                        + Mistakes.plain(word) + "}'");
        value.errorInside(unknown.at(), "unknown placeholder " + Mistakes.quoted(word), List.of(advice));
    }
}
