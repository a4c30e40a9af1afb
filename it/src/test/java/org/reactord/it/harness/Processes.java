package org.reactord.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What /proc says (proc(5)). */
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    private static final Pattern SWITCHES = Pattern.compile("voluntary_ctxt_switches:\\s+([0-9]+)");
    private static final Pattern VOLUNTARY = Pattern.compile("\nvoluntary_ctxt_switches:\\s+([0-9]+)");

    /** Fields 9, 14 and 15, counted as {@link #stat} does. */
    private static final int FLAGS = 6;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private static final long EXITING = 0x4;

    private Processes() {}

    /** The processes, zombies left out, that have the assignment in the environment they were started with. */
    public static List<Long> having(String assignment) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                if (environment(process).contains(assignment)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private static List<String> environment(Path process) {
        return Arrays.asList(content(process.resolve("environ")).split("\0"));
    }

    /** The command line, as far as the process is still there. */
    public static String commandLine(long pid) {
        return pid + " "
                + content(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
    }

    /** Of a process that is ending, or has ended, or is another user's: nothing. */
    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it has the file or directory of this inode watched by inotify (proc_pid_fdinfo(5)). */
    public static boolean watches(long pid, long inode) {
        String watch = " ino:" + Long.toHexString(inode) + " ";
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC.resolve(pid + "/fdinfo"))) {
            for (Path descriptor : all) {
                if (content(descriptor).contains(watch)) {
                    return true;
                }
            }
        } catch (IOException gone) {
            return false;
        }
        return false;
    }

    /** Sends a signal to one process, by its number. */
    public static void signal(String name, long pid) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * Whether a process has begun to end in the kernel, or is gone: it can do nothing any more, but its parent may not have
     * been told yet. sched.h: PF_EXITING, which every thread has before the descriptors are closed.
     */
    public static boolean ends(long pid) {
        List<String> stat = stat(pid);
        return stat.isEmpty() || (Long.parseLong(stat.get(FLAGS)) & EXITING) != 0;
    }

    /** The anonymous memory that a process holds now: heap, stacks and tables, but no mapped file. */
    public static long anonymousKib(long pid) {
        return content(PROC.resolve(pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    /**
     * What the open descriptors of a process refer to, except what a JVM opens whenever it first needs it: archives of
     * classes, its own files, sources of randomness.
     */
    public static List<String> descriptors(long pid) {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : all) {
                String target = target(descriptor);
                if (!target.isEmpty()
                        && !target.endsWith(".jar")
                        && !target.endsWith("random")
                        && !target.contains("/jvm/")
                        && !target.contains("/lib/modules")) {
                    open.add(descriptor.getFileName() + " " + target);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return open;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The CPU time of a process up to now, in ticks of the system: fields 14 and 15 of proc_pid_stat(5). */
    public static long ticks(long pid) {
        List<String> stat = stat(pid);
        return Long.parseLong(stat.get(USER_TICKS)) + Long.parseLong(stat.get(SYSTEM_TICKS));
    }

    /** The fields of proc_pid_stat(5) from the third on, since the name before may hold blanks; none if it is gone. */
    private static List<String> stat(long pid) {
        String stat = content(PROC.resolve(pid + "/stat"));
        return stat.isEmpty()
                ? List.of()
                : List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    }

    /** How often each thread of a process has been woken and put to sleep, by the thread's name and number. */
    public static Map<String, Long> switches(long pid) {
        return switches(pid, SWITCHES);
    }

    /** How often each has waited for something, which is how often it has been woken; by the same. */
    public static Map<String, Long> voluntarySwitches(long pid) {
        return switches(pid, VOLUNTARY);
    }

    private static Map<String, Long> switches(long pid, Pattern counted) {
        Map<String, Long> switches = new TreeMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                String status = content(thread.resolve("status"));
                Matcher count = counted.matcher(status);
                long sum = 0;
                while (count.find()) {
                    sum += Long.parseLong(count.group(1));
                }
                String name = content(thread.resolve("comm")).strip();
                switches.put(name + " " + thread.getFileName(), sum);
            }
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
        return switches;
    }
}
