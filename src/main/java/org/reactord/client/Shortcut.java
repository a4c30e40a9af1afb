package org.reactord.client;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** The entry of {@code reactorctl.jar}: asks the daemon what can be asked at once, and hands over everything else. */
public final class Shortcut {
    /** Nothing was asked, nor said: this is for the whole program. */
    public static final int NOT_FOR_HERE = -1;

    private static final int OUTPUT_BUFFER = 8 * 1024;

    private Shortcut() {}

    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        End end = new End(out, err);
        int exit = ask(out, err, end, arguments);
        if (exit == NOT_FOR_HERE) {
            WholeProgram.run(arguments);
            return;
        }
        end.accept(exit);
    }

    /** Asks what the command line says, and prints the answer; the exit code, or {@link #NOT_FOR_HERE}. */
    public static int ask(PrintStream out, PrintStream err, String... arguments) {
        return ask(out, err, exit -> {}, arguments);
    }

    private static int ask(PrintStream out, PrintStream err, IntConsumer ending, String... arguments) {
        Question question = Question.read(arguments);
        if (question == null) {
            return NOT_FOR_HERE;
        }
        Client client = new Client(question.options(), out, err, ending);
        RequestText request = question.request(client);
        return request == null ? NOT_FOR_HERE : client.ask(request);
    }

    /** What is written there is UTF-8, whatever the locale: so are the daemon's answers, and the manual. */
    public static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BUFFER),
                false,
                StandardCharsets.UTF_8);
    }

    /**
     * Ends the process as soon as everything was said: to close the channel first, the JDK would load what it knows of
     * internet sockets; the kernel closes it as well.
     */
    private record End(PrintStream out, PrintStream err) implements IntConsumer {
        @Override
        public void accept(int exit) {
            out.flush();
            err.flush();
            // Exit would load the loggers to say that it was called (21 and later).
            Runtime.getRuntime().halt(exit);
        }
    }
}
