package org.reactord.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Has the daemon read its rule files anew. */
@Command(
        name = "reload",
        description = "Read the rule files anew; if one is wrong, say so and keep the rules as they are.")
final class ReloadCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("reload"));
    }
}
