package org.reactord.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.reactord.client.ExitCode;
import org.reactord.event.SafeText;
import org.reactord.rule.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and in another where to look. */
final class UsageErrors implements IParameterExceptionHandler {
    private final PrintStream err;

    UsageErrors(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        boolean top = command.getParent() == null;
        String text = mistake instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? describe(command, unmatched.getUnmatched().get(0), top)
                : firstLine(mistake);
        err.println("reactorctl: " + text);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " -h");
        return ExitCode.USAGE.code();
    }

    private static String describe(CommandLine command, String word, boolean top) {
        String shown = "'" + SafeText.ofText(word) + "'";
        if (word.startsWith("-")) {
            List<String> options =
                    new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
            return "unknown option " + shown + Spelling.hint(word, options);
        }
        return top
                ? "unknown command " + shown
                        + Spelling.hint(word, command.getSubcommands().keySet())
                : "unexpected argument " + shown;
    }

    private static String firstLine(ParameterException mistake) {
        return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("usage");
    }
}
