package org.reactord.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.event.BytePath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks why a path is taken, or not. */
@Command(
        name = "explain",
        description = "Say of each rule why it would take a path or not, and how things stand with it.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "What happens to it: written (default), created, deleted, moved or attributes.")
    private @Nullable String event;

    @Parameters(paramLabel = "PATH", description = "The file or directory, whether it is there or not.")
    private String path;

    @Override
    public Integer call() {
        Optional<BytePath> wanted = WantedPath.of(root.argv(), path);
        if (wanted.isEmpty()) {
            root.err.println("reactorctl explain: " + WantedPath.UNCLEAR);
            return ExitCode.USAGE.code();
        }
        Client client = root.client();
        RequestText request = WantedPath.put(client.request("explain"), "path", wanted.get());
        return client.ask(event == null ? request : request.put("event", event));
    }
}
