package org.reactord.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ExitCode;
import org.reactord.config.RuleFiles;
import org.reactord.config.Strictness;
import org.reactord.config.Surroundings;
import org.reactord.contact.Places;
import org.reactord.event.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has a rule file edited, and saves it only if all files together are in order; needs no daemon, and asks none. */
@Command(
        name = "edit",
        description = "Edit a rule file, and check it with the others before it is saved.",
        sortOptions = false)
final class EditCommand implements Callable<Integer> {
    private static final String FIRST = "rules.yaml";

    @ParentCommand
    private Root root;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The directory of the rule files (else REACTOR_RULES, else the usual place).")
    private @Nullable String rules;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file; a bare name is one of that directory.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Places.Result told = Places.ofProcess(root.places(rules, null));
        if (!(told instanceof Places.Found found)) {
            return fail(told instanceof Places.Unclear unclear ? unclear.reason() : "the places are not known");
        }
        try {
            return edit(found.places());
        } catch (IOException | UncheckedIOException failed) {
            return fail(reason(failed));
        }
    }

    private static String reason(Exception failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        String what = cause.getClass().getSimpleName().replace("Exception", "");
        return SafeText.ofText(what.equals("IO") ? cause.getMessage() + "" : what + ": " + cause.getMessage());
    }

    private int edit(Places places) throws IOException {
        Path directory = places.rules().path();
        Optional<Path> wanted = wanted(directory);
        Optional<Editor> editor = Editor.of(System.getenv());
        if (wanted.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        if (editor.isEmpty()) {
            return fail("there is no editor: set VISUAL or EDITOR");
        }
        boolean ofDirectory = directory.equals(wanted.get().getParent());
        if (ofDirectory && !RuleFiles.isNameOfRules(wanted.get())) {
            return fail("the name of a rule file ends with .yaml");
        }
        if (ofDirectory) {
            Files.createDirectories(directory);
        }
        Surroundings around = HostSurroundings.ofProcess(places.state().path());
        Path named = wanted.get();
        EditSession.Check check = draft -> ofDirectory
                ? RuleFiles.ofDirectoryWith(directory, named, draft, around, Strictness.CHECKING)
                : RuleFiles.ofDraft(named, draft, around, Strictness.CHECKING);
        return new EditSession(named, editor.get(), check, root).run();
    }

    /** Which file is meant; empty after a complaint. */
    private Optional<Path> wanted(Path directory) throws IOException {
        if (file != null) {
            return Optional.of(
                    file.getNameCount() == 1 && !file.isAbsolute() ? inDirectory(directory, file) : whole(file));
        }
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(files::add);
            }
        }
        files.removeIf(one -> !RuleFiles.isNameOfRules(one));
        if (files.size() > 1) {
            root.err.println("reactorctl edit: which of these: "
                    + String.join(
                            ", ",
                            files.stream()
                                    .map(one -> SafeText.ofText(String.valueOf(one.getFileName())))
                                    .sorted()
                                    .toList())
                    + "?");
            return Optional.empty();
        }
        return Optional.of(files.isEmpty() ? directory.resolve(FIRST) : files.get(0));
    }

    private static Path inDirectory(Path directory, Path name) {
        Path plain = directory.resolve(name);
        return RuleFiles.isNameOfRules(plain) || Files.exists(plain) ? plain : directory.resolve(name + ".yaml");
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private int fail(String reason) {
        root.err.println("reactorctl edit: " + reason);
        return ExitCode.FAILED.code();
    }
}
