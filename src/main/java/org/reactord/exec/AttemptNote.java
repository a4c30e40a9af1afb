package org.reactord.exec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;
import org.reactord.event.FileStamp;
import org.reactord.files.OneLine;
import org.reactord.job.Attempt;
import org.reactord.job.FileChange;
import org.reactord.job.JobId;

/**
 * What is written down of an attempt while it lasts, so that the next daemon knows of it if this one dies: lines of
 * {@code name: value}.
 *
 * @param item of a spool, which file in which state the job is about
 * @param deaths how many daemons in a row had died over this job before
 * @param boot the kernel's name for the time since it was booted: processes do not outlive it
 * @param leader the child, once there is one
 * @param cgroup where its processes are to be, if they get a control group of their own
 */
record AttemptNote(
        String rule,
        JobId job,
        BytePath root,
        BytePath path,
        Optional<FileStamp> item,
        int attempt,
        int deaths,
        Instant started,
        String boot,
        Optional<Leader> leader,
        Optional<BytePath> cgroup) {
    /** A process, told from a later one with the same number by when it began, in whatever unit the system counts. */
    record Leader(long pid, String began) {
        /** Of a process that has ended meanwhile the number alone. */
        static Leader of(long pid) {
            String began = ProcessTable.of((int) pid)
                    .map(ProcessTable.Entry::started)
                    .or(() -> ProcessHandle.of(pid)
                            .flatMap(process -> process.info().startInstant())
                            .map(Instant::toString))
                    .orElse("ended");
            return new Leader(pid, began);
        }

        /**
         * Of a child of ours that nobody has waited for: it is there, though it may have ended. {@link #of} would look far
         * and wide for one that has, which takes longer than a short command.
         */
        static Leader ofChild(int pid) {
            return new Leader(pid, ProcessTable.began(pid).orElse("ended"));
        }
    }

    static AttemptNote of(Attempt attempt, int deaths, Instant now, String boot, Optional<BytePath> cgroup) {
        FileChange first = attempt.changes().get(0);
        return new AttemptNote(
                attempt.rule().name(),
                attempt.job(),
                first.root(),
                first.path(),
                attempt.rule().isSpool() ? first.stamp() : Optional.empty(),
                attempt.number(),
                deaths,
                now,
                boot,
                Optional.empty(),
                cgroup);
    }

    /** All but what is known only once the child is there. */
    byte[] beginning() {
        StringBuilder text = new StringBuilder(512);
        line(text, "rule", OneLine.ofText(rule));
        line(text, "job", job.text());
        line(text, "path", OneLine.of(path));
        line(text, "root", OneLine.of(root));
        item.ifPresent(stamp ->
                line(text, "item", stamp.device() + " " + stamp.inode() + " " + stamp.size() + " " + stamp.modified()));
        line(text, "attempt", Integer.toString(attempt));
        line(text, "deaths", Integer.toString(deaths));
        line(text, "started", started.toString());
        line(text, "boot", boot);
        cgroup.ifPresent(path -> line(text, "cgroup", OneLine.of(path)));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What follows {@link #beginning} once the child is there. */
    static byte[] rest(Leader leader) {
        StringBuilder text = new StringBuilder(32);
        line(text, "pid", leader.pid() + " " + leader.began());
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    /** What the file says; empty if it was cut short before there was anything in it that helps. */
    static Optional<AttemptNote> parse(byte[] content) {
        Map<String, String> lines = new HashMap<>();
        for (String line : new String(content, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        if (!lines.keySet()
                .containsAll(List.of("rule", "job", "path", "root", "attempt", "deaths", "started", "boot"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(lines));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static AttemptNote of(Map<String, String> lines) {
        return new AttemptNote(
                OneLine.text(text(lines, "rule")),
                new JobId(text(lines, "job")),
                OneLine.path(text(lines, "root")),
                OneLine.path(text(lines, "path")),
                Optional.ofNullable(lines.get("item")).map(AttemptNote::stamp),
                Integer.parseInt(text(lines, "attempt")),
                Integer.parseInt(text(lines, "deaths")),
                Instant.parse(text(lines, "started")),
                text(lines, "boot"),
                Optional.ofNullable(lines.get("pid")).map(AttemptNote::leader),
                Optional.ofNullable(lines.get("cgroup")).map(OneLine::path));
    }

    private static String text(Map<String, String> lines, String name) {
        return lines.getOrDefault(name, "");
    }

    private static FileStamp stamp(String text) {
        long[] parts = new long[4];
        String[] words = text.split(" ", -1);
        if (words.length != parts.length) {
            throw new IllegalArgumentException("no stamp: " + text);
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Long.parseLong(words[i]);
        }
        return new FileStamp(parts[0], parts[1], parts[2], parts[3], 0);
    }

    private static Leader leader(String text) {
        String[] words = text.split(" ", 2);
        return new Leader(Long.parseLong(words[0]), words.length == 2 ? words[1] : "");
    }

    /** The same for who asks after a daemon has died over it. */
    Leftover leftover(List<Long> processes) {
        return new Leftover(rule, job, root, path, attempt, deaths + 1, started, processes);
    }
}
