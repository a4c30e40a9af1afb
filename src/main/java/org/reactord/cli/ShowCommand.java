package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks for one rule as it is in force. */
@Command(name = "show", description = "Print a rule with the file and line that each value came from.")
final class ShowCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "RULE", description = "The name of the rule.")
    private String rule;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("show").put("rule", rule));
    }
}
