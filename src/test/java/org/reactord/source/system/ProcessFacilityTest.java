package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel says of programs, to root and to everybody; elsewhere it says nothing, and that is said. */
class ProcessFacilityTest {
    private static final String LONG = "reactor-witness-program-long";

    /** Somebody who may not look at what root does, or at what we do. */
    private static final String AS_NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    @TempDir
    Path directory;

    static List<List<String>> wrappers() {
        return List.of(List.of(), Outpost.NOBODY_HERE);
    }

    @BeforeEach
    void everybodyMayExecute() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        program("reactor-one");
        program("reactor-two");
        program(LONG);
    }

    private void program(String name) throws IOException {
        Files.copy(Path.of("/bin/sleep"), directory.resolve(name));
    }

    /** A line of the witness without what differs from run to run. */
    private static String plain(String line) {
        return line.replaceAll(" pid=\\d+", "");
    }

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(ProcessFacilityTest::plain).toList();
    }

    private String told(String state, String name) {
        return "event process " + state + " name=" + name + " exe=" + directory.resolve(name)
                + " user=nobody uid=65534 state=" + state;
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aProgramThatStartsAndStopsIsToldOnceEach(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(wrapper, "process", "name=reactor-*")) {
            outpost.sh(AS_NOBODY + directory.resolve("reactor-one") + " 0.3");
            outpost.awaitNews(line -> plain(line).equals(told("stopped", "reactor-one")));
            assertEquals(
                    List.of(told("started", "reactor-one"), told("stopped", "reactor-one")), plain(outpost.news()));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void theNameIsToldWhole(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(wrapper, "process", "name=" + LONG)) {
            outpost.sh(AS_NOBODY + directory.resolve(LONG) + " 0.3");
            outpost.awaitNews(line -> plain(line).equals(told("stopped", LONG)));
            assertEquals(List.of(told("started", LONG), told("stopped", LONG)), plain(outpost.news()));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aProcessThatExecutesAnotherProgramIsAnother(List<String> wrapper) throws IOException {
        Path script = directory.resolve("reactor-script-with-a-long-name");
        Files.writeString(script, "#!/bin/sh\nsleep 0.3\nexec " + directory.resolve("reactor-two") + " 0.3\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Outpost outpost = Outpost.start(wrapper, "process", "name=reactor-*")) {
            outpost.sh(AS_NOBODY + script);
            outpost.awaitNews(line -> plain(line).equals(told("stopped", "reactor-two")));
            assertEquals(
                    List.of(
                            "started name=reactor-script-with-a-long-name",
                            "stopped name=reactor-script-with-a-long-name",
                            "started name=reactor-two",
                            "stopped name=reactor-two"),
                    outpost.news().stream()
                            .map(line -> line.substring("event process ".length(), line.indexOf(" exe=")))
                            .toList());
        }
    }

    @Test
    void theFileOfAnothersProgramIsHiddenFromWhoIsNotRoot() throws IOException {
        String asRoot = " user=root uid=0 state=started";
        try (Outpost outpost = Outpost.start(Outpost.NOBODY_HERE, "process", "name=reactor-*")) {
            outpost.sh(directory.resolve("reactor-one") + " 0.3");
            outpost.awaitNews(line -> plain(line).equals("event process started name=reactor-one" + asRoot));
        }
        try (Outpost outpost = Outpost.start(List.of(), "process", "exe=" + directory + "/*")) {
            outpost.sh(directory.resolve("reactor-one") + " 0.3");
            outpost.awaitNews(line -> plain(line)
                    .equals("event process started name=reactor-one exe=" + directory.resolve("reactor-one") + asRoot));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatRunsAtTheStartIsToldAndItsEndToo(List<String> wrapper) throws IOException {
        Process running = new ProcessBuilder(directory.resolve("reactor-one").toString(), "60").start();
        try (Outpost outpost = Outpost.start(wrapper, "process", "name=reactor-one")) {
            String pid = " pid=" + running.pid() + " ";
            assertTrue(
                    outpost.lines().stream()
                            .anyMatch(line ->
                                    line.startsWith("start process started name=reactor-one ") && line.contains(pid)),
                    () -> outpost.lines().toString());
            running.destroy();
            outpost.awaitNews(line -> line.startsWith("event process stopped name=reactor-one ") && line.contains(pid));
        } finally {
            running.destroy();
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void ofManyEachIsToldOnce(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(wrapper, "process", "name=reactor-*")) {
            String one = directory.resolve("reactor-one").toString();
            outpost.sh("for i in $(seq 100); do " + one + " 0.5 & done; wait; " + directory.resolve(LONG) + " 0.3");
            outpost.awaitNews(line -> line.startsWith("event process stopped name=" + LONG));
            List<String> news = outpost.news();
            for (String state : List.of("started", "stopped")) {
                List<String> told = news.stream()
                        .filter(line -> line.startsWith("event process " + state + " name=reactor-one "))
                        .toList();
                assertEquals(100, told.size());
                assertEquals(100, told.stream().distinct().count());
            }
        }
    }

    @Test
    void whatTheKernelHadNoRoomForIsFoundByComparing() throws IOException {
        Process running = new ProcessBuilder(directory.resolve("reactor-one").toString(), "60").start();
        try (Outpost outpost = Outpost.start(Outpost.NOBODY_HERE, "process", "name=reactor-*")) {
            String two = directory.resolve("reactor-two").toString();
            outpost.sh("kill -STOP " + outpost.pid() + "; seq 6000 | xargs -n1 true; kill " + running.pid());
            outpost.sh(two + " 60 > /dev/null 2>&1 & echo $! > " + directory.resolve("pid"));
            outpost.sh("kill -CONT " + outpost.pid());
            outpost.awaitNews(line -> line.startsWith("overflow process started name=reactor-two "));
            List<String> news = outpost.news();
            assertEquals(
                    "process events were lost (more programs were started than could be looked at); comparing",
                    news.get(0));
            outpost.awaitNews(line -> line.contains(" process stopped name=reactor-one "));
            outpost.sh("kill $(cat " + directory.resolve("pid") + ")");
            outpost.awaitNews(line -> line.startsWith("event process stopped name=reactor-two "));
            assertEquals(4, outpost.news().size(), () -> outpost.news().toString());
        } finally {
            running.destroy();
        }
    }

    @Test
    void inNamespacesOfItsOwnItSaysThatItHearsNothing() throws IOException {
        for (List<String> wrapper : List.of(Outpost.NOBODY, Outpost.ROOT, List.of("unshare", "-pf"))) {
            try (Outpost outpost = Outpost.start(wrapper, "process", "name=reactor-*")) {
                assertTrue(
                        outpost.lines()
                                .get(0)
                                .startsWith(
                                        "process unavailable: the kernel does not tell here what programs do; it does"
                                                + " so only in the initial namespaces"),
                        () -> wrapper + ": " + outpost.lines());
            }
        }
    }

    /** Where processes are told to nobody, that a file is executed still is; as before Linux 6.6 to who has no privileges. */
    @Test
    void whereProcessesAreNotToldThatTheyStartStillIs() throws IOException {
        try (Outpost outpost = Outpost.start(Outpost.NOBODY, "process", "exe=" + directory.resolve("reactor-*"))) {
            outpost.await(line -> line.startsWith("process degraded: only that programs start"));
            outpost.sh("cat " + directory.resolve("reactor-one") + " >/dev/null; " + directory.resolve(LONG) + " 0; "
                    + directory.resolve("reactor-two") + " 0");
            Path one = directory.resolve(LONG);
            Path two = directory.resolve("reactor-two");
            String first = "event process started name=" + LONG + " exe=" + one + " state=started";
            String second = "event process started name=reactor-two exe=" + two + " state=started";
            outpost.awaitNews(second::equals);
            assertEquals(List.of(first, second), outpost.news());
        }
    }
}
