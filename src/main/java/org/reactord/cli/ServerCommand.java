package org.reactord.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Is the daemon; {@link ServerLine} reads the plain forms of the same line without picocli. */
@Command(name = "server", description = "Be the daemon, in the foreground, until it is shut down.", sortOptions = false)
final class ServerCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The directory of the rule files (else REACTOR_RULES, else the usual place).")
    private @Nullable String rules;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The directory of what must outlive the daemon (else REACTOR_STATE, else the usual place).")
    private @Nullable String state;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Where file events come from: ${COMPLETION-CANDIDATES} (default: auto).")
    private Backend backend = Backend.AUTO;

    @Option(
            names = "--once",
            description = "Try every file that lies in a spool once, and end: 0 if nothing is left, else 1.")
    private boolean once;

    @Option(
            names = "--auto-reload",
            description = "Reload by itself when rule files have changed; mistakes leave the previous rules in force.")
    private boolean autoReload;

    @Override
    public Integer call() {
        return FirstSteps.run(options());
    }

    ServerOptions options() {
        return new ServerOptions(root.places(rules, state), backend, once, autoReload, root.verbosity());
    }
}
