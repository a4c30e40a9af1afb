package org.reactord.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The living processes of the system at one instant, as {@code /proc} tells (proc_pid_stat(5)); empty without it. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final int STAT_SIZE = 1024;

    /** The fields that follow the name, counted from the state. */
    private static final int STATE = 0;

    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /** One process. The start is counted in ticks since the system was booted. */
    record Entry(int pid, int group, int session, String started) {}

    private ProcessTable() {}

    static List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                entry(process).ifPresent(entries::add);
            }
        } catch (IOException noProc) {
            // Then nobody can be found.
            return entries;
        }
        return entries;
    }

    /** False while no descriptor is left to read it with: then nobody is found, though somebody may live. */
    static boolean isReadable() {
        return !Files.exists(PROC.resolve("self"))
                || of((int) ProcessHandle.current().pid()).isPresent();
    }

    /** A process that lives; empty for one that has ended, also if nobody has waited for it yet. */
    static Optional<Entry> of(int pid) {
        return entry(PROC.resolve(Integer.toString(pid)));
    }

    /**
     * When a process began, as in {@link Entry}: also of one that has ended, for as long as nobody has waited for it, which
     * a child that does little has before it is asked after.
     */
    static Optional<String> began(int pid) {
        return state(PROC.resolve(Integer.toString(pid))).map(state -> field(state, STARTED));
    }

    private static Optional<Entry> entry(Path process) {
        return state(process)
                .filter(state ->
                        !field(state, STATE).equals("Z") && !field(state, STATE).equals("X"))
                .map(state -> new Entry(
                        Integer.parseInt(process.getFileName().toString()),
                        Integer.parseInt(field(state, GROUP)),
                        Integer.parseInt(field(state, SESSION)),
                        field(state, STARTED)));
    }

    /** What follows the name in its line of state, each field after a blank. */
    private static Optional<String> state(Path process) {
        try (InputStream file = Files.newInputStream(process.resolve("stat"))) {
            byte[] bytes = new byte[STAT_SIZE];
            // The kernel gives the whole line at once.
            int count = file.read(bytes);
            String stat = new String(bytes, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
            // The name stands in parentheses, and may hold blanks and parentheses itself.
            String state = stat.substring(stat.lastIndexOf(')') + 1);
            return field(state, STARTED).isEmpty() ? Optional.empty() : Optional.of(state);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Empty if the line ends before; not split, since few of its fields are of use. */
    private static String field(String state, int number) {
        int start = 0;
        for (int i = 0; i <= number; i++) {
            start = state.indexOf(' ', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = state.indexOf(' ', start);
        return end < 0 ? "" : state.substring(start, end);
    }

    /** The variables that a process was started with, one char a byte, each ended by a NUL; empty if it hides them. */
    static String environment(int pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            return '\0' + new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
