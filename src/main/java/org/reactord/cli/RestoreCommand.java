package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Gives back what was dumped. */
@Command(name = "restore", description = "Go on with what was dumped: read from standard input, whole or not at all.")
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return new SentInput(root.err, "restore").ask(client, client.request("restore"));
    }
}
