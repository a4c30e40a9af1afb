package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was told of a {@link NetworkDeluge}, part by part. */
@Timeout(60)
class NetworkOverflowTest {
    private static List<String> lines = List.of();

    @BeforeAll
    static void letItRain() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "unshare",
                        "-Urn",
                        "/bin/sh",
                        "-c",
                        "ulimit -n 200; exec \"$@\"", // which it takes all of
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkDeluge.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
    }

    /** The lines from one to another. */
    private static List<String> between(String from, String to) {
        return lines.subList(lines.indexOf(from) + 1, lines.indexOf(to));
    }

    private static String terse(String line) {
        return line.replaceAll(" state=\\w+", "").replaceAll("( kind=veth)? index=\\d+", "");
    }

    @Test
    void aLossIsSaidAndThenWhatIsOtherwiseNow() {
        List<String> told = between("deluge", "calm").stream()
                .map(NetworkOverflowTest::terse)
                .toList();
        assertEquals("lost: the kernel's queue was full", told.get(0));
        assertEquals(1, told.stream().filter(line -> line.startsWith("lost")).count());
        List<String> expected = Stream.concat(
                        Stream.of(
                                "lost: the kernel's queue was full",
                                "overflow network down interface=old1",
                                "overflow network offline scope=interface interface=old1",
                                "overflow network address change=removed address=10.0.0.1/24 family=inet interface=old1",
                                "overflow network removed interface=old1",
                                "overflow network down interface=far1",
                                "overflow network removed interface=far1",
                                "overflow network removed interface=old2",
                                "overflow network added interface=other2",
                                "overflow network up interface=old3",
                                "overflow network up interface=far3",
                                "overflow network online scope=interface interface=old3",
                                "overflow network address change=added address=10.3.0.1/24 family=inet interface=old3"),
                        IntStream.rangeClosed(1, 30)
                                .boxed()
                                .flatMap(i -> Stream.of(
                                        "overflow network added interface=new" + i,
                                        "overflow network added interface=end" + i)))
                .sorted()
                .toList();
        assertEquals(expected, told.stream().sorted().toList());
        assertTrue(told.indexOf("overflow network removed interface=old2")
                < told.indexOf("overflow network added interface=other2"));
    }

    @Test
    void afterALossItGoesOnAsBefore() {
        assertEquals(
                List.of("event network removed interface=end7", "event network removed interface=new7"),
                between("calm", "no descriptor").stream()
                        .map(NetworkOverflowTest::terse)
                        .sorted()
                        .toList());
    }

    @Test
    void whatCannotBeComparedNowIsComparedLater() {
        List<String> told = between("no descriptor", "closed").stream()
                .map(NetworkOverflowTest::terse)
                .toList();
        assertTrue(told.get(0).startsWith("event network removed "), told::toString);
        String degraded =
                "degraded the kernel's tables cannot be read: Too many open files; tried again with the next change";
        assertEquals(1, told.stream().filter(degraded::equals).count(), told::toString);
        assertEquals(
                List.of(
                        "event network offline scope=interface interface=old3",
                        "event network offline scope=machine interface=old3",
                        "heard ",
                        "event network removed interface=new9",
                        "event network removed interface=end9"),
                told.subList(told.size() - 5, told.size()));
        assertEquals(told.size(), new HashSet<>(told).size());
    }

    @Test
    void closingGivesAllDescriptorsBack() {
        assertEquals(lines.get(0), lines.get(lines.size() - 1));
        assertFalse(lines.isEmpty());
    }
}
