package org.reactord.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Asks which rules are in force. */
@Command(name = "rules", description = "List the rules that are in force.")
final class RulesCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("rules"));
    }
}
