package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PowerFacilityTest {
    private static final String MAINS = "/devices/acpi/AC";
    private static final String CELLS = "/devices/acpi/BAT0";
    private static final String MOUSE = "/devices/usb/mouse-battery";

    static List<List<String>> wrappers() {
        return List.of(Outpost.ROOT, Outpost.NOBODY);
    }

    private static String[] mains(int online) {
        return new String[] {"POWER_SUPPLY_NAME=AC", "POWER_SUPPLY_TYPE=Mains", "POWER_SUPPLY_ONLINE=" + online};
    }

    private static String[] cells(String status, int capacity) {
        return new String[] {
            "POWER_SUPPLY_NAME=BAT0",
            "POWER_SUPPLY_TYPE=Battery",
            "POWER_SUPPLY_STATUS=" + status,
            "POWER_SUPPLY_PRESENT=1",
            "POWER_SUPPLY_CAPACITY=" + capacity
        };
    }

    private static final String[] MOUSE_CELLS = {
        "POWER_SUPPLY_NAME=mouse",
        "POWER_SUPPLY_TYPE=Battery",
        "POWER_SUPPLY_SCOPE=Device",
        "POWER_SUPPLY_STATUS=Discharging",
        "POWER_SUPPLY_CAPACITY=3"
    };

    private static Surroundings laptop() {
        return Surroundings.empty()
                .and(Surroundings.ofClass("power_supply", MAINS, mains(1)))
                .and(Surroundings.ofClass("power_supply", CELLS, cells("Full", 100)))
                .and(Surroundings.ofClass("power_supply", MOUSE, MOUSE_CELLS));
    }

    private static void say(Outpost outpost, String devpath, String... properties) throws IOException {
        Injection.kernel(outpost, "change", "power_supply", devpath, properties);
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aDayOfALaptopIsToldByItsTransitions(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(laptop().in(wrapper), "power")) {
            assertEquals(
                    "start power ac state=ac supply=ac capacity=100 batteries=BAT0",
                    outpost.lines().get(0));
            say(outpost, MAINS, mains(0));
            say(outpost, CELLS, cells("Discharging", 100));
            say(outpost, CELLS, cells("Discharging", 30));
            say(outpost, MOUSE, MOUSE_CELLS);
            say(outpost, CELLS, cells("Discharging", 19));
            say(outpost, CELLS, cells("Discharging", 19));
            say(outpost, MAINS, mains(1));
            outpost.awaitNews(line -> line.contains("was-supply=battery was-capacity=19"));
            assertEquals(
                    List.of(
                            "event power battery state=battery supply=battery capacity=100 was-supply=ac was-capacity=100"
                                    + " batteries=BAT0",
                            "event power charge state=charge supply=battery capacity=30 was-supply=battery was-capacity=100"
                                    + " batteries=BAT0",
                            "event power charge state=charge supply=battery capacity=19 was-supply=battery was-capacity=30"
                                    + " batteries=BAT0",
                            "event power ac state=ac supply=ac capacity=19 was-supply=battery was-capacity=19"
                                    + " batteries=BAT0"),
                    outpost.news());
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aMachineWithoutABatteryLivesOnTheMains(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(Surroundings.empty().in(wrapper), "power")) {
            assertEquals("start power ac state=ac supply=ac", outpost.lines().get(0));
            say(outpost, MOUSE, MOUSE_CELLS);
            say(outpost, CELLS, cells("Discharging", 50));
            Injection.kernel(outpost, "remove", "power_supply", CELLS);
            outpost.awaitNews(line -> line.contains("power ac"));
            assertEquals(
                    List.of(
                            "event power battery state=battery supply=battery capacity=50 was-supply=ac batteries=BAT0",
                            "event power ac state=ac supply=ac was-supply=battery was-capacity=50"),
                    outpost.news());
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void whatWasLostIsReadAgain(List<String> wrapper) throws IOException {
        try (Outpost outpost = Outpost.start(laptop().in(wrapper), "power")) {
            outpost.sh("kill -STOP " + outpost.pid());
            Injection.kernel(outpost, 6000, "change", "mem", "/devices/flood/%d");
            outpost.sh(Surroundings.ofClass("power_supply", MAINS, mains(0)));
            outpost.sh(Surroundings.ofClass("power_supply", CELLS, cells("Discharging", 98)));
            outpost.sh("kill -CONT " + outpost.pid());
            outpost.awaitNews(line -> line.contains("power battery"));
            assertEquals(
                    List.of(
                            "power events were lost (the kernel's queue was full); comparing",
                            "overflow power battery state=battery supply=battery capacity=98 was-supply=ac"
                                    + " was-capacity=100 batteries=BAT0"),
                    outpost.news());
        }
    }
}
