package org.reactord.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactord.event.Cause;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.rule.Enabled;
import org.reactord.rule.Return;
import org.reactord.rule.Rule;
import org.reactord.rule.SystemWant;

/** The rules that ship as examples: each can be read, also when it is switched on, and those of the system take what they are for. */
class ShippedRulesTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("reactor.root", "..")).resolve("rules.d");

    @TempDir
    Path place;

    static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(SHIPPED)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(SHIPPED.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Rule on(String file) {
        return read(file, text(file).replace("\n  enabled: false\n", "\n"));
    }

    /** The rule, on a machine that has its programs and directories. */
    private Rule read(String file, String yaml) {
        RulesFixture rules = new RulesFixture(place);
        try {
            Files.createDirectories(place.resolve("home/Mail/outbox"));
            Files.createDirectories(place.resolve("home/Drop/in"));
            for (String program : List.of("msmtp", "mbsync", "setxkbmap", "ssh-add")) {
                Files.copy(
                        place.resolve("bin/deliver"),
                        place.resolve("bin").resolve(program),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try {
            return rules.with(file, yaml).rule();
        } finally {
            rules.without(file);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadAndCanBeSwitchedOn(String file) {
        boolean off = text(file).contains("\n  enabled: false\n");
        Rule rule = read(file, text(file));
        assertEquals(off ? Enabled.OFF : Enabled.ON, rule.enabled());
        assertEquals(Enabled.ON, on(file).enabled());
        assertTrue(off || rule.source().want().isEmpty(), "what waits for the system is somebody's choice");
    }

    @Test
    void thereIsOneOfEachKind() throws IOException {
        Set<SystemKind> kinds = EnumSet.noneOf(SystemKind.class);
        files().forEach(file -> on(file).source().want().ifPresent(want -> kinds.add(want.kind())));
        assertEquals(EnumSet.allOf(SystemKind.class), kinds);
    }

    @Test
    void theRoamingOutboxTriesAgainWhenTheNetworkIsBack() {
        assertEquals(
                Set.of(Return.ONLINE, Return.RESUME),
                on("51-outbox-roaming.yaml").retry().alsoOn());
    }

    static Stream<Arguments> events() {
        return Stream.of(
                arguments("40-online.yaml", true, "online scope=machine interface=eth0"),
                arguments("40-online.yaml", false, "online scope=interface interface=eth0"),
                arguments("40-online.yaml", false, "offline scope=machine"),
                arguments("40-online.yaml", false, "up interface=eth0"),
                arguments(
                        "41-keyboard.yaml",
                        true,
                        "add subsystem=input devpath=/devices/usb1/input7/event7 ID_INPUT_KEYBOARD=1 DEVNAME=/dev/input/event7"),
                arguments("41-keyboard.yaml", false, "add subsystem=input ID_INPUT_MOUSE=1 DEVNAME=/dev/input/event8"),
                arguments(
                        "41-keyboard.yaml",
                        false,
                        "remove subsystem=input ID_INPUT_KEYBOARD=1 DEVNAME=/dev/input/event7"),
                arguments(
                        "42-battery.yaml",
                        true,
                        "charge supply=battery capacity=14 was-supply=battery was-capacity=15"),
                arguments(
                        "42-battery.yaml",
                        false,
                        "charge supply=battery capacity=13 was-supply=battery was-capacity=14"),
                arguments("42-battery.yaml", false, "battery supply=battery capacity=80 was-supply=ac was-capacity=80"),
                arguments("42-battery.yaml", false, "ac supply=ac capacity=9 was-supply=battery was-capacity=9"),
                arguments("43-camera.yaml", true, "mounted target=/media/me/CARD fstype=vfat source=/dev/sdb1"),
                arguments("43-camera.yaml", true, "mounted target=/run/media/me/CARD fstype=vfat"),
                arguments("43-camera.yaml", false, "mounted target=/home/me/media fstype=vfat"),
                arguments("43-camera.yaml", false, "unmounted target=/media/me/CARD"),
                arguments("44-game.yaml", true, "started name=0ad pid=7"),
                arguments("44-game.yaml", true, "stopped name=supertuxkart pid=7"),
                arguments("44-game.yaml", false, "started name=vi pid=7"),
                arguments("44-game.yaml", false, "started pid=7"),
                arguments("45-sleep.yaml", true, "suspend"),
                arguments("45-sleep.yaml", false, "resume asleep=60"),
                arguments("46-lock.yaml", true, "lock session=2 user=me"),
                arguments("46-lock.yaml", false, "unlock session=2 user=me"),
                arguments("50-usb-backup.yaml", true, "mounted target=/media/me/Backup"),
                arguments("50-usb-backup.yaml", true, "mounted target=/media/Backup"),
                arguments("50-usb-backup.yaml", false, "mounted target=/media/me/Backup/deeper"),
                arguments("50-usb-backup.yaml", false, "unmounted target=/run/media/me/Backup"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("events")
    void aRuleOfTheSystemTakesWhatItIsFor(String file, boolean taken, String told) {
        SystemWant want = on(file).source().want().orElseThrow();
        SystemEvent event = event(want.kind(), told);
        assertEquals(taken, want.refusal(event).isEmpty(), () -> want.refusal(event) + " " + event.describe());
    }

    private static SystemEvent event(SystemKind kind, String told) {
        List<String> words = List.of(told.split(" ", -1));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(kind == SystemKind.DEVICE ? "action" : "state", words.get(0));
        words.subList(1, words.size()).forEach(word -> {
            int sign = word.indexOf('=');
            assertFalse(sign < 0, told);
            fields.put(word.substring(0, sign), word.substring(sign + 1));
        });
        return new SystemEvent(kind, words.get(0), fields, Optional.empty(), Cause.EVENT);
    }
}
