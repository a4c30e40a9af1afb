package org.reactord.source.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.reactord.event.ByteText;
import org.reactord.natives.Directory;
import org.reactord.natives.Errno;
import org.reactord.natives.Stat;

/**
 * The devices that there are: sysfs(5). {@code class/S} and {@code bus/S/devices} have a symbolic link for each device of the
 * subsystem {@code S}, and its file {@code uevent} says what a message about it would say.
 */
final class Sysfs {

    /** An attribute is a page at the most; what udev keeps of a device may be more. */
    private static final int LARGEST = 64 * 1024;

    private static final String UP = "../";

    private final String root;
    private final SmallFiles files = new SmallFiles(LARGEST);

    /**
     * The devices below a directory.
     *
     * @param root {@code /sys}
     */
    Sysfs(String root) {
        this.root = root;
    }

    /** Every device of these subsystems, with the action {@code add}, as the kernel would tell of it. */
    List<Uevent> devices(WantedSubsystems wanted) {
        Map<String, Uevent> found = new LinkedHashMap<>();
        wanted.names().orElseGet(this::subsystems).stream()
                .sorted()
                .filter(name -> !name.isEmpty() && !name.contains("/") && !name.startsWith("."))
                .forEach(subsystem -> addTo(found, subsystem));
        return List.copyOf(found.values());
    }

    private Set<String> subsystems() {
        Set<String> all = new TreeSet<>(names(root + "/class"));
        all.addAll(names(root + "/bus"));
        return all;
    }

    private void addTo(Map<String, Uevent> found, String subsystem) {
        addTo(found, subsystem, root + "/bus/" + subsystem + "/devices");
        addTo(found, subsystem, root + "/class/" + subsystem);
        if (subsystem.equals("block")) {
            addTo(found, subsystem, root + "/block"); // all there is where CONFIG_SYSFS_DEPRECATED is set
        }
    }

    private void addTo(Map<String, Uevent> found, String subsystem, String directory) {
        for (String name : names(directory)) {
            device(subsystem, directory + "/" + name).ifPresent(device -> found.putIfAbsent(device.devpath(), device));
        }
    }

    /** Empty if it is no device, or no longer. */
    private Optional<Uevent> device(String subsystem, String link) {
        if (files.readLink(ByteText.bytes(link)) < 0) {
            return Optional.empty();
        }
        String devpath = ByteText.of(files.content());
        while (devpath.startsWith(UP)) {
            devpath = devpath.substring(UP.length());
        }
        List<String> lines = new ArrayList<>();
        int answer = read(link + "/uevent", lines);
        if (answer == -Errno.ENOENT || answer == -Errno.ENODEV) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : lines) {
            int sign = line.indexOf('=');
            if (sign > 0) {
                properties.put(line.substring(0, sign), line.substring(sign + 1));
            }
        }
        return Optional.of(Uevent.found("add", subsystem, "/" + devpath, properties));
    }

    /** Whether there still is a device there. */
    boolean exists(String devpath) {
        return new Stat().lstat(ByteText.bytes(root + devpath)) == 0;
    }

    private static List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (Directory entries = new Directory()) {
            if (entries.open(ByteText.bytes(directory)) == 0) {
                while (entries.next() > 0) {
                    names.add(ByteText.of(entries.name()));
                }
            }
        }
        names.sort(null);
        return names;
    }

    /** Adds the lines of a small file, its bytes as {@link ByteText} says: 0 or {@code -errno}. */
    int read(String file, List<String> lines) {
        int answer = files.read(ByteText.bytes(file));
        if (answer == 0) {
            lines.addAll(ByteText.of(files.content()).lines().toList());
        }
        return answer;
    }
}
