package org.reactord.it.harness;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one program, with an environment that is given whole; its output goes to files and is read at its end. */
public final class Exec {
    private final ProcessBuilder builder;
    private final Path out;
    private final Path err;
    private Duration limit = Limits.CLIENT;

    Exec(Path scratch, Map<String, String> environment, List<String> command) {
        try {
            out = Files.createTempFile(scratch, "", ".out");
            err = Files.createTempFile(scratch, "", ".err");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
    }

    public Exec env(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    public Exec without(String name) {
        builder.environment().remove(name);
        return this;
    }

    public Exec in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    public Exec stdin(Path file) {
        builder.redirectInput(file.toFile());
        return this;
    }

    /** Its input is what is written to the process. */
    public Exec piped() {
        builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        return this;
    }

    public Exec limit(Duration time) {
        limit = time;
        return this;
    }

    public Process start() {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the program. */
    public Ended run() {
        return await(start());
    }

    /** Waits for the end of what {@link #start} returned. */
    public Ended await(Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return fail(builder.command() + " did not end within " + limit + "\n" + ended(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return fail(builder.command() + " was interrupted", e);
        }
        return ended(process);
    }

    private Ended ended(Process process) {
        return new Ended(process.exitValue(), text(out), text(err));
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
