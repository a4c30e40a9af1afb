package org.reactord.cli;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reactord.client.Client;
import org.reactord.client.ExitCode;
import org.reactord.client.WantedPath;
import org.reactord.contact.Protocol;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has a rule run without waiting for an event. */
@Command(name = "run", description = "Run a rule now, for these files or for all that it is about.")
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(names = "--dry-run", description = "Only print what would be executed.")
    private boolean rehearse;

    @Parameters(index = "0", paramLabel = "RULE", description = "The name of the rule.")
    private String rule;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files, as if they had just been written.")
    private List<String> paths = new ArrayList<>();

    @Override
    public Integer call() {
        Optional<byte[]> all = WantedPath.joined(root.argv(), paths);
        if (all.isEmpty()) {
            return usage(WantedPath.UNCLEAR);
        }
        if (all.get().length > Protocol.LONGEST_REQUEST / 2) {
            return usage("these are more files than one request can name; ask for some at a time");
        }
        Client client = root.client();
        return client.ask(client.request("run")
                .put("rule", rule)
                .put("rehearse", rehearse)
                .put("paths0_base64", Base64.getEncoder().encodeToString(all.get())));
    }

    private int usage(String sentence) {
        root.err.println("reactorctl run: " + sentence);
        return ExitCode.USAGE.code();
    }
}
