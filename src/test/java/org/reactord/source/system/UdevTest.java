package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is listened to, and when another is. */
class UdevTest {
    private static final String DISK = "/devices/pci0/block/sdz";
    private static final String NEW = "/devices/pci0/block/sdy";
    private static final String PLAIN = "/devices/pci0/thing";
    private static final String LAST = "/devices/last";
    private static final String STICK = "device add action=add subsystem=block devpath=" + DISK
            + " MAJOR=8 MINOR=400 DEVNAME=/dev/sdz ID_MODEL=Stick ID_NAME=a=b";

    static List<List<String>> wrappers() {
        return List.of(Outpost.ROOT, Outpost.NOBODY);
    }

    /** A disk that udev has finished with, one that it has not, and something that it keeps nothing of. */
    private static Surroundings devices() {
        return Surroundings.empty()
                .and(Surroundings.ofClass("block", DISK, "MAJOR=8", "MINOR=400", "DEVNAME=sdz"))
                .and(Surroundings.ofClass("block", NEW, "MAJOR=8", "MINOR=384", "DEVNAME=sdy"))
                .and(Surroundings.ofBus("thing", PLAIN, "MODALIAS=x"))
                .and("mkdir -p /run/udev/data; printf 'S:disk/by-id/one\\nS:disk/by-id/two\\nI:12\\nE:ID_MODEL=Stick\\n"
                        + "E:ID_NAME=a=b\\nG:systemd\\nG:seat\\nQ:seat\\nV:1\\n' > /run/udev/data/b8:400");
    }

    private static List<String> starts(Outpost outpost) {
        return outpost.lines().stream()
                .filter(line -> line.startsWith("start "))
                .toList();
    }

    private static List<String> withoutNumbers(Outpost outpost) {
        return outpost.news().stream()
                .filter(line -> !line.contains(LAST))
                .map(line -> line.replaceAll(" SEQNUM=[0-9]+", ""))
                .toList();
    }

    private static void awaitKernel(Outpost outpost, int message) throws IOException {
        Injection.kernel(outpost, "change", "mem", LAST + "k" + message);
        outpost.awaitNews(line -> line.contains(LAST + "k" + message));
    }

    private static void awaitUdev(Outpost outpost, int message) throws IOException {
        Injection.udev(outpost, "change", "mem", LAST + "u" + message);
        outpost.awaitNews(line -> line.contains(LAST + "u" + message));
    }

    /** The witness has noticed that udev came or went once its socket is another. */
    private static void awaitGroup(Outpost outpost, UeventGroup group) throws IOException {
        String mask = String.format(" 15 +[0-9]+ +%08x ", group.bit());
        outpost.sh("for i in $(seq 500); do grep -qE '" + mask + "' /proc/" + outpost.pid()
                + "/net/netlink && exit 0; sleep 0.01; done; exit 1");
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whereItRunsItIsListenedToAndTheKernelIsNot(List<String> wrapper) throws IOException {
        List<String> there = devices().and("touch /run/udev/control").in(wrapper);
        try (Outpost outpost = Outpost.start(there, "device")) {
            assertEquals(
                    List.of(
                            "start " + STICK + " DEVLINKS=/dev/disk/by-id/one /dev/disk/by-id/two TAGS=:systemd:seat:",
                            "start device add action=add subsystem=thing devpath=" + PLAIN + " MODALIAS=x"),
                    starts(outpost));
            Injection.kernel(outpost, "add", "block", NEW, "DEVNAME=sdy");
            Injection.udev(outpost, "add", "block", NEW, "DEVNAME=/dev/sdy", "ID_MODEL=Other");
            Injection.udev(outpost, "remove", "block", NEW, "DEVNAME=/dev/sdy", "ID_MODEL=Other");
            awaitUdev(outpost, 1);
            assertEquals(
                    List.of(
                            "event device add action=add subsystem=block devpath=" + NEW
                                    + " DEVNAME=/dev/sdy ID_MODEL=Other",
                            "event device remove action=remove subsystem=block devpath=" + NEW
                                    + " DEVNAME=/dev/sdy ID_MODEL=Other"),
                    withoutNumbers(outpost));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whenItComesLaterItIsListenedToFromThenOn(List<String> wrapper) throws IOException {
        List<String> there = devices().and("mv /run/udev /run/kept").in(wrapper);
        try (Outpost outpost = Outpost.start(there, "device")) {
            assertEquals(3, starts(outpost).size());
            awaitKernel(outpost, 1);
            outpost.sh("mkdir /run/udev");
            awaitKernel(outpost, 2);
            outpost.sh("touch /run/udev/control");
            awaitGroup(outpost, UeventGroup.UDEV);
            Injection.kernel(outpost, "add", "block", "/devices/unheard");
            Injection.udev(outpost, "add", "block", DISK, "MAJOR=8", "MINOR=400", "DEVNAME=/dev/sdz");
            Injection.udev(
                    outpost,
                    "add",
                    "block",
                    DISK,
                    "MAJOR=8",
                    "MINOR=400",
                    "DEVNAME=/dev/sdz",
                    "ID_MODEL=Stick",
                    "ID_NAME=a=b");
            awaitUdev(outpost, 1);
            assertEquals(List.of("event " + STICK), withoutNumbers(outpost));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whenItEndsTheKernelIsListenedToAndWhatWasMissedIsFound(List<String> wrapper) throws IOException {
        List<String> there = devices().and("touch /run/udev/control").in(wrapper);
        try (Outpost outpost = Outpost.start(there, "device")) {
            outpost.sh(Surroundings.gone("bus/thing/devices", PLAIN));
            awaitUdev(outpost, 1);
            outpost.sh("rm /run/udev/control");
            outpost.awaitNews(line -> line.contains("devpath=" + NEW));
            awaitKernel(outpost, 1);
            assertEquals(
                    List.of(
                            "device events were lost (udev has ended; the kernel is listened to instead); comparing",
                            "overflow device remove action=remove subsystem=thing devpath=" + PLAIN + " MODALIAS=x",
                            "overflow device add action=add subsystem=block devpath=" + NEW
                                    + " MAJOR=8 MINOR=384 DEVNAME=/dev/sdy"),
                    withoutNumbers(outpost));
            outpost.sh("touch /run/udev/control");
            awaitGroup(outpost, UeventGroup.UDEV);
            awaitUdev(outpost, 2);
            outpost.sh("rm -r /run/udev");
            awaitGroup(outpost, UeventGroup.KERNEL);
            awaitKernel(outpost, 2);
        }
    }
}
