package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import org.reactord.client.RequestText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Ends a pause. */
@Command(name = "resume", description = "Start again what was paused, and work off what has waited.")
final class ResumeCommand implements Callable<Integer> {
    /** One of them, and not both. */
    static final class Which {
        @Parameters(paramLabel = "RULE", description = "The name of the rule.")
        String rule = "";

        @Option(names = "--all", description = "Every rule.")
        boolean all;
    }

    @ParentCommand
    private Root root;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("resume");
        return client.ask(which.all ? request.put("all", true) : request.put("rule", which.rule));
    }
}
