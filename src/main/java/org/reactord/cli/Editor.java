package org.reactord.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The editor of the person at the terminal: what {@code VISUAL} or {@code EDITOR} says, which may have arguments, else
 * {@code editor}, else {@code vi}.
 *
 * @param words the command, to which the file is added
 */
record Editor(List<String> words) {
    /** How the editor ended. */
    sealed interface End {}

    /** It ended with this status. */
    record Exited(int status) implements End {}

    /** It did not start: a sentence. */
    record NotStarted(String reason) implements End {}

    /** Empty if there is none. */
    static Optional<Editor> of(Map<String, String> environment) {
        for (String variable : List.of("VISUAL", "EDITOR")) {
            String named = environment.getOrDefault(variable, "");
            if (!named.isBlank()) {
                // As git and crontab do: the value is shell, the file is an argument of its own.
                return Optional.of(new Editor(List.of("/bin/sh", "-c", named + " \"$@\"", named)));
            }
        }
        for (String name : List.of("editor", "vi")) {
            for (String directory :
                    environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
                if (directory.startsWith("/") && Files.isExecutable(Path.of(directory, name))) {
                    return Optional.of(new Editor(List.of(directory + "/" + name)));
                }
            }
        }
        return Optional.empty();
    }

    /** Has a file edited at this process's terminal; returns when the editor has ended. */
    End edit(Path file) {
        List<String> command = new ArrayList<>(words);
        command.add(file.toString());
        try {
            return new Exited(new ProcessBuilder(command).inheritIO().start().waitFor());
        } catch (IOException failed) {
            return new NotStarted(String.valueOf(failed.getMessage()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new NotStarted("interrupted");
        }
    }
}
