package org.reactord.cli;

import java.util.concurrent.Callable;
import org.reactord.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Has the daemon read its rule files anew. */
@Command(
        name = "reload",
        description = "Read the rule files anew; if one is wrong, say so and keep the rules as they are.")
final class ReloadCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--dry-run", description = "Change nothing, and say what a reload would do.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Client client = root.client();
        return client.ask(client.request("reload").put("dry_run", dryRun));
    }
}
