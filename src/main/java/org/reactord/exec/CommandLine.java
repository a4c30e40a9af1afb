package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.rule.Command;
import org.reactord.rule.Template;

/** The arguments of an attempt's command, the name of the program first. */
final class CommandLine {
    static final BytePath SHELL = BytePath.ofUtf8("/bin/sh");

    private CommandLine() {}

    static boolean isShell(Attempt attempt) {
        return attempt.rule().execution().command() instanceof Command.Shell;
    }

    static List<byte[]> of(Attempt attempt) {
        Command command = attempt.rule().execution().command();
        if (command instanceof Command.Shell shell) {
            return List.of(utf8("sh"), utf8("-c"), utf8(shell.line()));
        }
        List<byte[]> argv = new ArrayList<>();
        if (command instanceof Command.Exec exec) {
            BytePath path = attempt.file().map(FileChange::path).orElse(attempt.root());
            for (Template argument : exec.argv()) {
                argv.add(argument.expand(attempt.root(), path));
            }
        }
        return argv;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
