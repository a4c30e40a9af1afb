package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Asks for every version, path and limit. */
@Command(name = "info", description = "Show every version, path and limit of the daemon.")
final class InfoCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("info"));
    }
}
