package org.reactord.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reactord.doctor.DoctorFixture.DAEMON;
import static org.reactord.doctor.DoctorFixture.found;
import static org.reactord.doctor.DoctorFixture.trouble;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the machine: limits, buses, sessions, the clock. */
class SystemTest {
    private static final long SOMEBODY = 1234;

    @TempDir
    private Path directory;

    private DoctorFixture fixture;

    @BeforeEach
    void installs() {
        fixture = new DoctorFixture(directory);
    }

    private static void assertTold(Optional<String> trouble, String... parts) {
        assertTrue(trouble.isPresent(), "nothing is said");
        for (String part : parts) {
            assertTrue(trouble.get().contains(part), () -> part + " is not in " + trouble.get());
        }
    }

    @Test
    void theSystemsFilesAreReadAsTheyAreWritten() {
        fixture.file("proc/7/stat", "7 (a) (b c)) T 1 7 7 0");
        fixture.file("proc/7/environ", "A=1\0B==2\0=C\0nothing\0D=\u00e9\0");
        fixture.limits("unlimited", "1024");
        Machine machine = new Machine(fixture.root);
        assertEquals(Optional.of("T"), machine.state(7));
        assertEquals(Optional.empty(), machine.state(8));
        assertEquals(Map.of("A", "1", "B", "=2", "D", "\u00e9"), machine.environment("7"));
        assertEquals(OptionalLong.of(Machine.UNLIMITED), machine.limit("1", "Max processes"));
        assertEquals(OptionalLong.of(1024), machine.limit("1", "Max open files"));
        assertEquals(OptionalLong.empty(), machine.limit("1", "Max nonsense"));
        assertEquals(OptionalLong.empty(), machine.limit("2", "Max processes"));
    }

    /** A file that says its size is 0 and must be read at once. */
    @Test
    void theKernelsLimitsAreReadWhole() throws IOException {
        String name = "proc/sys/fs/inotify/max_user_watches";
        try (var in = Files.newInputStream(Path.of("/", name))) {
            long whole = Long.parseLong(new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip());
            assertEquals(OptionalLong.of(whole), Machine.ofProcess().number(name));
        }
    }

    private void watching(String pid, int fd, int watches) {
        fixture.link("proc/" + pid + "/fd/" + fd, "anon_inode:inotify");
        fixture.file(
                "proc/" + pid + "/fdinfo/" + fd,
                "pos:\t0\nflags:\t02004000\n" + "inotify wd:1 ino:2 sdev:3 mask:4\n".repeat(watches));
    }

    @Test
    void watchesOfAllProcessesCountAgainstTheLimit() {
        fixture.sysctl("fs/inotify/max_user_watches", 100);
        watching("11", 5, 40);
        watching("12", 6, 20);
        fixture.link("proc/12/fd/7", "/dev/null");
        assertEquals(new InotifyUse(2, 60), InotifyUse.of(new Machine(fixture.root), fixture.uid));
        assertEquals(new InotifyUse(0, 0), InotifyUse.of(new Machine(fixture.root), SOMEBODY));
        assertEquals(Optional.empty(), trouble(new InotifyCheck(fixture.patient())));
        watching("13", 6, 20);
        assertTold(
                trouble(new InotifyCheck(fixture.patient())),
                "warn watches: 80 of 100",
                "fs.inotify.max_user_watches=524288");
        watching("13", 7, 20);
        assertTold(trouble(new InotifyCheck(fixture.patient())), "fail watches: 100 of 100", "sysctl --system");
    }

    @Test
    void theSmallerLimitOfAUserNamespaceIsTheOneToRaise() {
        fixture.sysctl("user/max_inotify_instances", 2);
        watching("11", 5, 1);
        watching("11", 6, 1);
        assertTold(
                trouble(new InotifyCheck(fixture.patient())),
                "fail instances: 2 of 2",
                "user.max_inotify_instances=512");
    }

    @Test
    void aShortQueueIsToldAndTheDaemonsOwnWatchesAreNamed() {
        fixture.sysctl("fs/inotify/max_queued_events", 1000);
        assertTold(trouble(new InotifyCheck(fixture.patient())), "1000 events", "fs.inotify.max_queued_events=16384");
        fixture.answering();
        assertTrue(found(new InotifyCheck(fixture.patient())).get(0).detail().endsWith(", 2 of them by the daemon"));
    }

    @Test
    void fewOpenFilesAreTold() {
        assertEquals(Optional.empty(), trouble(new LimitsCheck(fixture.patient())));
        fixture.limits("96364", "100");
        assertTold(trouble(new LimitsCheck(fixture.patient())), "100", "LimitNOFILE=");
        fixture.limits("96364", "300");
        fixture.asked = fixture.answering().asked;
        fixture.limits("96364", "300");
        assertEquals(Optional.empty(), trouble(new LimitsCheck(fixture.patient())));
        for (int fd = 0; fd < 250; fd++) {
            fixture.link("proc/" + DAEMON + "/fd/" + fd, "/dev/null");
        }
        assertTold(trouble(new LimitsCheck(fixture.patient())), "250 of 300");
    }

