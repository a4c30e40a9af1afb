package org.reactord.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.ClientOptions;
import org.reactord.client.ExitCode;
import org.reactord.client.Terminal;
import org.reactord.client.TerminalSize;
import org.reactord.contact.Places;
import org.reactord.doctor.ArchiveRepair;
import org.reactord.doctor.Asked;
import org.reactord.doctor.Doctor;
import org.reactord.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks everything over; needs no daemon, and asks the one that there is. */
@Command(
        name = "doctor",
        description = "Check limits, places, permissions, rules and their commands; say what to do. Needs no daemon.",
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private Root root;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The directory of the rule files, where no daemon says its own.")
    private @Nullable String rules;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The directory of what must outlive the daemon, where no daemon says its own.")
    private @Nullable String state;

    @Option(names = "--fix", description = "Make the archives of loaded classes anew, if they are not used.")
    private boolean fix;

    @Override
    public Integer call() {
        Places.Result told = Places.ofProcess(root.places(rules, state));
        if (told instanceof Places.Unclear unclear) {
            root.err.println("reactorctl: " + unclear.reason());
        }
        return told instanceof Places.Found found ? examine(found.places()) : ExitCode.FAILED.code();
    }

    /** A daemon that does not answer takes half of the time that there is; what one leaves is for the rest. */
    private int examine(Places places) {
        Duration whole = root.timeout().orElse(ClientOptions.PATIENCE);
        long start = System.nanoTime();
        Asked asked = new DaemonQuestions(root.places(null, null), whole.dividedBy(2)).ask();
        Duration left = whole.minusNanos(System.nanoTime() - start);
        List<Finding> found = Doctor.examine(places, asked, Version.text(), left, new DaemonThreads());
        List<Finding> findings = fix ? ArchiveRepair.applied(found) : found;
        if (root.json()) {
            root.out.println(DoctorJson.of(findings));
        } else {
            Terminal terminal = Terminal.ofProcess(TerminalSize.ofLauncher());
            new DoctorText(terminal.width(), terminal.color() && !root.noColor())
                    .lines(findings, root.quiet())
                    .forEach(root.out::println);
        }
        boolean fine = findings.stream().allMatch(one -> one.state() == Finding.State.OK);
        return (fine ? ExitCode.FINE : ExitCode.FAILED).code();
    }
}
