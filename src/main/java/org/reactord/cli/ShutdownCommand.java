package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Ends the daemon, and returns when it has gone. */
@Command(
        name = "shutdown",
        description = "End the daemon once the commands that run have ended; return when it has gone.")
final class ShutdownCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--now", description = "End the commands that run, too: TERM, and KILL 10 s later.")
    private boolean now;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("shutdown").put("now", now));
    }
}
