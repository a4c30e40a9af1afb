package org.reactord.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Client;
import org.reactord.client.ExitCode;
import org.reactord.client.RequestText;
import org.reactord.client.WantedPath;
import org.reactord.event.BytePath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks why a path is taken, or not. */
@Command(
        name = "explain",
        description = "Say of each rule why it would take a path, or an event, or not, and how things stand with it.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description =
                    "What happens to it: written (default), created, deleted, moved or attributes; without a PATH "
                            + "something else, such as 'network interface=wg0 state=up'.")
    private @Nullable String event;

    @Parameters(paramLabel = "PATH", arity = "0..1", description = "The file or directory, whether it is there or not.")
    private @Nullable String path;

    @Override
    public Integer call() {
        Client client = root.client();
        if (path == null) {
            if (event == null) {
                root.err.println("reactorctl explain: a PATH is wanted, or --event with what may happen");
                return ExitCode.USAGE.code();
            }
            return client.ask(client.request("explain").put("event", event));
        }
        Optional<BytePath> wanted = WantedPath.of(root.argv(), path);
        if (wanted.isEmpty()) {
            root.err.println("reactorctl explain: " + WantedPath.UNCLEAR);
            return ExitCode.USAGE.code();
        }
        RequestText request = WantedPath.put(client.request("explain"), "path", wanted.get());
        return client.ask(event == null ? request : request.put("event", event));
    }
}
