package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import org.reactord.client.RequestText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Asks which rules are in force. */
@Command(name = "rules", description = "List the rules that are in force.")
final class RulesCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--names", description = "Print only their names, one a line.")
    private boolean names;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("rules");
        return client.ask(names ? request.put("names", true) : request);
    }
}
