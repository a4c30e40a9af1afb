package org.reactord.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Client;
import org.reactord.client.RequestText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Asks what was decided of late. */
@Command(name = "events", description = "List the last events and what became of each.")
final class EventsCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with those that come, until interrupted.")
    private boolean follow;

    @Option(names = "--rule", paramLabel = "RULE", description = "Of this rule only.")
    private @Nullable String rule;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("events").put("follow", follow);
        return client.ask(rule == null ? request : request.put("rule", rule));
    }
}
