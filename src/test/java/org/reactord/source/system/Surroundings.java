package org.reactord.source.system;

import java.util.ArrayList;
import java.util.List;

/** What is to be seen below {@code /sys} and {@code /run} where an {@link Outpost} stands: what a test has put there. */
final class Surroundings {
    private final StringBuilder script = new StringBuilder();

    private Surroundings() {}

    /** Nothing at all. */
    static Surroundings empty() {
        return new Surroundings()
                .and("mount -t tmpfs none /sys; mkdir -p /sys/devices /sys/class /sys/bus; mount -t tmpfs none /run");
    }

    /** The devices of this machine, and no udev. */
    static Surroundings withoutUdev() {
        return new Surroundings().and("mount -t tmpfs none /run");
    }

    Surroundings and(String command) {
        script.append(command).append('\n');
        return this;
    }

    /** The wrapper, with these surroundings made before anything else. */
    List<String> in(List<String> wrapper) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of("/bin/sh", "-ec", script + "exec \"$@\"", "sh"));
        return command;
    }

    /** A shell's words for a device of a class. */
    static String ofClass(String subsystem, String devpath, String... properties) {
        return device("/sys/class/" + subsystem, "../..", devpath, properties);
    }

    /** A shell's words for a device of a bus. */
    static String ofBus(String subsystem, String devpath, String... properties) {
        return device("/sys/bus/" + subsystem + "/devices", "../../..", devpath, properties);
    }

    private static String device(String directory, String up, String devpath, String... properties) {
        return "mkdir -p /sys" + devpath + " " + directory + "; printf '%s\\n' '" + String.join("' '", properties)
                + "' > /sys" + devpath + "/uevent; ln -sfn " + up + devpath + " " + directory + "/";
    }

    /** A shell's words for its being gone. */
    static String gone(String directory, String devpath) {
        return "rm -r /sys" + devpath + " /sys/" + directory + devpath.substring(devpath.lastIndexOf('/'));
    }
}
