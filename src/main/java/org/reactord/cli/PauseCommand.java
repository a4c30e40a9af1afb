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

/** Has a rule start nothing for a while. */
@Command(name = "pause", description = "Start nothing more of a rule; its events wait until it is resumed.")
final class PauseCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Parameters(paramLabel = "RULE", description = "The name of the rule.")
    private String rule;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Resume by itself after so long, such as 10m.")
    private @Nullable Duration time;

    @Override
    public Integer call() {
        Client client = root.client();
        RequestText request = client.request("pause").put("rule", rule);
        return client.ask(time == null ? request : request.put("for", time.toString()));
    }
}
