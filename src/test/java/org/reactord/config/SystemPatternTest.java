package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.Cause;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.rule.SystemWant;

/** What reactor.events(5) says of patterns: each is compared with the whole value. */
class SystemPatternTest {
    @TempDir
    Path place;

    @ParameterizedTest
    @CsvSource({
        "network, 'interface: \"wg*\"', interface, wg0, true",
        "network, 'interface: wg', interface, wg0, false",
        "network, 'interface: [eth0, \"wg?\"]', interface, wg0, true",
        "network, 'address: \"192.0.2.**\"', address, 192.0.2.7/24, true",
        "network, 'address: \"192.0.2.*/24\"', address, 192.0.2.7/24, true",
        "network, 'address: \"192.0.2.*\"', address, 192.0.2.7/24, false",
        "mount, 'target: \"/media/*/CARD\"', target, /media/me/CARD, true",
        "mount, 'target: \"/media/*/CARD/\"', target, /media/me/CARD, true",
        "mount, 'target: \"/media/*/CARD\"', target, /media/me/more/CARD, false",
        "mount, 'target: \"/**/CARD\"', target, /media/me/more/CARD, true",
        "mount, 'target: \"/**\"', target, /media/me, true",
        "mount, 'target: \"/{media/*,run/media/*/*}/Backup\"', target, /run/media/a/b/Backup, true",
        "mount, 'source: \"/dev/sd*\"', source, /dev/sdb1, true",
        "mount, 'source: \"dev/sd*\"', source, /dev/sdb1, false",
        "mount, 'source: \"server:/**\"', source, server:/export/home, true",
        "mount, 'fstype: \"fuse.*\"', fstype, fuse.sshfs, true",
        "process, 'exe: \"/**/gimp\"', exe, /usr/bin/gimp, true",
        "process, 'exe: /usr/bin/gimp', exe, /usr/bin/gimp-2.10, false",
        "process, 'name: \"gimp*\"', name, gimp-2.10, true",
        "device, 'devpath: \"/devices/**/block/*\"', devpath, /devices/pci0/usb1/block/sdb, true",
        "device, 'ID_FS_LABEL: \"My disk\"', ID_FS_LABEL, My disk, true",
        "device, 'ID_FS_LABEL: \"my disk\"', ID_FS_LABEL, My disk, false",
        "device, 'PRODUCT: \"46d/**\"', PRODUCT, 46d/c52b/1211, true"
    })
    void isComparedWithTheWholeValue(String source, String criterion, String field, String value, boolean fits) {
        SystemWant want = new RulesFixture(place)
                .with("a.yaml", "a:\n  " + source + ": {" + criterion + "}\n  run: deliver\n")
                .rule()
                .source()
                .want()
                .orElseThrow();
        SystemEvent event = new SystemEvent(
                SystemKind.ofWord(source).orElseThrow(), "x", Map.of(field, value), Optional.empty(), Cause.EVENT);
        assertEquals(
                fits, want.refusal(event).isEmpty(), () -> want.refusal(event).toString());
    }
}
