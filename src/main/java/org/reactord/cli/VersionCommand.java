package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Prints the version of this program, not of a daemon that runs: {@code info} tells that. */
@Command(name = "version", description = "Print the version of this program.")
final class VersionCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    /** One line that scripts can split at the blank. */
    static String line() {
        return "reactorctl " + Version.text();
    }

    @Override
    public Integer call() {
        root.out.println(root.json() ? "{\"format_version\":1,\"version\":\"" + Version.text() + "\"}" : line());
        return ExitCode.FINE.code();
    }
}
