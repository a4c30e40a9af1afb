package org.reactord.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ExitCode;
import org.reactord.rule.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints what {@code -h} prints, for who types it as a word. */
@Command(name = "help", description = "Print the help of a command, or of all.")
final class HelpCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to be helped with.")
    private @Nullable String command;

    @Override
    public Integer call() {
        Map<String, CommandLine> commands = root.spec().subcommands();
        if (command == null) {
            root.spec().commandLine().usage(root.out);
            return ExitCode.FINE.code();
        }
        CommandLine found = commands.get(command);
        if (found == null) {
            root.err.println(
                    "reactorctl: unknown command '" + command + "'" + Spelling.hint(command, commands.keySet()));
            return ExitCode.USAGE.code();
        }
        found.usage(root.out);
        return ExitCode.FINE.code();
    }
}
