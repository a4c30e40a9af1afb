package org.reactord.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reactord.event.BytePath;
import org.reactord.event.Change;
import org.reactord.rule.Command;
import org.reactord.rule.Done;
import org.reactord.rule.Durations;
import org.reactord.rule.Enabled;
import org.reactord.rule.OnFailure;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.RetryPolicy;
import org.reactord.rule.Return;

/** Values as a person would write them in a rule file, on one line: what is written here can be read again. */
final class RuleText {
    private static final Pattern PLAIN = Pattern.compile("-{0,2}[A-Za-z_./][A-Za-z0-9_./+=@%-]*");

    private RuleText() {}

    /** A string, in quotes if anything in it could be taken for more than text. */
    static String string(String text) {
        if (PLAIN.matcher(text).matches() && Implicit.type(text).isEmpty()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> appendQuoted(quoted, point));
        return quoted.append('"').toString();
    }

    private static void appendQuoted(StringBuilder quoted, int point) {
        int type = Character.getType(point);
        boolean hidden = type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
        if (point == '"' || point == '\\') {
            quoted.append('\\').appendCodePoint(point);
        } else if (point == '\n') {
            quoted.append("\\n");
        } else if (point == '\t') {
            quoted.append("\\t");
        } else if (hidden) {
            quoted.append((point > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(point));
        } else {
            quoted.appendCodePoint(point);
        }
    }

    static String list(Collection<String> items) {
        return items.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String duration(Duration duration) {
        return Durations.written(duration);
    }

    static String path(BytePath path) {
        return string(path.utf8().orElseGet(path::display));
    }

    static String paths(List<BytePath> paths) {
        return paths.size() == 1
                ? path(paths.get(0))
                : list(paths.stream().map(RuleText::path).toList());
    }

    static String command(Command command) {
        if (command instanceof Command.Exec exec) {
            return list(exec.argv().stream()
                    .map(argument -> string(argument.toString()))
                    .toList());
        }
        return command instanceof Command.Shell shell ? string(shell.line()) : command.describe();
    }

    static String patterns(List<org.reactord.rule.Pattern> patterns) {
        return list(patterns.stream().map(one -> string(one.glob().toString())).toList());
    }

    /** No pattern at all matches what {@code *} matches. */
    static String match(List<org.reactord.rule.Pattern> patterns) {
        return patterns.isEmpty() ? "[\"*\"]" : patterns(patterns);
    }

    static String changes(Set<Change> changes) {
        return list(EnumSet.copyOf(changes).stream().map(Change::word).toList());
    }

    static String queue(QueuePolicy queue) {
        String kind = word(queue.kind());
        if (queue.key().isPresent()) {
            return "{" + kind + ": " + string(queue.key().get().toString()) + "}";
        }
        boolean counted = queue.kind() == QueuePolicy.Kind.PARALLEL && queue.width() > 0;
        return counted ? "{" + kind + ": " + queue.width() + "}" : kind;
    }

    static String retry(RetryPolicy retry) {
        if (retry.equals(RetryPolicy.NEVER)) {
            return "never";
        }
        String factor = BigDecimal.valueOf(retry.factor()).stripTrailingZeros().toPlainString();
        String attempts = retry.attempts() == 0 ? "unlimited" : Integer.toString(retry.attempts());
        return "{delay: " + duration(retry.delay()) + ", factor: " + factor + ", max-delay: "
                + duration(retry.maxDelay()) + ", attempts: " + attempts + alsoOn(retry) + "}";
    }

    private static String alsoOn(RetryPolicy retry) {
        return retry.alsoOn().isEmpty()
                ? ""
                : ", also-on: "
                        + list(EnumSet.copyOf(retry.alsoOn()).stream()
                                .map(Return::word)
                                .toList());
    }

    /** A rule that leaves the command to the desktop says nothing of it. */
    static String onFailure(OnFailure told) {
        String run =
                told.command().map(command -> "run: " + command(command) + ", ").orElse("");
        return "{" + run + "after: " + duration(told.after()) + ", every: " + duration(told.every()) + "}";
    }

    static String done(Done done) {
        if (done instanceof Done.Move move) {
            return "{move: " + path(move.directory()) + "}";
        }
        return done instanceof Done.Keep ? "keep" : "delete";
    }

    static String env(Map<String, String> env) {
        return env.entrySet().stream()
                .map(one -> one.getKey() + ": " + string(one.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String enabled(Enabled enabled) {
        return switch (enabled) {
            case ON -> "true";
            case OFF -> "false";
            case SHADOW -> "shadow";
        };
    }
}
