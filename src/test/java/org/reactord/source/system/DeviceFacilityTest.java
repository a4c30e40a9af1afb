package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceFacilityTest {
    private static final String STICK = "/devices/pci0/usb1/1-1";
    private static final String DISK = "/devices/pci0/usb1/1-1/block/sdz";
    private static final String LAST = "/devices/last";

    static List<List<String>> wrappers() {
        return List.of(Outpost.ROOT, Outpost.NOBODY);
    }

    /** Has a last message told, and with it all before it. */
    private static List<String> newsUpToNow(Outpost outpost, String subsystem) throws IOException {
        Injection.kernel(outpost, "change", subsystem, LAST);
        outpost.awaitNews(line -> line.contains(LAST));
        return withoutNumbers(outpost.news());
    }

    private static List<String> withoutNumbers(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.contains(LAST))
                .map(line -> line.replaceAll(" SEQNUM=[0-9]+", ""))
                .toList();
    }

    private static List<String> before(Outpost outpost) {
        List<String> all = outpost.lines();
        return all.subList(0, all.indexOf("armed"));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aStickThatIsPluggedInAndPulledOutIsToldWithAllThatIsSaidOfIt(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(Surroundings.empty().in(wrapper), "device", "subsystem=usb")) {
            Injection.kernel(outpost, "add", "usb", STICK, "DEVNAME=bus/usb/001/004", "PRODUCT=781/5567/100");
            Injection.kernel(outpost, "add", "block", DISK, "DEVNAME=sdz");
            Injection.kernel(outpost, "bind", "usb", STICK, "DEVNAME=bus/usb/001/004", "DRIVER=usb");
            Injection.kernel(outpost, "remove", "usb", STICK, "DEVNAME=bus/usb/001/004");
            assertEquals(
                    List.of(
                            "event device add action=add subsystem=usb devpath=" + STICK
                                    + " DEVNAME=/dev/bus/usb/001/004 PRODUCT=781/5567/100",
                            "event device bind action=bind subsystem=usb devpath=" + STICK
                                    + " DEVNAME=/dev/bus/usb/001/004 DRIVER=usb",
                            "event device remove action=remove subsystem=usb devpath=" + STICK
                                    + " DEVNAME=/dev/bus/usb/001/004"),
                    newsUpToNow(outpost, "usb"));
            assertTrue(
                    outpost.news().get(0).matches(".* SEQNUM=[0-9]+"),
                    outpost.news().get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatIsThereIsToldAtTheStartAndNotAgain(List<String> wrapper) throws IOException {
        List<String> there = Surroundings.empty()
                .and(Surroundings.ofBus("usb", STICK, "PRODUCT=1/2/3"))
                .and(Surroundings.ofClass("block", DISK, "MAJOR=8", "MINOR=400", "DEVNAME=sdz"))
                .and("mkdir /sys/class/block/none; touch /sys/class/block/file")
                .in(wrapper);
        try (Outpost outpost = Outpost.start(there, "device", "subsystem=block")) {
            String told =
                    "device add action=add subsystem=block devpath=" + DISK + " MAJOR=8 MINOR=400 DEVNAME=/dev/sdz";
            assertEquals("start " + told, before(outpost).get(0));
            assertTrue(
                    before(outpost).stream().noneMatch(line -> line.contains("usb1/1-1 ")),
                    before(outpost).toString());
            Injection.kernel(outpost, "add", "block", DISK, "MAJOR=8", "MINOR=400", "DEVNAME=sdz");
            assertEquals(List.of(), newsUpToNow(outpost, "block"));
            Injection.kernel(outpost, "add", "block", DISK, "MAJOR=8", "MINOR=400", "DEVNAME=sdz", "ID_MODEL=New");
            assertEquals(List.of("event " + told + " ID_MODEL=New"), newsUpToNow(outpost, "block"));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aPatternOrNoSubsystemMeansAll(List<String> wrapper) throws IOException {
        List<String> there = Surroundings.empty()
                .and(Surroundings.ofBus("usb", STICK))
                .and(Surroundings.ofClass("block", DISK))
                .in(wrapper);
        for (String[] arguments :
                new String[][] {{"device"}, {"device", "subsystem=b*"}, {"device", "subsystem={a,b}"}}) {
            try (Outpost outpost = Outpost.start(there, arguments)) {
                assertEquals(
                        2,
                        before(outpost).stream()
                                .filter(line -> line.startsWith("start device add"))
                                .count());
                Injection.kernel(outpost, "remove", "usb", STICK);
                assertEquals(
                        List.of("event device remove action=remove subsystem=usb devpath=" + STICK),
                        newsUpToNow(outpost, "mem"));
            }
        }
    }

    @Test
    void whatAnotherUserSendsIsNotBelieved() throws IOException {
        try (Outpost outpost = Outpost.start(Surroundings.empty().in(Outpost.NOBODY), "device")) {
            // The root of the host may send there, and is nobody that this user namespace knows.
            String forged = Injection.script(1, "add", "usb", STICK);
            Process stranger = new ProcessBuilder(
                            "nsenter", "-t", Long.toString(outpost.pid()), "-n", "/bin/sh", "-ec", forged)
                    .redirectErrorStream(true)
                    .start();
            assertEquals("", new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, stranger.onExit().join().exitValue());
            assertEquals(List.of(), newsUpToNow(outpost, "usb"));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatWasLostIsFoundByComparing(List<String> wrapper) throws IOException {
        List<String> there = Surroundings.empty()
                .and(Surroundings.ofBus("usb", STICK, "PRODUCT=1/2/3"))
                .and(Surroundings.ofClass("block", DISK, "DEVNAME=sdz"))
                .in(wrapper);
        try (Outpost outpost = Outpost.start(there, "device")) {
            outpost.sh("kill -STOP " + outpost.pid());
            Injection.kernel(outpost, 6000, "change", "mem", "/devices/flood/%d");
            outpost.sh(Surroundings.gone("class/block", DISK));
            outpost.sh(Surroundings.ofBus("usb", STICK, "PRODUCT=3/2/1"));
            outpost.sh(Surroundings.ofBus("pci", "/devices/pci0", "DRIVER=new"));
            outpost.sh("kill -CONT " + outpost.pid());
            outpost.awaitNews(line -> line.contains("overflow device change"));
            List<String> told = withoutNumbers(outpost.news()).stream()
                    .filter(line -> !line.contains("/devices/flood/"))
                    .toList();
            assertEquals(
                    List.of(
                            "device events were lost (the kernel's queue was full); comparing",
                            "overflow device remove action=remove subsystem=block devpath=" + DISK
                                    + " DEVNAME=/dev/sdz",
                            "overflow device add action=add subsystem=pci devpath=/devices/pci0 DRIVER=new",
                            "overflow device change action=change subsystem=usb devpath=" + STICK + " PRODUCT=3/2/1"),
                    told);
            Injection.kernel(outpost, "remove", "block", DISK);
            Injection.kernel(outpost, "add", "pci", "/devices/pci0", "DRIVER=new");
            newsUpToNow(outpost, "mem");
            assertEquals(
                    1,
                    outpost.news().stream().filter(line -> line.contains(DISK)).count());
            assertEquals(
                    1,
                    outpost.news().stream()
                            .filter(line -> line.contains("devpath=/devices/pci0 "))
                            .count());
        }
    }

    @Test
    void whatTheKernelItselfSaysIsHeard() throws IOException {
        try (Outpost outpost = Outpost.start(
                Surroundings.withoutUdev().in(Outpost.ROOT), "device", "subsystem=mem", "subsystem=block")) {
            assertTrue(
                    before(outpost)
                            .contains("start device add action=add subsystem=mem devpath=/devices/virtual/mem/null"
                                    + " MAJOR=1 MINOR=3 DEVNAME=/dev/null DEVMODE=0666"),
                    before(outpost).toString());
            assertEquals("device heard", before(outpost).get(before(outpost).size() - 2));
            outpost.sh("echo change > /sys/class/mem/null/uevent");
            outpost.awaitNews(line -> line.startsWith("event device change action=change subsystem=mem"
                    + " devpath=/devices/virtual/mem/null SYNTH_UUID=0 MAJOR=1 MINOR=3 DEVNAME=/dev/null"));
        }
    }

    @Test
    void anOrdinaryUserHearsTheKernelToo() throws IOException {
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        List<String> wrapper = Surroundings.withoutUdev().in(Outpost.ROOT);
        List<String> all = new ArrayList<>(wrapper);
        all.addAll(nobody);
        try (Outpost outpost = Outpost.start(all, "device", "subsystem=mem")) {
            outpost.sh("echo change > /sys/class/mem/zero/uevent");
            outpost.awaitNews(line -> line.contains("devpath=/devices/virtual/mem/zero"));
        }
    }

    @Test
    void aUsersOwnNetworkIsSaidToHearOfNoHardware() throws IOException {
        try (Outpost outpost = Outpost.start(Surroundings.empty().in(Outpost.NOBODY), "device")) {
            assertTrue(
                    before(outpost).get(0).startsWith("device degraded: in a user's own network"),
                    before(outpost).get(0));
        }
    }

    @Test
    void whereRootIsUnknownNothingCouldBeBelieved() throws IOException {
        List<String> wrapper = new ArrayList<>(Outpost.NOBODY_HERE);
        wrapper.addAll(List.of("unshare", "-Ur"));
        for (String kind : List.of("device", "power")) {
            try (Outpost outpost = Outpost.start(wrapper, kind)) {
                assertTrue(
                        outpost.lines().get(0).startsWith(kind + " unavailable: the messages about it come from root"),
                        outpost.lines().get(0));
            }
        }
    }

    @Test
    void withoutSysfsItIsSaidThatTheStartIsNotKnown() throws IOException {
        List<String> bare = Surroundings.empty()
                .and("umount /sys; mount -t tmpfs none /sys")
                .in(Outpost.ROOT);
        try (Outpost outpost = Outpost.start(bare, "device")) {
            assertEquals(
                    "device degraded: what is there already is not known without sysfs; mount it at /sys",
                    before(outpost).get(0));
        }
    }
}
