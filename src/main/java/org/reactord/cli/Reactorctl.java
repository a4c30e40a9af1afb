package org.reactord.cli;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.reactord.client.ExitCode;
import org.reactord.client.Shortcut;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The entry of the program: reads the command line, and hands over to the command. */
public final class Reactorctl {
    private Reactorctl() {}

    public static void main(String[] arguments) {
        Optional<ServerOptions> daemon = ServerLine.plain(arguments);
        if (daemon.isPresent()) {
            System.exit(FirstSteps.run(daemon.get()));
        }
        PrintStream out = Shortcut.stream(FileDescriptor.out);
        PrintStream err = Shortcut.stream(FileDescriptor.err);
        int exit = run(arguments, out, err);
        out.flush();
        err.flush();
        System.exit(exit);
    }

    /** Does what the command line says; the exit code. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Root(arguments, out, err));
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler(new UsageErrors(err));
        line.setExecutionStrategy(parsed -> execute(parsed, line, out));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int exit = line.execute(arguments);
        out.flush();
        err.flush();
        return exit;
    }

    private static int execute(ParseResult parsed, CommandLine line, PrintStream out) {
        if (parsed.isVersionHelpRequested()) {
            out.println(VersionCommand.line());
            return ExitCode.FINE.code();
        }
        for (ParseResult one = parsed; one != null; one = one.hasSubcommand() ? one.subcommand() : null) {
            if (one.isUsageHelpRequested()) {
                help(one.commandSpec().commandLine(), line, out);
                return ExitCode.FINE.code();
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The help of a command, and then all commands: whoever asks for one may be looking for another. */
    private static void help(CommandLine command, CommandLine line, PrintStream out) {
        command.usage(out);
        if (command != line) {
            out.println("All commands:");
            out.print(line.getHelp().commandList());
        }
    }
}
