package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Asks which jobs live. */
@Command(name = "jobs", description = "List the jobs: what runs, and what waits for its turn or its next attempt.")
final class JobsCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("jobs"));
    }
}
