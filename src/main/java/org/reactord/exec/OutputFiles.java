package org.reactord.exec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.WholeOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files with the whole output of attempts whose rule has a command to tell of failures: two for each, readable by
 * the daemon's user alone.
 *
 * <p>They are a service to whoever is told. That they cannot be written is logged, and no attempt fails of it.
 */
final class OutputFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFiles.class);
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path directory;

    OutputFiles(Path directory) {
        this.directory = directory;
    }

    /** Both files of an attempt, open. */
    record Pair(OutputFile stdout, OutputFile stderr) {
        WholeOutput paths() {
            return new WholeOutput(PathBytes.of(stdout.path()), PathBytes.of(stderr.path()));
        }
    }

    /** Opens the files of an attempt, if somebody may want to read them. */
    Optional<Pair> open(Attempt attempt) {
        if (attempt.rule().onFailure().command().isEmpty()) {
            return Optional.empty();
        }
        Optional<OutputFile> stdout = open(attempt, stdoutOf(attempt));
        Optional<OutputFile> stderr = stdout.flatMap(opened -> open(attempt, stderrOf(attempt)));
        if (stdout.isPresent() && stderr.isEmpty()) {
            stdout.get().close();
            discard(attempt);
        }
        return stderr.map(opened -> new Pair(stdout.orElseThrow(), opened));
    }

    private Path stdoutOf(Attempt attempt) {
        return directory.resolve(attempt.run() + "-" + attempt.job().text() + ".stdout");
    }

    private Path stderrOf(Attempt attempt) {
        return directory.resolve(attempt.run() + "-" + attempt.job().text() + ".stderr");
    }

    private Optional<OutputFile> open(Attempt attempt, Path path) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel file = FileChannel.open(
                    path, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Optional.of(new OutputFile(attempt.label(), path, file, OutputFile.MOST));
        } catch (IOException failed) {
            LOG.warn(
                    "{}: its whole output cannot be kept: {}; its end is kept as always",
                    attempt.label(),
                    SafeText.ofText(String.valueOf(failed.getMessage())));
            return Optional.empty();
        }
    }

    void discard(Attempt attempt) {
        delete(stdoutOf(attempt));
        delete(stderrOf(attempt));
    }

    /** Removes all that nobody has discarded, of this daemon or of one that was killed. */
    void clean() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*-*.{stdout,stderr}")) {
            left.forEach(OutputFiles::delete);
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be listed: {}", PathBytes.of(directory), unreadable.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException remains) {
            // Until the next start, which cleans; nobody reads it until then.
            LOG.debug("{} cannot be removed: {}", PathBytes.of(file), remains.toString());
        }
    }
}
