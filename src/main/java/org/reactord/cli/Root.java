package org.reactord.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactord.client.Argv;
import org.reactord.client.Client;
import org.reactord.client.ClientOptions;
import org.reactord.client.ExitCode;
import org.reactord.contact.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code reactorctl} itself: the options that every command has, before or after its name. */
@Command(
        name = "reactorctl",
        description = "Runs a command when something happens: starts the daemon, and asks it everything.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpWidth = 80,
        footer = {
            "",
            "Exit codes: 0 fine; 1 failed, negative or degraded; 2 usage;",
            "3 daemon not running; 4 no such rule or job; 5 timed out.",
            "See reactorctl(1), reactor.rules(5), reactor(7)."
        },
        subcommands = {
            ServerCommand.class,
            StatusCommand.class,
            RulesCommand.class,
            ShowCommand.class,
            JobsCommand.class,
            ExplainCommand.class,
            EventsCommand.class,
            HistoryCommand.class,
            OutputCommand.class,
            RunCommand.class,
            RetryCommand.class,
            CancelCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            EmitCommand.class,
            DumpCommand.class,
            RestoreCommand.class,
            PutCommand.class,
            NewCommand.class,
            EditCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            ReloadCommand.class,
            InfoCommand.class,
            MetricsCommand.class,
            ShutdownCommand.class,
            AutostartCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
final class Root implements Callable<Integer> {

    final PrintStream out;
    final PrintStream err;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "The daemon's control socket (else REACTOR_SOCKET, else the usual place).")
    private @Nullable String socket;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            scope = ScopeType.INHERIT,
            converter = DurationConverter.class,
            description = "How long to wait for an answer, such as 5s (default: 10s).")
    private @Nullable Duration timeout;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer with JSON.")
    private boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours; NO_COLOR says the same.")
    private boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more; twice for more still.")
    private boolean[] verbose = {};

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final String[] arguments;

    Root(String[] arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments.clone();
        this.out = out;
        this.err = err;
    }

    /** The command line as it came; read here, since most commands need it not. */
    Argv argv() {
        return Argv.ofProcess(arguments);
    }

    /** No command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(err);
        return ExitCode.USAGE.code();
    }

    CommandSpec spec() {
        return spec;
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    boolean noColor() {
        return noColor;
    }

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** How many {@code -v}; -1 for {@code -q}. */
    int verbosity() {
        return quiet ? -1 : verbose.length;
    }

    /** What the flags say of places; only some commands have the first two. */
    Places.Flags places(@Nullable String rules, @Nullable String state) {
        return new Places.Flags(Optional.ofNullable(rules), Optional.ofNullable(state), Optional.ofNullable(socket));
    }

    /** The client for a command that asks the daemon. */
    Client client() {
        return new Client(clientOptions(), out, err);
    }

    /** Shows the answer to this request, and every newer one; the exit code. */
    int watch(String name) {
        return Watch.run(client(), clientOptions(), name, out, err);
    }

    private ClientOptions clientOptions() {
        return new ClientOptions(
                places(null, null), Optional.ofNullable(timeout), json, noColor, quiet, verbose.length > 0);
    }
}
