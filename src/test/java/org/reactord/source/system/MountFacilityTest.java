package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel says of mounts, to root and to everybody. */
class MountFacilityTest {
    static List<List<String>> wrappers() {
        return List.of(Outpost.ROOT, Outpost.NOBODY);
    }

    /** A place of our own, so that what others do is no news. */
    private static Outpost start(List<String> wrapper) throws IOException {
        Outpost outpost = Outpost.start(wrapper, "mount");
        outpost.sh("mount -t tmpfs base /mnt; mkdir /mnt/a /mnt/b");
        outpost.awaitNews(line -> line.startsWith("event mount mounted target=/mnt source=base "));
        return outpost;
    }

    /** What was told below /mnt since, once a mount that comes last is told: the state, the target and the source. */
    private static List<String> told(Outpost outpost) throws IOException {
        outpost.sh("mkdir /mnt/last; mount -t tmpfs last /mnt/last");
        outpost.awaitNews(line -> line.contains("target=/mnt/last "));
        return outpost.news().stream()
                .filter(line -> line.contains("target=/mnt/") && !line.contains("target=/mnt/last "))
                .map(line -> line.substring("event mount ".length(), line.indexOf(" fstype=")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatIsMountedAtTheStartIsTold(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(wrapper, "mount")) {
            List<String> lines = outpost.lines();
            assertTrue(
                    lines.stream()
                            .anyMatch(line -> line.startsWith(
                                            "start mount mounted target=/proc source=proc fstype=proc" + " options=rw")
                                    && line.endsWith(" state=mounted")),
                    lines::toString);
            assertTrue(lines.contains("mount heard"), lines::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatIsMountedAndUnmountedIsToldOnceEach(List<String> wrapper) throws IOException {
        try (Outpost outpost = start(wrapper)) {
            outpost.sh("mount -t tmpfs -o nodev,size=64k one /mnt/a");
            outpost.awaitNews(line ->
                    line.startsWith("event mount mounted target=/mnt/a source=one fstype=tmpfs options=rw,nodev")
                            && line.contains("size=64k")
                            && line.endsWith(" state=mounted"));
            outpost.sh("mount -o remount,bind,noexec /mnt/a");
            outpost.sh("umount /mnt/a");
            assertEquals(
                    List.of("mounted target=/mnt/a source=one", "unmounted target=/mnt/a source=one"), told(outpost));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void namesAreBytes(List<String> wrapper) throws IOException {
        try (Outpost outpost = start(wrapper)) {
            outpost.sh("name=$(printf '/mnt/a b\\tc\\nd\\\\e\\377'); mkdir \"$name\"; mount -t tmpfs 'x y' \"$name\"");
            assertEquals(List.of("mounted target=/mnt/a b\\tc\\nd\\\\e\\xff source=x y"), told(outpost));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void boundStackedMovedAndLazilyUnmountedOnesAreTold(List<String> wrapper) throws IOException {
        try (Outpost outpost = start(wrapper)) {
            outpost.sh("mount -t tmpfs one /mnt/a");
            outpost.sh("mount -t tmpfs two /mnt/a");
            outpost.awaitNews(line -> line.contains("source=two"));
            outpost.sh("umount -l /mnt/a");
            outpost.awaitNews(line -> line.contains("unmounted target=/mnt/a source=two"));
            outpost.sh("mkdir /mnt/a/in; mount -n --move /mnt/a /mnt/b");
            outpost.awaitNews(line -> line.contains(" mounted target=/mnt/b source=one"));
            outpost.sh("mount --bind /mnt/b/in /mnt/a");
            outpost.awaitNews(line -> outpost.news().stream()
                            .filter(one -> one.contains(" mounted target=/mnt/a source=one"))
                            .count()
                    == 2);
            outpost.sh("cd /mnt/b; umount -l /mnt/b");
            assertEquals(
                    List.of(
                            "mounted target=/mnt/a source=one",
                            "mounted target=/mnt/a source=two",
                            "unmounted target=/mnt/a source=two",
                            "unmounted target=/mnt/a source=one",
                            "mounted target=/mnt/b source=one",
                            "mounted target=/mnt/a source=one",
                            "unmounted target=/mnt/b source=one"),
                    told(outpost));
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void ofManyAtOnceEachIsToldOnceAndNoneIsMissed(List<String> wrapper) throws IOException {
        try (Outpost outpost = start(wrapper)) {
            outpost.sh("for i in $(seq 200); do mkdir /mnt/m$i; mount -t tmpfs s$i /mnt/m$i; done");
            outpost.sh("mount --rbind /mnt /mnt/b; umount -l /mnt/b");
            outpost.sh("for i in $(seq 200); do umount /mnt/m$i; done");
            List<String> expected = new ArrayList<>();
            IntStream.rangeClosed(1, 200).forEach(i -> expected.add("mounted target=/mnt/m" + i + " source=s" + i));
            IntStream.rangeClosed(1, 200).forEach(i -> expected.add("unmounted target=/mnt/m" + i + " source=s" + i));
            assertEquals(
                    expected.stream().sorted().toList(),
                    told(outpost).stream()
                            .filter(line -> !line.contains("target=/mnt/b"))
                            .sorted()
                            .toList());
        }
    }
}
