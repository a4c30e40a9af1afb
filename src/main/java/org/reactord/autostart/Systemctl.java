package org.reactord.autostart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The user's service manager, by {@code systemctl --user}. */
final class Systemctl {
    private static final long LONGEST_SECONDS = 30;

    private final Login login;

    /**
     * What it said.
     *
     * @param out on its standard output, without blanks at its ends
     * @param trouble the last line on its standard error
     */
    record Said(int exit, String out, String trouble) {
        boolean fine() {
            return exit == 0;
        }
    }

    Systemctl(Login login) {
        this.login = login;
    }

    /** Why there is no user manager to ask; empty if there is. */
    Optional<String> unavailable() {
        Said said = run("show", "--property=Version");
        if (said.fine()) {
            return Optional.empty();
        }
        String why = said.trouble().isEmpty() ? "it exited " + said.exit() : said.trouble();
        return Optional.of("systemctl --user does not answer (" + why + ")");
    }

    /** Runs it. */
    Said run(String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl", "--user", "--no-pager"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        Path runtime = Path.of("/run/user", Long.toString(login.uid()));
        if (!login.environment().containsKey("XDG_RUNTIME_DIR") && Files.isDirectory(runtime)) {
            builder.environment().put("XDG_RUNTIME_DIR", runtime.toString()); // after su or sudo -u
        }
        try {
            return run(builder);
        } catch (IOException none) {
            return new Said(127, "", "there is no systemctl");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Said(1, "", "interrupted");
        }
    }

    private static Said run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile("reactorctl", ".err");
        try {
            Process process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            // What it prints here fits into a pipe, so it may be waited for first.
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Said(1, "", "no answer in " + LONGEST_SECONDS + "s");
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            List<String> said = Files.readString(err, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return new Said(process.exitValue(), out, said.isEmpty() ? "" : said.get(said.size() - 1));
        } finally {
            Files.deleteIfExists(err);
        }
    }
}
