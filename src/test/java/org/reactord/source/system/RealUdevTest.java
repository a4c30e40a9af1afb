package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** systemd-udevd itself, with a network, a {@code /run}, a {@code /dev} and one rule of its own. */
class RealUdevTest {
    private static final String NULL = "devpath=/devices/virtual/mem/null ";

    private static Surroundings withUdev() {
        return Surroundings.withoutUdev()
                .and("mount -t tmpfs none /dev; mknod -m 666 /dev/null c 1 3; mknod -m 666 /dev/zero c 1 5")
                .and("mknod -m 666 /dev/random c 1 8; mknod -m 666 /dev/urandom c 1 9")
                .and("for d in /usr/lib/udev/rules.d /etc/udev/rules.d; do mount -t tmpfs none $d; done")
                .and("mkdir -p /run/udev/rules.d")
                .and(
                        "echo 'SUBSYSTEM==\"mem\", KERNEL==\"null\", ENV{ID_TEST}=\"by udev\", SYMLINK+=\"nothing\", TAG+=\"t\"'"
                                + " > /run/udev/rules.d/10-test.rules");
    }

    private static void begin(Outpost outpost) throws IOException {
        outpost.sh("/lib/systemd/systemd-udevd --daemon --children-max=2 2>/dev/null");
    }

    private static void end(Outpost outpost) throws IOException {
        outpost.sh("udevadm control --exit");
    }

    @Test
    void whatItSaysIsHeardOnceItRuns() throws IOException {
        try (Outpost outpost = Outpost.start(withUdev().in(Outpost.ROOT), "device", "subsystem=mem")) {
            outpost.sh("echo change > /sys/class/mem/null/uevent");
            outpost.awaitNews(line -> line.contains(NULL) && !line.contains("ID_TEST"));
            begin(outpost);
            try {
                outpost.sh("udevadm trigger --action=add --sysname-match=null --settle");
                outpost.awaitNews(line -> line.startsWith("event device add ")
                        && line.contains(NULL)
                        && line.contains(" DEVNAME=/dev/null ")
                        && line.contains(" DEVLINKS=/dev/nothing ")
                        && line.contains(" ID_TEST=by udev "));
            } finally {
                end(outpost);
            }
        }
    }

    @Test
    void whatItKnowsIsToldAtTheStart() throws IOException {
        List<String> running = withUdev()
                .and("/lib/systemd/systemd-udevd --daemon --children-max=2 2>/dev/null")
                .and("udevadm trigger --action=add --sysname-match=null --settle")
                .in(Outpost.ROOT);
        try (Outpost outpost = Outpost.start(running, "device", "subsystem=mem")) {
            try {
                List<String> all = outpost.lines();
                assertTrue(
                        all.contains("start device add action=add subsystem=mem " + NULL
                                + "MAJOR=1 MINOR=3 DEVNAME=/dev/null DEVMODE=0666 ID_TEST=by udev"
                                + " DEVLINKS=/dev/nothing TAGS=:t:"),
                        all.toString());
                outpost.sh("udevadm trigger --action=add --sysname-match=null --settle");
                outpost.sh("udevadm trigger --action=change --sysname-match=null --settle");
                outpost.awaitNews(line -> line.startsWith("event device change ") && line.contains(NULL));
                assertTrue(
                        outpost.news().stream().noneMatch(line -> line.contains(" add ")),
                        outpost.news().toString());
            } finally {
                end(outpost);
            }
        }
    }
}
