package org.reactord.source.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A {@link Witness} in namespaces of its own, and a hand that does something there. */
final class Outpost implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Path ROOM = room();
    private static final Pattern NEEDED = Pattern.compile("(jffi|slf4j|native-bindings).*\\.jar");

    /** Root with a network and mounts of its own. */
    static final List<String> ROOT = List.of("unshare", "-nm");

    /** A user without privileges who is root in namespaces of its own. */
    static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "unshare",
            "-Urnm",
            "--propagation",
            "private");

    /** A user without privileges, in everybody's namespaces. */
    static final List<String> NOBODY_HERE = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final Process witness;
    private final boolean ownUser;
    private final boolean here;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private Outpost(Process witness, boolean ownUser, boolean here) {
        this.witness = witness;
        this.ownUser = ownUser;
        this.here = here;
        reader = new Thread(this::read, "outpost");
        reader.start();
    }

    /** Starts it with a wrapper ({@link #ROOT}, {@link #NOBODY}, {@link #NOBODY_HERE}, or none), and waits until it is armed. */
    static Outpost start(List<String> wrapper, String... arguments) throws IOException {
        return start(Map.of(), wrapper, arguments);
    }

    /** The same, with these variables besides. */
    static Outpost start(Map<String, String> environment, List<String> wrapper, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath()));
        command.add(Witness.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Outpost outpost = new Outpost(process, wrapper.contains("-Urnm"), !wrapper.contains("unshare"));
        outpost.await("armed"::equals);
        return outpost;
    }

    /** Where everybody may read it: what the witness needs of the class path, copied once. */
    private static String classPath() throws IOException {
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            boolean needed = Files.isDirectory(path)
                    || NEEDED.matcher(path.getFileName().toString()).matches();
            if (needed && Files.exists(path)) {
                copied.add(copy(path, ROOM.resolve(Integer.toString(copied.size())))
                        .toString());
            }
        }
        return String.join(File.pathSeparator, copied);
    }

    private static Path copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return to;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
        return to;
    }

    private static Path room() {
        try {
            Path room = Files.createTempDirectory("reactor-outpost");
            Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(room)));
            return room;
        } catch (IOException noRoom) {
            throw new UncheckedIOException(noRoom);
        }
    }

    private static void remove(Path room) {
        try (Stream<Path> all = Files.walk(room)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException gone) {
            return;
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(witness.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** All that was told so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** All that was told after the witness was armed. */
    List<String> news() {
        List<String> all = lines();
        return all.subList(all.indexOf("armed") + 1, all.size());
    }

    /** Waits for a line. */
    void await(Predicate<String> wanted) {
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the witness ended: " + lines, () -> !witness.isAlive())
                .until(() -> lines.stream().anyMatch(wanted));
    }

    /** Waits for a line that was told after it was armed. */
    void awaitNews(Predicate<String> wanted) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> news().stream()
                .anyMatch(wanted));
    }

    /** Has a shell do something in the same namespaces, as their root. */
    void sh(String script) throws IOException {
        List<String> command = new ArrayList<>();
        if (!here) {
            command.addAll(List.of("nsenter", "-t", Long.toString(witness.pid()), "-n", "-m"));
            if (ownUser) {
                command.add("-U");
            }
        }
        command.addAll(List.of("/bin/sh", "-ec", script));
        Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (shell.waitFor() != 0) {
                throw new AssertionError(script + " exited " + shell.exitValue() + ": " + said);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Tells the witness a line: see there. */
    void tell(String line) throws IOException {
        Writer input = witness.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    /** The process that watches. */
    long pid() {
        return witness.pid();
    }

    /** Ends it, and waits until it has closed everything. */
    @Override
    public void close() throws IOException {
        witness.getOutputStream().close();
        try {
            witness.waitFor();
            reader.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
