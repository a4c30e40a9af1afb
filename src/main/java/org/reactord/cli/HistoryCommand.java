package org.reactord.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Client;
import org.reactord.client.RequestText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks which runs there were. */
@Command(name = "history", description = "List the runs of late, also those before a restart.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--failed", description = "Only those that did not succeed.")
    private boolean failed;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Only those that began at most so long ago, such as 1h.")
    private @Nullable Duration since;

    @Option(
            names = "-n",
            paramLabel = "COUNT",
            description = "So many, the last ones (default: 50; with --since, all).")
    private @Nullable Integer count;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "Only those of this rule.")
    private @Nullable String rule;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("history").put("failed", failed);
        if (rule != null) {
            request.put("rule", rule);
        }
        if (since != null) {
            request.put("since", since.toString());
        }
        return client.ask(count == null ? request : request.put("count", count));
    }
}
