package org.reactord.source.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.natives.Errno;

/**
 * What udev found out about devices and keeps in {@code /run/udev/data}, a file each (systemd's sd-device, {@code
 * device_read_db} and {@code device_get_device_id}): {@code E:} a property, {@code S:} a symbolic link below {@code /dev},
 * {@code G:} a tag.
 */
final class UdevDatabase {
    private final String directory;
    private final Sysfs files;

    UdevDatabase(String directory, Sysfs files) {
        this.directory = directory;
        this.files = files;
    }

    /** The device as udev would tell of it; empty if udev has not finished with it, and will tell of it when it has. */
    Optional<Uevent> complete(Uevent device) {
        List<String> lines = new ArrayList<>();
        String name = name(device);
        int answer = files.read(directory + "/" + name, lines);
        if (answer == -Errno.ENOENT) {
            // Of a device without a node udev keeps nothing if it has found nothing.
            return name.startsWith("+") ? Optional.of(device) : Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>(device.properties());
        StringBuilder links = new StringBuilder();
        StringBuilder tags = new StringBuilder(":");
        for (String line : lines) {
            String rest = line.length() > 2 ? line.substring(2) : "";
            int sign = rest.indexOf('=');
            if (line.startsWith("E:") && sign > 0) {
                properties.put(rest.substring(0, sign), rest.substring(sign + 1));
            } else if (line.startsWith("S:")) {
                links.append(links.isEmpty() ? "" : " ").append("/dev/").append(rest);
            } else if (line.startsWith("G:")) {
                tags.append(rest).append(':');
            }
        }
        if (!links.isEmpty()) {
            properties.put("DEVLINKS", links.toString());
        }
        if (tags.length() > 1) {
            properties.put("TAGS", tags.toString());
        }
        return Optional.of(Uevent.found(device.action(), device.subsystem(), device.devpath(), properties));
    }

    /** {@code b8:0}, {@code c1:3}, {@code n2}, {@code +usb:1-1}. */
    private static String name(Uevent device) {
        String major = device.property("MAJOR");
        if (!major.isEmpty() && !major.equals("0")) {
            return (device.subsystem().equals("block") ? "b" : "c") + major + ":" + device.property("MINOR");
        }
        String index = device.property("IFINDEX");
        if (!index.isEmpty()) {
            return "n" + index;
        }
        String devpath = device.devpath();
        return "+" + device.subsystem() + ":" + devpath.substring(devpath.lastIndexOf('/') + 1);
    }
}
