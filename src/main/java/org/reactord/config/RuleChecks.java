package org.reactord.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.event.BytePath;
import org.reactord.rule.Command;
import org.reactord.rule.Done;
import org.reactord.rule.Field;
import org.reactord.rule.OnFailure;
import org.reactord.rule.Per;
import org.reactord.rule.QueuePolicy;
import org.reactord.rule.StdinMode;
import org.reactord.rule.Template;

/** Whether the values of one rule go together; a value that could not be read is not held against the others. */
final class RuleChecks {
    private static final String BY_FILE = "hint: add 'per: file'";
    private static final String OR_THE_LIST =
            BY_FILE + ", or read the list: 'stdin: paths0' or \"$REACTOR_EVENT_FILE\"";

    private static final String SYSTEM_SOURCES = Key.SYSTEM.stream()
            .map(key -> "'" + key.word() + "'")
            .collect(Collectors.joining(", "))
            .replaceFirst(", (?=[^,]*$)", " or ");

    private final Effective rule;
    private boolean passed = true;

    RuleChecks(Effective rule) {
        this.rule = rule;
    }

    boolean pass() {
        checkKind();
        if (!rule.isBroken(Key.PER) && rule.get(Key.PER) == Per.BATCH) {
            checkCommandsOfBatch();
            checkStdinOfBatch();
            checkQueueOfBatch();
        }
        if (rule.isOfEvents()) {
            checkEvent();
        } else {
            checkQueueOfFiles();
        }
        if (rule.isSpool() && !rule.isBroken(Key.SPOOL)) {
            checkMoves(rule.get(Key.SPOOL));
        }
        return passed;
    }

    private void checkKind() {
        for (Stated<?> one : rule.sheet().all()) {
            if (!one.byDefaults() && !one.key().scope().covers(rule.kind())) {
                String owner = owner(one.key().scope());
                String word = RuleText.word(rule.kind());
                String here = ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an '" : "a '") + word;
                complain(
                        one,
                        one.keyPlace(),
                        "'" + one.key().word() + "' belongs to " + owner + ", and this is " + here + "' rule");
            }
        }
    }

    private static String owner(Key.Scope scope) {
        return switch (scope) {
            case FILES -> "'spool' or 'watch'";
            case SYSTEM_EVENTS -> SYSTEM_SOURCES;
            case HEARD -> "all rules but those of 'event'";
            default -> "'" + RuleText.word(scope) + "'";
        };
    }

    /** A word in braces that is none of a file's. */
    private void checkQueueOfFiles() {
        rule.stated(Key.QUEUE).ifPresent(stated -> stated.value()
                .flatMap(QueuePolicy::key)
                .flatMap(Template::unknown)
                .ifPresent(unknown -> {
                    passed = false;
                    CommandReader.complain(PolicyReader.keyPlace(stated.place()), unknown);
                }));
    }

    /** An event is no file, so no placeholder of a command means anything. */
    private void checkEvent() {
        String advice = rule.isEvent()
                ? "hint: what came with it is in variables, such as \"$REACTOR_REPO\" of repo=..., for a shell line"
                : "hint: what is known of it is in variables, such as \"$REACTOR_EVENT\", for a shell line";
        rule.stated(Key.RUN).ifPresent(stated -> stated.value()
                .ifPresent(command -> checkCommandOfEvent(stated, stated.place(), command, advice)));
        rule.stated(Key.ON_FAILURE).ifPresent(stated -> stated.value()
                .flatMap(OnFailure::command)
                .ifPresent(command -> FailureReader.commandPlace(stated.place())
                        .ifPresent(place -> checkCommandOfEvent(stated, place, command, advice))));
        rule.stated(Key.STDIN)
                .filter(stated -> stated.value().equals(Optional.of(StdinMode.PATHS0)))
                .ifPresent(stated -> complain(
                        stated,
                        stated.place(),
                        "an event has no paths",
                        rule.isEvent()
                                ? "hint: 'stdin: file' is what came with it"
                                : "hint: 'stdin: json' is what is known of it"));
    }

    private void checkCommandOfEvent(Stated<?> stated, Written place, Command command, String advice) {
        if (command instanceof Command.Exec exec) {
            List<Written> arguments = place.items();
            for (int i = 0; i < exec.argv().size(); i++) {
                for (Field field : exec.argv().get(i).fields()) {
                    complain(
                            stated,
                            arguments.get(i),
                            "'{" + field.word() + "}' is of a file, and an event is none",
                            advice);
                }
            }
        }
    }

    private void checkCommandsOfBatch() {
        rule.stated(Key.RUN).ifPresent(stated -> stated.value()
                .ifPresent(command -> checkCommandOfBatch(stated, stated.place(), command, OR_THE_LIST)));
        rule.stated(Key.ON_FAILURE).ifPresent(stated -> stated.value()
                .flatMap(OnFailure::command)
                .ifPresent(command -> FailureReader.commandPlace(stated.place())
                        .ifPresent(place -> checkCommandOfBatch(stated, place, command, BY_FILE))));
    }

    private void checkCommandOfBatch(Stated<?> stated, Written place, Command command, String advice) {
        if (!(command instanceof Command.Exec exec)) {
            return;
        }
        List<Written> arguments = place.items();
        for (int i = 0; i < exec.argv().size(); i++) {
            Optional<Field> single = singular(exec.argv().get(i));
            if (single.isPresent()) {
                complain(
                        stated,
                        arguments.get(i),
                        "'{" + single.get().word()
                                + "}' is one file, and this rule runs once for all that have changed",
                        advice);
            }
        }
    }

    /** A placeholder that means nothing where many files have changed. */
    private static Optional<Field> singular(Template template) {
        return template.fields().stream().filter(field -> field != Field.ROOT).findFirst();
    }

    private void checkStdinOfBatch() {
        rule.stated(Key.STDIN)
                .filter(stated -> stated.value().equals(Optional.of(StdinMode.FILE)))
                .ifPresent(stated -> complain(
                        stated,
                        stated.place(),
                        "'stdin: file' is one file, and this rule runs once for all that have changed",
                        BY_FILE + ", or write 'stdin: paths0'"));
    }

    private void checkQueueOfBatch() {
        rule.stated(Key.QUEUE).ifPresent(stated -> stated.value()
                .flatMap(QueuePolicy::key)
                .flatMap(RuleChecks::singular)
                .ifPresent(field -> complain(
                        stated,
                        stated.place(),
                        "'{" + field.word() + "}' is one file, and this rule runs once for all that have changed",
                        BY_FILE)));
    }

    private void checkMoves(BytePath spool) {
        rule.stated(Key.FAILED)
                .filter(stated -> stated.value().equals(Optional.of(spool)))
                .ifPresent(stated -> complain(
                        stated,
                        stated.place(),
                        "an item that failed would be taken again from here",
                        "hint: a directory below the spool is fine"));
        rule.stated(Key.DONE)
                .filter(stated -> stated.value().orElse(null) instanceof Done.Move move
                        && move.directory().equals(spool))
                .ifPresent(stated -> complain(
                        stated,
                        stated.place(),
                        "an item that is done would be taken again from here",
                        "hint: a directory below the spool is fine"));
    }

    private void complain(Stated<?> stated, Written place, String message, String... advice) {
        passed = false;
        String whose =
                stated.byDefaults() ? " (rule " + Mistakes.quoted(rule.sheet().name()) + ")" : "";
        place.complain(Severity.ERROR, message + whose, List.of(advice));
    }
}
