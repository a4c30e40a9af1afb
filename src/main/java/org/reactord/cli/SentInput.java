package org.reactord.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.reactord.client.Client;
import org.reactord.client.ExitCode;
import org.reactord.client.RequestText;
import org.reactord.client.WantedPath;
import org.reactord.files.PathBytes;

/** Sends standard input along with a request, however long it is: as a file that is there until the daemon has answered. */
final class SentInput {
    private final PrintStream err;
    private final String command;

    SentInput(PrintStream err, String command) {
        this.err = err;
        this.command = command;
    }

    /** Asks; the exit code. */
    int ask(Client client, RequestText request) {
        try {
            Path copy = Files.createTempFile("reactor-", ".input");
            AtExit removing = AtExit.run(() -> remove(copy));
            try {
                Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
                return client.ask(WantedPath.put(request, "input", PathBytes.of(copy.toAbsolutePath())));
            } finally {
                removing.cancel();
                remove(copy);
            }
        } catch (IOException failed) {
            err.println("reactorctl " + command + ": standard input cannot be kept: " + failed.getMessage()
                    + "; nothing was sent");
            return ExitCode.FAILED.code();
        }
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException stays) {
            return; // a file more in the folder for temporary ones; what was sent is sent
        }
    }
}
