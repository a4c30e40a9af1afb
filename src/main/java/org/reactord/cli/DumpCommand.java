package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Asks for what is pending, to be kept. */
@Command(
        name = "dump",
        description = "Print what is pending and lies in no directory of yours: for restore, here or elsewhere.")
final class DumpCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("dump"));
    }
}
