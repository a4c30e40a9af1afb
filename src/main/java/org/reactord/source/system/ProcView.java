package org.reactord.source.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactord.event.ByteText;
import org.reactord.natives.Directory;
import org.reactord.natives.Fd;
import org.reactord.natives.Processes;
import org.reactord.natives.Stat;

/**
 * By /proc: proc_pid_stat(5), proc_pid_exe(5), proc_pid_cmdline(5); and pidfd_open(2). The file of a program is told to its
 * own user and to root only. Confined to one thread.
 */
final class ProcView implements ProcessView {
    private static final byte[] PROC = "/proc".getBytes(StandardCharsets.US_ASCII);
    private static final String DELETED = " (deleted)";

    /** Users come and go; somebody who has more has other worries. */
    private static final int MOST_USERS = 1000;

    /** A script stands after its interpreter, and one option of that. */
    private static final int MOST_ARGUMENTS = 3;

    private final SmallFiles files = new SmallFiles(4096);
    private final Stat owner = new Stat();
    private final Map<Integer, String> users = new HashMap<>();

    @Override
    public @Nullable ProcessStat stat(int pid) {
        byte[] content = read(pid, "/stat");
        return content.length == 0 ? null : ProcessStat.parse(pid, content);
    }

    @Override
    public List<ProcessStat> all() {
        List<ProcessStat> all = new ArrayList<>();
        try (Directory directory = new Directory()) {
            int answer = directory.open(PROC);
            while (answer >= 0 && directory.next() > 0) {
                byte[] name = directory.name();
                ProcessStat stat = name[0] >= '1' && name[0] <= '9'
                        ? stat(Integer.parseInt(new String(name, StandardCharsets.US_ASCII)))
                        : null;
                if (stat != null) {
                    all.add(stat);
                }
            }
        }
        return all;
    }

    @Override
    public Program program(ProcessStat stat) {
        String exe = exe(stat.pid());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(Program.NAME, text(stat.isCut() ? wholeName(stat, exe) : stat.command()));
        if (!exe.isEmpty()) {
            fields.put(Program.EXE, text(exe));
        }
        fields.put(Program.PID, Integer.toString(stat.pid()));
        if (owner.stat(path(stat.pid(), "")) == 0) {
            fields.put(Program.USER, user(stat.pid(), owner.uid()));
            fields.put(Program.UID, Integer.toUnsignedString(owner.uid()));
        }
        return new Program(stat.pid(), stat.started(), fields);
    }

    /** Empty if it is not ours to know. The kernel marks a file that is gone. */
    private String exe(int pid) {
        int answer = files.readLink(path(pid, "/exe"));
        String exe = answer < 0 ? "" : new String(files.content(), StandardCharsets.ISO_8859_1);
        return exe.endsWith(DELETED) ? exe.substring(0, exe.length() - DELETED.length()) : exe;
    }

    /** What the kernel has cut is the beginning of the last component of the file, or of an argument. */
    private String wholeName(ProcessStat stat, String exe) {
        List<String> paths = new ArrayList<>();
        paths.add(exe);
        String[] arguments = new String(read(stat.pid(), "/cmdline"), StandardCharsets.ISO_8859_1).split("\0", -1);
        paths.addAll(List.of(arguments).subList(0, Math.min(MOST_ARGUMENTS, arguments.length)));
        return paths.stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(name -> name.startsWith(stat.command()))
                .findFirst()
                .orElse(stat.command());
    }

    private String user(int pid, int uid) {
        String known = users.get(uid);
        if (known != null) {
            return known;
        }
        try {
            Path process = Path.of("/proc", Integer.toString(pid));
            Map<String, Object> both = Files.readAttributes(process, "unix:uid,owner");
            if (both.get("owner") instanceof UserPrincipal named
                    && Integer.valueOf(uid).equals(both.get("uid"))) {
                if (users.size() >= MOST_USERS) {
                    users.clear();
                }
                users.put(uid, named.getName());
                return named.getName();
            }
        } catch (IOException gone) {
            return Integer.toUnsignedString(uid);
        }
        return Integer.toUnsignedString(uid);
    }

    private byte[] read(int pid, String file) {
        files.read(path(pid, file));
        return files.content();
    }

    private static byte[] path(int pid, String file) {
        return ("/proc/" + pid + file).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(String raw) {
        return ByteText.of(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public int follow(int pid) {
        return Processes.pidfdOpen(pid);
    }

    @Override
    public void forget(int pidfd) {
        Fd.close(pidfd);
    }
}
