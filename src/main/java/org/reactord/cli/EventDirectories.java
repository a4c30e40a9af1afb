package org.reactord.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;
import org.reactord.rule.Rule;
import org.reactord.rule.RuleSet;

/** The directories in which events wait, one for each rule that waits for some. */
final class EventDirectories {
    private EventDirectories() {}

    /** Makes those that are missing; lines about what is worth a word. */
    static List<String> make(RuleSet rules, Path state) {
        List<String> notes = new ArrayList<>();
        Set<Path> wanted = new HashSet<>();
        for (Rule rule : rules.rules()) {
            if (rule.source().isOfEvents()) {
                for (BytePath root : rule.source().roots()) {
                    Path directory = PathBytes.toPath(root);
                    wanted.add(directory);
                    make(directory, notes);
                }
            }
        }
        addForgotten(state.resolve("events"), wanted, notes);
        return notes;
    }

    private static void make(Path directory, List<String> notes) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException refused) {
            notes.add("warning: the directory for events " + PathBytes.of(directory) + " cannot be made: "
                    + SafeText.ofText(String.valueOf(refused.getMessage())));
        }
    }

    /** Events of a rule that got another name, or has gone, wait for somebody to see to them. */
    private static void addForgotten(Path events, Set<Path> wanted, List<String> notes) {
        if (!Files.isDirectory(events)) {
            return;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(events)) {
            for (Path directory : directories) {
                if (!wanted.contains(directory) && hasItems(directory)) {
                    notes.add("warning: events wait in " + PathBytes.of(directory)
                            + ", and no rule of that name waits for any");
                }
            }
        } catch (IOException unreadable) {
            notes.add("warning: " + PathBytes.of(events) + " cannot be read: "
                    + SafeText.ofText(String.valueOf(unreadable.getMessage())));
        }
    }

    private static boolean hasItems(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryStream<Path> items = Files.newDirectoryStream(directory, "[!.]*")) {
            return items.iterator().hasNext();
        }
    }
}
