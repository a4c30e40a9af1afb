package org.reactord.source.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reactord.event.ByteText;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.Fanotify;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;
import org.reactord.source.SystemRequest;

/**
 * That programs start, where the kernel tells nobody of processes: files that are opened to be executed, out of the directories
 * that rules name, fanotify(7). It is told before the program begins, and neither who it is nor its end. Nobody wakes for
 * programs elsewhere.
 */
final class ExecutedFiles {
    /** A user may have 128 groups, and each is a descriptor. */
    private static final int MOST_DIRECTORIES = 16;

    private static final String GLOB = "*?[{\\";

    private final Descriptors descriptors;
    private final Reports reports;
    private final Fanotify events = new Fanotify();
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private WantedPrograms wanted = WantedPrograms.of(new SystemRequest(SystemKind.PROCESS, Set.of()));

    ExecutedFiles(Descriptors descriptors, Reports reports) {
        this.descriptors = descriptors;
        this.reports = reports;
    }

    /** Watches the directories of the programs that rules name by path; true if there are any. */
    boolean want(SystemRequest request) {
        wanted = WantedPrograms.of(request);
        troubles.clear();
        Set<String> directories = directories(request);
        for (String directory : List.copyOf(groups.keySet())) {
            if (!directories.contains(directory)) {
                forget(directory);
            }
        }
        directories.forEach(this::watch);
        return !groups.isEmpty();
    }

    /** Those of patterns that are a path up to its last component. */
    private static Set<String> directories(SystemRequest request) {
        Set<String> directories = new LinkedHashSet<>();
        for (Map<String, Set<String>> rule : request.fields()) {
            for (String pattern : rule.getOrDefault(Program.EXE, Set.of())) {
                String directory = pattern.substring(0, Math.max(0, pattern.lastIndexOf('/')));
                if (!directory.isEmpty() && directory.chars().noneMatch(c -> GLOB.indexOf(c) >= 0)) {
                    directories.add(directory);
                }
            }
        }
        return directories;
    }

    private void watch(String directory) {
        if (groups.containsKey(directory)) {
            return;
        }
        int fd = groups.size() < MOST_DIRECTORIES
                ? Fanotify.openExecutions(directory.getBytes(StandardCharsets.UTF_8))
                : -Errno.EMFILE;
        if (fd < 0) {
            troubles.add(directory + ": " + Errno.message(fd));
            return;
        }
        groups.put(directory, fd);
        descriptors.add(fd, Poll.POLLIN, revents -> read(directory, fd));
    }

    private void read(String directory, int fd) {
        while (events.read(fd) > 0) {
            while (events.next()) {
                if (events.isOverflow()) {
                    reports.lost(SystemKind.PROCESS, "more programs were started than could be told");
                } else {
                    tell(directory, ByteText.of(events.name()));
                }
            }
        }
    }

    private void tell(String directory, String name) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(Program.NAME, name);
        fields.put(Program.EXE, directory + "/" + name);
        if (!name.isEmpty() && wanted.wants(new Program(0, 0, fields))) {
            fields.put(Program.STATE, Program.STARTED);
            Optional<Condition> over = Optional.empty();
            reports.happened(new SystemEvent(SystemKind.PROCESS, Program.STARTED, fields, over, Cause.EVENT));
        }
    }

    /** What could not be watched, as a clause; empty if nothing. */
    String trouble() {
        return troubles.isEmpty() ? "" : "; not watched: " + String.join(", ", troubles);
    }

    private void forget(String directory) {
        Integer fd = groups.remove(directory);
        if (fd != null) {
            descriptors.remove(fd);
            Fd.close(fd);
        }
    }

    void close() {
        List.copyOf(groups.keySet()).forEach(this::forget);
    }
}
