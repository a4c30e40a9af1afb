package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Asks for the status in numbers. */
@Command(name = "metrics", description = "Print the status in numbers, as OpenMetrics text.")
final class MetricsCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("metrics"));
    }
}
