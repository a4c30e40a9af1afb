package org.reactord.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactord.event.BytePath;
import org.reactord.event.ByteText;
import org.reactord.files.MountTable.Mount;

class MountTableTest {
    private static Mount only(String line) {
        MountTable table = MountTable.parse(line + "\n");
        assertEquals(1, table.all().size(), line);
        return table.all().iterator().next();
    }

    @Test
    void eachLineIsAMountInTheOrderOfTheTable() {
        MountTable table = MountTable.parse("""
                37 35 98:0 / /b rw - fuseblk /dev/sda1 rw
                36 35 98:0 /mnt1 /a rw,noatime master:1 shared:7 - nfs4 host:/x rw,vers=4.2

                half a line
                """);
        assertEquals(
                List.of(
                        new Mount(37, BytePath.ofUtf8("/b"), "fuseblk", "/dev/sda1", "rw"),
                        new Mount(36, BytePath.ofUtf8("/a"), "nfs4", "host:/x", "rw,noatime,vers=4.2")),
                List.copyOf(table.all()));
        assertEquals("nfs4", Objects.requireNonNull(table.byId(36)).type());
    }

    @Test
    void theNextTableHasWhatItsTextSaysAndNothingElse() {
        String one = "36 35 98:0 / /a rw - tmpfs x rw\n";
        String other = "37 35 98:0 / /b rw - tmpfs x rw\n";
        MountTable table = MountTable.parse(one + other);
        assertEquals(List.of("/b"), targets(table.next(other)));
        assertEquals(List.of("/b", "/c"), targets(table.next(other + one.replace("/a", "/c"))));
        assertEquals(List.of("/a", "/b"), targets(table));
    }

    private static List<String> targets(MountTable table) {
        return table.all().stream().map(mount -> mount.target().display()).toList();
    }

    @Test
    void octalDigitsAreUndoneInTargetAndSource() {
        Mount mount = only("36 35 98:0 / /a\\040b\\011c\\012d\\134e rw - tmpfs \\043x\\040y rw");
        assertEquals(BytePath.ofUtf8("/a b\tc\nd\\e"), mount.target());
        assertEquals("#x y", mount.source());
    }

    @Test
    void aBackslashThatBeginsNoDigitsStands() {
        assertEquals(
                BytePath.ofUtf8("/a\\9bc\\0"),
                only("36 35 98:0 / /a\\9bc\\0 rw - tmpfs x rw").target());
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        Mount mount = only("36 35 98:0 / /a\u00ff rw - tmpfs \u00fe rw");
        assertEquals(BytePath.of(new byte[] {'/', 'a', (byte) 0xff}), mount.target());
        assertEquals(ByteText.of(new byte[] {(byte) 0xfe}), mount.source());
    }

    @Test
    void aSourceMayBeEmpty() {
        Mount mount = only("36 35 98:0 / /a rw - tmpfs  rw,size=4k");
        assertEquals("", mount.source());
        assertEquals("rw,size=4k", mount.options());
    }

    @Test
    void whatIsReadOnlyInOneOfBothIsReadOnly() {
        assertEquals(
                "ro,nosuid,size=4k",
                only("36 35 98:0 / /a ro,nosuid - tmpfs x rw,size=4k").options());
        assertEquals("ro,nosuid", only("36 35 98:0 / /a rw,nosuid - tmpfs x ro").options());
    }

    @Test
    void aMountIsTheSameWhateverItsOptionsAndNotIfItIsElsewhereOrAnother() {
        MountTable table = MountTable.parse("36 35 98:0 / /a rw - tmpfs x rw\n");
        assertTrue(table.has(only("36 35 98:0 / /a ro,nosuid - tmpfs x rw,size=4k")));
        assertFalse(table.has(only("36 35 98:0 / /b rw - tmpfs x rw")));
        assertFalse(table.has(only("36 35 98:0 / /a rw - tmpfs y rw")));
        assertFalse(table.has(only("36 35 98:0 / /a rw - ramfs x rw")));
        assertFalse(table.has(only("37 35 98:0 / /a rw - tmpfs x rw")));
    }

    @Test
    void theTableOfThisMachineCanBeRead() {
        Mount root = MountTable.read().all().stream()
                .filter(mount -> mount.target().equals(BytePath.ROOT))
                .findFirst()
                .orElse(null);
        assertNotNull(root);
    }
}
