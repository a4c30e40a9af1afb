package org.reactord.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One case's own small world: a home directory with rules, spools and scripts, and the daemons and clients that see
 * nothing else. Rules may say {@code ~/outbox}, and {@code run: [deliver]} for a script of the sandbox.
 */
public final class Sandbox {
    private final String mark = "REACTOR_IT=" + UUID.randomUUID();
    private final Path root;
    private final Path scratch;
    private final Diary diary;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<ReactorProcess> daemons = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private Path program = Program.reactorctl();
    private boolean orphansExpected;

    Sandbox() {
        try {
            root = Files.createTempDirectory("reactor-it-").toRealPath();
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            scratch = Files.createDirectory(root.resolve("scratch"));
            for (Path directory : List.of(home().resolve("bin"), rules(), state(), socket().getParent())) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        diary = new Diary(root.resolve("diary"));
        environment.put("HOME", home().toString());
        environment.put("PATH", home().resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("LANG", "C.UTF-8");
        environment.put("REACTOR_RULES", rules().toString());
        environment.put("REACTOR_STATE", state().toString());
        environment.put("REACTOR_SOCKET", socket().toString());
        environment.put("REACTOR_IT", mark.substring(mark.indexOf('=') + 1));
        String java = System.getenv("JAVA_HOME");
        if (java != null) {
            environment.put("JAVA_HOME", java);
        }
    }

    public Path root() {
        return root;
    }

    public Path home() {
        return root.resolve("home");
    }

    public Path rules() {
        return root.resolve("rules.d");
    }

    public Path state() {
        return root.resolve("state");
    }

    public Path socket() {
        return root.resolve("run/control.sock");
    }

    public Diary diary() {
        return diary;
    }

    /** Sets a variable for all that is started from now on. */
    public Sandbox env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Sandbox without(String name) {
        environment.remove(name);
        return this;
    }

    /** Words before every command line from now on: {@code setpriv …}. */
    public Sandbox startWith(String... words) {
        prefix.addAll(List.of(words));
        return this;
    }

    /** Which reactorctl is started from now on; at first the packaged one. */
    public Sandbox program(Path reactorctl) {
        program = reactorctl;
        return this;
    }

    public Path rule(String file, String yaml) {
        return write(rules().resolve(file), yaml);
    }

    /** A directory in the home. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(home().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script in the PATH of the daemon; {@code note WORD…} in it writes to the diary. */
    public Path script(String name, String body) {
        String head = """
                #!/bin/sh
                note() { printf '%%s %%s\\n' "$(date +%%s.%%N)" "$*" >>'%s'; }
                """.formatted(diary.file());
        Path script = write(home().resolve("bin").resolve(name), head + body);
        try {
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the daemon and waits until it is ready. */
    public ReactorProcess start(String... arguments) {
        return launch(arguments).awaitReady();
    }

    /** Starts the daemon without waiting for anything. */
    public ReactorProcess launch(String... arguments) {
        Path out = root.resolve("daemon-" + daemons.size() + ".out");
        Path log = root.resolve("daemon-" + daemons.size() + ".log");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(program.toString(), "server"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            ReactorProcess daemon = new ReactorProcess(builder.start(), out, log);
            daemons.add(daemon);
            logs.add(log);
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the client to its end. */
    public Ended ctl(String... arguments) {
        return client(arguments).run();
    }

    public Exec client(String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return exec(command);
    }

    public Exec exec(List<String> command) {
        return new Exec(scratch, environment, command).in(root);
    }

    public Ended shell(String line) {
        return exec(List.of("/bin/sh", "-c", line)).run();
    }

    /** What the daemon says about itself now. */
    public Status status() {
        return new Status(ControlSocket.data(socket(), "status"));
    }

    /** Declares warnings that belong to this case; all others fail it. */
    public Sandbox expectLog(String... regexes) {
        for (String regex : regexes) {
            expected.add(Pattern.compile(regex));
        }
        return this;
    }

    /** Declares that a killed daemon leaves commands behind; the harness ends them. */
    public Sandbox expectOrphans() {
        orphansExpected = true;
        return this;
    }

    /** Has the log of a daemon checked that the case started by other means. */
    public void adoptLog(Path log) {
        logs.add(log);
    }

    boolean orphansExpected() {
        return orphansExpected;
    }

    boolean expected(LogLine line) {
        return expected.stream()
                .anyMatch(pattern -> pattern.matcher(line.sentence()).find());
    }

    String mark() {
        return mark;
    }

    List<Path> logs() {
        return logs;
    }

    List<ReactorProcess> daemons() {
        return daemons;
    }
}
