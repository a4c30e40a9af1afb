package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.ExitCode;
import org.reactord.completion.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints what teaches a shell to complete the command line; needs no daemon. */
@Command(
        name = "completion",
        description = "Print the script with which a shell completes commands, options, rules and files.")
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public Integer call() {
        root.out.print(shell.script(CommandMenu.of(root.spec())));
        return ExitCode.FINE.code();
    }
}
