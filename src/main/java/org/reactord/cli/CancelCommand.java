package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives up jobs. */
@Command(
        name = "cancel",
        description = "Give up what waits and end what runs, of a rule or one job; a spool's item is set aside.")
final class CancelCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "RULE|JOB", description = "The name of a rule, or of one job.")
    private String name;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("cancel").put("name", name));
    }
}
