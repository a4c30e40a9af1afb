package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactord.event.Cause;
import org.reactord.event.Condition;
import org.reactord.event.SystemEvent;
import org.reactord.files.MountTable;

class MountComparisonTest {
    private static final String ROOT = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n";

    private static String mount(int id, String target, String source) {
        return id + " 1 0:" + id + " / " + target + " rw,nodev - tmpfs " + source + " rw,size=4k\n";
    }

    private static List<SystemEvent> events(String before, String now) {
        return MountComparison.of(MountTable.parse(ROOT + before), MountTable.parse(ROOT + now), Cause.EVENT);
    }

    private static List<String> told(String before, String now) {
        return events(before, now).stream()
                .map(event -> event.what() + " " + event.fields().get("target") + " "
                        + event.condition().map(Condition::toString).orElse("-"))
                .toList();
    }

    @Test
    void allThatIsKnownOfAMountIsTold() {
        SystemEvent event = events("", mount(2, "/a\\040b", "none")).get(0);
        assertEquals("mounted", event.what());
        assertEquals(
                Map.of(
                        "target", "/a b",
                        "source", "none",
                        "fstype", "tmpfs",
                        "options", "rw,nodev,size=4k",
                        "state", "mounted"),
                event.fields());
        assertEquals(Optional.of(new Condition("mount:/a b", "mounted", true)), event.condition());
    }

    @Test
    void nothingLastsOfWhatIsUnmounted() {
        SystemEvent event = events(mount(2, "/a", "none"), "").get(0);
        assertEquals("unmounted", event.fields().get("state"));
        assertEquals("tmpfs", event.fields().get("fstype"));
        assertEquals(Optional.of(new Condition("mount:/a", "unmounted", false)), event.condition());
    }

    @Test
    void nothingIsToldOfWhatStays() {
        assertEquals(
                List.of(), told(mount(2, "/a", "none"), mount(2, "/a", "none").replace("nodev", "noexec")));
    }

    @Test
    void aMountThatWasMovedIsUnmountedThereAndMountedHere() {
        assertEquals(
                List.of(
                        "unmounted /a Condition[name=mount:/a, value=unmounted, lasts=false]",
                        "mounted /b Condition[name=mount:/b, value=mounted, lasts=true]"),
                told(mount(2, "/a", "none"), mount(2, "/b", "none")));
    }

    @Test
    void whereAnotherIsStillMountedNoStateHasPassed() {
        String below = mount(2, "/a", "below");
        assertEquals(List.of("unmounted /a -"), told(below + mount(3, "/a", "above"), below));
    }

    @Test
    void whatCameInItsPlaceIsMountedAfterIt() {
        assertEquals(
                List.of("unmounted /a -", "mounted /a Condition[name=mount:/a, value=mounted, lasts=true]"),
                told(mount(2, "/a", "one"), mount(2, "/a", "other")));
    }

    @Test
    void unmountsComeBeforeMountsEachInTheOrderOfItsTable() {
        List<String> told = told(mount(5, "/a", "x") + mount(4, "/b", "x"), mount(9, "/c", "x") + mount(3, "/d", "x"));
        assertEquals(
                List.of("unmounted /a", "unmounted /b", "mounted /c", "mounted /d"),
                told.stream().map(one -> one.substring(0, one.indexOf(" Cond"))).toList());
    }
}
