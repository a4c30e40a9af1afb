package org.reactord.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints a rule to start from; needs no daemon, and writes nothing. */
@Command(name = "new", description = "Print a rule to start from, with comments.", sortOptions = false)
final class NewCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The directory of the rule files (else REACTOR_RULES, else the usual place).")
    private @Nullable String rules;

    @Parameters(paramLabel = "KIND", description = "What it waits for: ${COMPLETION-CANDIDATES}.")
    private SampleRule kind;

    @Override
    public Integer call() {
        if (Places.ofProcess(root.places(rules, null)) instanceof Places.Found found) {
            kind.lines(found.places().rules().text()).forEach(root.out::println);
            return ExitCode.FINE.code();
        }
        kind.lines("the directory of the rule files").forEach(root.out::println);
        return ExitCode.FINE.code();
    }
}
