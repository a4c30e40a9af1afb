package org.reactord.exec;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactord.event.BytePath;
import org.reactord.event.SafeText;
import org.reactord.files.PathBytes;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.natives.Errno;
import org.reactord.rule.StdinMode;

/** Makes a child of an attempt with what the JDK has. */
final class PortableStarter {
    /** What the JDK gives and takes as text are bytes in this charset. */
    private static final Charset CHARSET = charset();

    /** How JDKs tell what execve(2) has answered: {@code error=2, No such…} or {@code Exec failed, error: 2 (No such…}. */
    private static final Pattern REFUSED = Pattern.compile("\\berror(?:=|: )([0-9]+)\\b");

    private final Path runDirectory;
    private final Inheritance inherited;
    private final OutputFiles outputs;

    PortableStarter(Path runDirectory, Inheritance inherited, OutputFiles outputs) {
        this.runDirectory = runDirectory;
        this.inherited = inherited;
        this.outputs = outputs;
    }

    private static Charset charset() {
        String name = System.getProperty("native.encoding", "");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    PortableChild start(Attempt attempt) throws NotStarted {
        JobFiles files = new JobFiles(runDirectory, attempt);
        try {
            Process process = start(attempt, files);
            return new PortableChild(attempt, process, files, outputs.open(attempt));
        } catch (NotStarted reason) {
            files.remove();
            throw reason;
        }
    }

    private Process start(Attempt attempt, JobFiles files) throws NotStarted {
        Environment environment = Environment.of(inherited.now(), attempt);
        File stdin = stdin(attempt, files);
        BytePath cwd = directory(attempt, environment);
        environment.put("PWD", cwd);
        files.nameIn(environment, attempt);
        List<byte[]> argv = CommandLine.of(attempt);
        List<BytePath> programs = CommandLine.isShell(attempt)
                ? List.of(CommandLine.SHELL)
                : Programs.candidates(argv.get(0), environment.get("PATH"), cwd, PortableStarter::isFile);
        ProcessBuilder builder = new ProcessBuilder(texts(argv))
                .directory(PathBytes.toPath(cwd).toFile())
                .redirectInput(stdin);
        fill(builder.environment(), environment);
        return start(builder, programs);
    }

    private static boolean isFile(BytePath path) {
        Path file = PathBytes.toPath(path);
        return Files.exists(file) && !Files.isDirectory(file);
    }

    /** The name that the child sees is lost: the JDK has no other than the program's path. */
    private static Process start(ProcessBuilder builder, List<BytePath> programs) throws NotStarted {
        NotStarted first = null;
        for (BytePath program : programs) {
            builder.command().set(0, text(program.bytes()));
            try {
                return builder.start();
            } catch (IOException failed) {
                int error = errorOf(failed);
                NotStarted reason = reason(failed, error, program);
                boolean elsewhere = error == Errno.EACCES || error == Errno.ENOENT || error == Errno.ENOTDIR;
                if (!elsewhere) {
                    throw reason;
                }
                first = first == null ? reason : first;
            }
        }
        throw first == null ? NotStarted.lasting("there is no program to execute") : first;
    }

    /** The cause alone is asked, since the whole message begins with the program's name. */
    private static int errorOf(IOException failed) {
        Throwable reason = failed.getCause() == null ? failed : failed.getCause();
        Matcher number = REFUSED.matcher(String.valueOf(reason.getMessage()));
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** Without a number it was a pipe or the like, of which there will be more. */
    private static NotStarted reason(IOException failed, int error, BytePath program) {
        return error == 0
                ? NotStarted.passing(program + ": " + SafeText.ofText(String.valueOf(failed.getMessage())))
                : SpawnErrors.ofProgram(error, program);
    }

    private static File stdin(Attempt attempt, JobFiles files) throws NotStarted {
        StdinMode mode = attempt.rule().execution().stdin();
        StandardInput.checkItem(attempt);
        return switch (mode) {
            case NONE -> new File("/dev/null");
            case FILE ->
                attempt.rule().source().isOfEvents()
                        ? file(files.input(attempt))
                        : attempt.file().isPresent()
                                ? file(attempt.file().map(FileChange::path).get())
                                : new File("/dev/null");
            case PATHS0 -> file(files.paths0(attempt));
            case JSON -> file(files.json(attempt));
        };
    }

    private static File file(BytePath path) throws NotStarted {
        return new File(text(path.bytes()));
    }

    private static BytePath directory(Attempt attempt, Environment environment) throws NotStarted {
        BytePath cwd = attempt.rule().execution().cwd().orElseGet(() -> Starter.home(environment));
        Path directory = PathBytes.toPath(cwd);
        if (!Files.exists(directory)) {
            throw NotStarted.lasting("its working directory " + cwd + ": No such file or directory");
        }
        if (!Files.isDirectory(directory)) {
            throw NotStarted.lasting("its working directory " + cwd + " is no directory");
        }
        return cwd;
    }

    /** What the daemon has inherited, and the locale cannot say, is left out; what this attempt is about is not. */
    private void fill(Map<String, String> variables, Environment environment) throws NotStarted {
        variables.clear();
        for (Map.Entry<String, String> variable : environment.variables().entrySet()) {
            byte[] name = variable.getKey().getBytes(StandardCharsets.ISO_8859_1);
            byte[] value = variable.getValue().getBytes(StandardCharsets.ISO_8859_1);
            boolean fromDaemon = variable.getValue().equals(inherited.ofDaemon().get(variable.getKey()));
            if (!fromDaemon || (isText(name) && isText(value))) {
                variables.put(text(name), text(value));
            }
        }
    }

    private static List<String> texts(List<byte[]> argv) throws NotStarted {
        List<String> texts = new ArrayList<>();
        for (byte[] argument : argv) {
            texts.add(text(argument));
        }
        return texts;
    }

    private static boolean isText(byte[] bytes) {
        try {
            text(bytes);
            return true;
        } catch (NotStarted not) {
            return false;
        }
    }

    /** The text that the JDK turns into exactly these bytes. */
    private static String text(byte[] bytes) throws NotStarted {
        try {
            CharBuffer chars = CHARSET.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (chars.toString().indexOf('\0') >= 0) {
                throw NotStarted.lasting("an argument or a variable holds a NUL byte");
            }
            return chars.toString();
        } catch (CharacterCodingException noText) {
            throw NotStarted.lasting("'" + SafeText.ofBytes(bytes) + "' is no text in " + CHARSET
                    + ", and this system's launcher can tell a command nothing else");
        }
    }
}
