package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.job.Attempt;
import org.reactord.natives.Errno;
import org.reactord.natives.EventFd;
import org.reactord.natives.FileType;
import org.reactord.natives.Processes;
import org.reactord.natives.Spawn;
import org.reactord.natives.Stat;

/** Makes a child of an attempt: looks up all that it needs, opens it, and spawns. */
final class Starter {
    private final Path runDirectory;
    private final Inheritance inherited;
    private final Environment.Ready ready;
    private final StandardInput standardInput = new StandardInput();
    private final OutputFiles outputs;
    private final Optional<Cgroups> cgroups;

    Starter(Path runDirectory, Inheritance inherited, OutputFiles outputs, Optional<Cgroups> cgroups) {
        this.runDirectory = runDirectory;
        this.inherited = inherited;
        this.ready = new Environment.Ready(inherited.ofDaemon());
        this.outputs = outputs;
        this.cgroups = cgroups;
    }

    /** Where the program may be, the first place first, and its arguments. */
    private record Line(List<BytePath> programs, List<byte[]> argv) {}

    Child start(Attempt attempt) throws NotStarted {
        JobFiles files = new JobFiles(runDirectory, attempt);
        try (Descriptors open = new Descriptors()) {
            return start(attempt, files, open);
        } catch (NotStarted reason) {
            files.remove();
            throw reason;
        }
    }

    /** Where the processes of an attempt are to be; empty where none gets a control group of its own. */
    Optional<BytePath> cgroupOf(Attempt attempt) {
        return cgroups.map(groups -> groups.of(attempt).path());
    }

    void close() {
        standardInput.close();
    }

    private Child start(Attempt attempt, JobFiles files, Descriptors open) throws NotStarted {
        Environment environment = Environment.of(inherited.now(), attempt);
        int stdin = standardInput.open(attempt, files, open);
        BytePath cwd = attempt.rule().execution().cwd().orElseGet(() -> home(environment));
        environment.put("PWD", cwd);
        files.nameIn(environment, attempt);
        Descriptors.Pipe stdout = open.pipe();
        Descriptors.Pipe stderr = open.pipe();
        // Holds the place of the descriptor that tells of the child's end: once it runs, that must not fail.
        int place = open.own(EventFd.create(), "no descriptor for its end");
        int pid = spawn(attempt, environment, cwd, spawn -> spawn.cwd(cwd.bytes())
                .stdin(stdin)
                .stdout(stdout.childs())
                .stderr(stderr.childs()));
        // First of all, so that it has no time to have offspring elsewhere.
        Group group = new Group(pid, cgroups.flatMap(groups -> groups.move(pid, attempt)));
        open.closeNow(place);
        int pidfd = open.own(endOf(group), "its end cannot be waited for");
        Optional<OutputFiles.Pair> whole = outputs.open(attempt);
        return new Child(
                attempt,
                group,
                open.take(pidfd),
                new Stream(open.take(stdout.ours()), whole.map(OutputFiles.Pair::stdout)),
                new Stream(open.take(stderr.ours()), whole.map(OutputFiles.Pair::stderr)),
                files,
                whole.map(OutputFiles.Pair::paths));
    }

    /** A child that cannot be waited for in peace is not left alone: it is ended, and started again later. */
    private static int endOf(Group group) {
        int pidfd = Processes.pidfdOpen(group.leader());
        if (pidfd < 0) {
            group.kill();
            Processes.waitPid(group.leader());
        }
        return pidfd;
    }

    /** The program is not at fault if there is no directory to start it in. */
    private static void requireDirectory(BytePath cwd) throws NotStarted {
        Stat stat = new Stat();
        int answer = stat.stat(cwd.bytes());
        if (SpawnErrors.isPassing(answer)) {
            throw NotStarted.passing("its working directory " + cwd + ": " + Errno.message(answer));
        }
        if (answer < 0) {
            throw NotStarted.lasting("its working directory " + cwd + ": " + Errno.message(answer));
        }
        if (stat.type() != FileType.DIRECTORY) {
            throw NotStarted.lasting("its working directory " + cwd + " is no directory");
        }
    }

    static BytePath home(Environment environment) {
        return environment
                .get("HOME")
                .filter(home -> home.startsWith("/"))
                .map(home -> BytePath.of(home.getBytes(StandardCharsets.ISO_8859_1)))
                .orElse(BytePath.ROOT);
    }

    private static Line line(Attempt attempt, Environment environment, BytePath cwd) throws NotStarted {
        List<byte[]> argv = CommandLine.of(attempt);
        return CommandLine.isShell(attempt)
                ? new Line(List.of(CommandLine.SHELL), argv)
                : new Line(Programs.candidates(argv.get(0), environment.get("PATH"), cwd, Starter::isFile), argv);
    }

    private static boolean isFile(BytePath path) {
        Stat stat = new Stat();
        return stat.stat(path.bytes()) == 0 && stat.type() != FileType.DIRECTORY;
    }

    /** Puts directory and streams on a child to be. */
    private interface Equipment {
        Spawn of(Spawn spawn);
    }

    private int spawn(Attempt attempt, Environment environment, BytePath cwd, Equipment equipment) throws NotStarted {
        try {
            return spawn(line(attempt, environment, cwd), environment.entries(ready), equipment);
        } catch (NotStarted reason) {
            requireDirectory(cwd);
            throw reason;
        }
    }

    /** As execvp(3): a place whose program may not be executed is passed over, and remembered if none works. */
    private static int spawn(Line line, byte[][] envp, Equipment equipment) throws NotStarted {
        byte[][] argv = line.argv().toArray(byte[][]::new);
        NotStarted first = null;
        for (BytePath program : line.programs()) {
            int pid = equipment.of(new Spawn(program.bytes(), argv, envp)).spawn();
            if (pid >= 0) {
                return pid;
            }
            NotStarted reason = SpawnErrors.ofProgram(pid, program);
            boolean elsewhere = pid == -Errno.EACCES || pid == -Errno.ENOENT || pid == -Errno.ENOTDIR;
            if (!elsewhere) {
                throw reason;
            }
            first = first == null ? reason : first;
        }
        throw first == null ? NotStarted.lasting("there is no program to execute") : first;
    }
}
