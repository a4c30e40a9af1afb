package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Asks how the daemon and its rules are. */
@Command(
        name = "status",
        description = "Show the daemon and every rule, those first that need attention; 1 if one does.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on showing it, anew whenever something changes.")
    private boolean watch;

    @Override
    public Integer call() {
        Client client = root.client();
        return watch ? root.watch("status") : client.ask(client.request("status"));
    }
}
