package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks what a run said. */
@Command(name = "output", description = "Print what the command of a run said: stdout on stdout, stderr on stderr.")
final class OutputCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "RUN", description = "The number of the run, from history.")
    private int run;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("output").put("run", run));
    }
}
