package org.reactord.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.reactord.config.Diagnostic.Severity;
import org.reactord.event.BytePath;
import org.reactord.rule.Command;
import org.reactord.rule.Enabled;
import org.reactord.rule.Spelling;
import org.reactord.rule.Template;

/** Compares a rule with the disk as it is now: directories and commands that are not there are probably misspelt. */
final class WorldChecks {
    private final Surroundings around;
    private final Strictness strictness;

    /** The programs that were found, each with where it was searched. */
    private final Set<String> found = new HashSet<>();

    WorldChecks(Surroundings around, Strictness strictness) {
        this.around = around;
        this.strictness = strictness;
    }

    void check(Effective rule) {
        if (rule.get(Key.ENABLED) == Enabled.OFF) {
            return;
        }
        readable(rule, Key.SPOOL, this::checkDirectory);
        readable(rule, Key.WATCH, (place, roots) -> checkRoots(place.oneOrMore(), roots));
        readable(rule, Key.CWD, this::checkDirectory);
        readable(rule, Key.RUN, (place, command) -> checkCommand(place, command, rule));
        readable(rule, Key.ON_FAILURE, (place, told) -> told.command()
                .ifPresent(command ->
                        FailureReader.commandPlace(place).ifPresent(written -> checkCommand(written, command, rule))));
    }

    private void checkCommand(Written place, Command command, Effective rule) {
        if (command instanceof Command.Exec exec && !exec.argv().get(0).hasFields()) {
            checkProgram(place.items().get(0), exec.argv().get(0), rule);
            checkTildes(place.items());
        }
    }

    private static <T> void readable(Effective rule, Key<T> key, BiConsumer<Written, T> check) {
        rule.stated(key).ifPresent(stated -> stated.value().ifPresent(value -> check.accept(stated.place(), value)));
    }

    private void checkRoots(List<Written> places, List<BytePath> roots) {
        for (int i = 0; i < roots.size(); i++) {
            if (Files.notExists(Disk.path(roots.get(i)))) {
                missing(places.get(i), roots.get(i));
            }
        }
    }

    private void checkDirectory(Written place, BytePath directory) {
        Path path = Disk.path(directory);
        if (Files.notExists(path)) {
            missing(place, directory);
        } else if (Files.exists(path) && !Files.isDirectory(path)) {
            place.complain(
                    strictness.ofAbsence(),
                    Mistakes.quoted(text(directory)) + " is a file, not a directory",
                    List.of());
        }
    }

    /** A warning at all times: a directory that is not there is waited for. */
    private static void missing(Written place, BytePath path) {
        List<String> advice = new ArrayList<>(sibling(path));
        String text = text(path);
        if (advice.isEmpty() && (text.contains("*") || text.contains("?"))) {
            advice.add("hint: this is no pattern; name the directory here, and the pattern with 'match'");
        }
        place.complain(Severity.WARNING, Mistakes.quoted(text) + " does not exist", advice);
    }

    /** The question whether a neighbour was meant, if the path is one slip away from it. */
    private static List<String> sibling(BytePath path) {
        Optional<BytePath> parent = path.parent();
        if (parent.isEmpty() || !Files.isDirectory(Disk.path(parent.get()))) {
            return List.of();
        }
        return Spelling.nearest(text(path.name()), Disk.names(Disk.path(parent.get())))
                .map(name -> parent.get().resolve(BytePath.ofUtf8(name)))
                .map(meant -> "did you mean " + Mistakes.quoted(text(meant)) + "?")
                .stream()
                .toList();
    }

    private static String text(BytePath path) {
        return path.utf8().orElseGet(path::display);
    }

    private void checkProgram(Written place, Template template, Effective rule) {
        // Without placeholders every root and path gives the same bytes.
        BytePath program = BytePath.of(template.expand(BytePath.ROOT, BytePath.ROOT));
        String text = text(program);
        if (text.indexOf('/') < 0) {
            checkBareName(place, text, rule);
            return;
        }
        BytePath from = rule.get(Key.CWD);
        BytePath absolute = program.isAbsolute() ? program : from.resolve(program);
        Path path = Disk.path(absolute);
        if (Files.notExists(path)) {
            place.complain(
                    strictness.ofAbsence(),
                    "there is no command " + Mistakes.quoted(text(absolute)),
                    sibling(absolute));
        } else if (Files.isDirectory(path)) {
            place.complain(
                    strictness.ofAbsence(),
                    Mistakes.quoted(text(absolute)) + " is a directory, not a command",
                    List.of());
        } else if (!Files.isExecutable(path)) {
            place.complain(
                    strictness.ofAbsence(),
                    Mistakes.quoted(text(absolute)) + " is not executable",
                    List.of("hint: chmod +x"));
        }
    }

    private void checkBareName(Written place, String name, Effective rule) {
        String searched = rule.get(Key.ENV).getOrDefault("PATH", "") + ':' + around.searchPath();
        if (found.contains(name + '\0' + searched)) { // rules are more than programs
            return;
        }
        List<Path> directories = new ArrayList<>();
        for (String one : searched.split(":", -1)) {
            if (one.startsWith("/")) {
                directories.add(Disk.path(BytePath.ofUtf8(one)));
            }
        }
        Path relative = Disk.path(BytePath.ROOT.resolve(BytePath.ofUtf8(name))).getFileName();
        boolean there = directories.stream()
                .map(directory -> directory.resolve(relative))
                .anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file));
        if (there) {
            found.add(name + '\0' + searched);
        } else {
            List<String> known = directories.stream()
                    .flatMap(one -> Disk.names(one).stream())
                    .toList();
            place.complain(
                    strictness.ofAbsence(),
                    "there is no command " + Mistakes.quoted(name) + " in PATH",
                    Suggestion.question(name, known).stream().toList());
        }
    }

    private static void checkTildes(List<Written> arguments) {
        for (Written argument : arguments) {
            boolean homeMeant = argument.text("an argument")
                    .filter(text -> text.startsWith("~/"))
                    .isPresent();
            if (homeMeant) {
                argument.complain(
                        Severity.WARNING,
                        "only a shell replaces '~', and a list is executed as it is",
                        List.of("hint: write the absolute path, or the whole command as a string"));
            }
        }
    }
}
