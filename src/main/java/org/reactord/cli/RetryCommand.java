package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import org.reactord.client.RequestText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has what failed tried again at once. */
@Command(
        name = "retry",
        description = "Try again now what waits for its next attempt, and put what was given up back into its spool.")
final class RetryCommand implements Callable<Integer> {
    /** One of them, and not both. */
    static final class Which {
        @Parameters(paramLabel = "RULE|JOB", description = "The name of a rule, or of one waiting job.")
        String name = "";

        @Option(names = "--all", description = "Of every rule.")
        boolean all;
    }

    @ParentCommand
    private Root root;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("retry");
        return client.ask(which.all ? request.put("all", true) : request.put("name", which.name));
    }
}