    @Test
    void rootMayStartAsManyProcessesAsItLikesAndOthersMayNot() {
        fixture.limits("10", "1000");
        fixture.uid = 0;
        assertEquals(Optional.empty(), trouble(new LimitsCheck(fixture.patient())));
        fixture.uid = SOMEBODY;
        assertTold(trouble(new LimitsCheck(fixture.patient())), "0 of 10", "LimitNPROC=");
    }

    @Test
    void lingerIsAskedForOnlyWhereASessionEndsWhatItLeaves() {
        fixture.uid = SOMEBODY;
        assertEquals(Optional.empty(), trouble(new LingerCheck(fixture.patient())));
        fixture.directory("run/systemd/system", "rwxr-xr-x");
        assertTold(trouble(new LingerCheck(fixture.patient())), "loginctl enable-linger somebody");
        fixture.file("var/lib/systemd/linger/somebody", "");
        assertEquals(Optional.empty(), trouble(new LingerCheck(fixture.patient())));
    }

    @Test
    void aServiceOfTheSystemBelongsToNoSession() {
        fixture.directory("run/systemd/system", "rwxr-xr-x");
        fixture.uid = SOMEBODY;
        fixture.answering();
        fixture.file("proc/" + DAEMON + "/cgroup", "0::/user.slice/user-1234.slice/user@1234.service/x.service\n");
        assertTold(trouble(new LingerCheck(fixture.patient())), "enable-linger");
        assertTold(trouble(new RuntimeCheck(fixture.patient())), "is not set for the daemon");
        fixture.file("proc/" + DAEMON + "/cgroup", "0::/system.slice/reactor.service\n");
        assertEquals(Optional.empty(), trouble(new LingerCheck(fixture.patient())));
        assertEquals(Optional.empty(), trouble(new RuntimeCheck(fixture.patient())));
    }

    @Test
    void rootNeedsNoLingerAndNoRuntimeDirectory() {
        fixture.directory("run/systemd/system", "rwxr-xr-x");
        fixture.uid = 0;
        assertEquals(Optional.empty(), trouble(new LingerCheck(fixture.patient())));
        assertEquals(Optional.empty(), trouble(new RuntimeCheck(fixture.patient())));
    }

    @Test
    void delegationIsMissedOnlyWhereItCanBeHad() {
        fixture.answering();
        assertEquals(Optional.empty(), trouble(new CgroupCheck(fixture.patient())));
        DaemonReport has = fixture.patient().daemon().orElseThrow();
        fixture.asked = new Asked.Answered(new DaemonReport(
                DAEMON,
                0,
                "",
                "",
                "",
                "",
                "",
                "native",
                "posix_spawn, a session for each run",
                has.rules(),
                0,
                0,
                false));
        assertEquals(Optional.empty(), trouble(new CgroupCheck(fixture.patient())));
        fixture.directory("run/systemd/system", "rwxr-xr-x");
        assertTold(trouble(new CgroupCheck(fixture.patient())), "setsid", "Delegate=yes");
    }

    @Test
    void aBusThatNobodyListensAtIsTold() throws IOException {
        assertEquals(Optional.empty(), trouble(new BusCheck(fixture.patient())));
        Path bus = fixture.root.resolve("run/bus");
        fixture.environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + bus + ",guid=1");
        assertTold(trouble(new BusCheck(fixture.patient())), "warn nobody listens", bus.toString());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(bus));
            assertEquals(Optional.empty(), trouble(new BusCheck(fixture.patient())));
            fixture.environment.remove("DBUS_SESSION_BUS_ADDRESS");
            fixture.environment.put("XDG_RUNTIME_DIR", fixture.root + "/run");
            String told = found(new BusCheck(fixture.patient())).get(0).detail();
            assertEquals("session bus at " + bus, told);
        }
        assertTold(trouble(new BusCheck(fixture.patient())), "nobody listens"); // the socket is left, and stale
        fixture.environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/tmp/x");
        assertEquals(Optional.empty(), trouble(new BusCheck(fixture.patient())));
    }

    @Test
    void aDesktopNeedsAClient() {
        assertEquals(Optional.empty(), trouble(new DesktopCheck(fixture.patient())));
        fixture.environment.put("DISPLAY", ":0");
        assertTold(trouble(new DesktopCheck(fixture.patient())), "libnotify-bin");
        fixture.program("notify-send", "#!/bin/sh\n");
        assertEquals(Optional.empty(), trouble(new DesktopCheck(fixture.patient())));
    }

    @Test
    void aClockBehindTheFilesIsWrong() {
        assertEquals(Optional.empty(), trouble(new ClockCheck(fixture.patient(), Instant.now())));
        assertTold(
                trouble(new ClockCheck(fixture.patient(), Instant.parse("2001-02-03T04:05:06Z"))),
                "2001-02-03T04:05:06Z",
                "timedatectl");
    }
}
