package org.reactord.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
public final class Sandbox extends SandboxFiles {
    /** Not among those that begin with REACTOR_: of these, commands inherit only what the daemon gives them. */
    private static final String MARK = "SANDBOX_OF_TEST";

    private final String mark = MARK + "=" + UUID.randomUUID();
    private final Map<String, String> environment = new TreeMap<>();
    private final List<ReactorProcess> daemons = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private final List<String> confinement = new ArrayList<>();
    private Path program = Program.reactorctl();
    private boolean orphansExpected;

    private boolean isolated;

    Sandbox() {
        environment.put("HOME", home().toString());
        environment.put("PATH", home().resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("LANG", "C.UTF-8");
        environment.put("REACTOR_RULES", rules().toString());
        environment.put("REACTOR_STATE", state().toString());
        environment.put("REACTOR_SOCKET", socket().toString());
        environment.put(MARK, mark.substring(mark.indexOf('=') + 1));
        String java = System.getenv("JAVA_HOME");
        if (java != null) {
            environment.put("JAVA_HOME", java);
        }
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

    /**
     * Has daemons live in namespaces of their own from now on, where they are root and may mount and have limits of
     * their own; the line of shell is run there before they start. Clients stay outside.
     */
    public Sandbox confine(String line) {
        confinement.addAll(List.of("unshare", "-Urm", "/bin/sh", "-c", line + " && exec \"$@\"", "sh"));
        return this;
    }

    /** The same, and they have a network of their own, in which nothing is up. */
    public Sandbox isolate(String line) {
        confinement.addAll(List.of("unshare", "-Urnm", "/bin/sh", "-c", line + " && exec \"$@\"", "sh"));
        isolated = true;
        return this;
    }

    /** Runs a line of shell in the namespaces of a confined daemon; the working directory is the root directory. */
    public Ended within(ReactorProcess daemon, String line) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--user", "--mount", "--preserve-credentials"));
        if (isolated) {
            command.add("--net");
        }
        command.addAll(List.of("--target", Long.toString(daemon.pid()), "/bin/sh", "-c", line));
        return exec(command).run();
    }

    /** Which reactorctl is started from now on; at first the packaged one. */
    public Sandbox program(Path reactorctl) {
        program = reactorctl;
        return this;
    }

    /** Starts the daemon and waits until it is ready. */
    public ReactorProcess start(String... arguments) {
        return launch(arguments).awaitReady();
    }

    /** Starts the daemon without waiting for anything. */
    public ReactorProcess launch(String... arguments) {
        Path out = root().resolve("daemon-" + daemons.size() + ".out");
        Path log = root().resolve("daemon-" + daemons.size() + ".log");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(confinement);
        command.addAll(List.of(program.toString(), "server"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root().toFile())
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
        return new Exec(scratch(), environment, command).in(root());
    }

    /** Runs a line of shell in the home directory. */
    public Ended shell(String line) {
        return exec(List.of("/bin/sh", "-c", line)).in(home()).run();
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

    /** Ends whatever commands a daemon that was killed has left. */
    public void endCommands() {
        Limits.soon().until(() -> {
            Processes.having(mark).forEach(pid -> Processes.signal("KILL", pid));
            return Processes.having(mark).isEmpty();
        });
    }

    /** Waits until some program of the sandbox has the directory watched. */
    public void awaitWatched(Path directory) {
        try {
            long inode = ((Number) Files.getAttribute(directory, "unix:ino")).longValue();
            Limits.soon().alias("somebody who watches " + directory).until(() -> Processes.having(mark).stream()
                    .anyMatch(pid -> Processes.watches(pid, inode)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
