package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactord.event.Cause;
import org.reactord.event.Condition;

class PowerSuppliesTest {
    private final PowerSupplies supplies = new PowerSupplies();

    private static Uevent supply(String action, String name, String properties) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("POWER_SUPPLY_NAME", name);
        for (String property : properties.split(" ", -1)) {
            all.put("POWER_SUPPLY_" + property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        return new Uevent(action, "power_supply", "/devices/" + name, all);
    }

    private String told() {
        PowerReading reading = supplies.reading();
        String capacity =
                reading.capacity().isPresent() ? " " + reading.capacity().getAsInt() : "";
        return reading.supply() + capacity;
    }

    /** Supplies, separated by semicolons. */
    @ParameterizedTest
    @CsvSource({
        "TYPE=Mains ONLINE=1; TYPE=Battery STATUS=Charging CAPACITY=40, ac 40",
        "TYPE=Mains ONLINE=0; TYPE=Battery STATUS=Discharging CAPACITY=40, battery 40",
        "TYPE=Mains ONLINE=0; TYPE=Battery STATUS=Full CAPACITY=100, battery 100",
        "TYPE=Mains ONLINE=0; TYPE=USB ONLINE=2; TYPE=Battery CAPACITY=5, ac 5",
        "TYPE=Mains ONLINE=0, ac",
        "TYPE=Battery STATUS=Discharging CAPACITY=40, battery 40",
        "TYPE=Battery STATUS=Unknown CAPACITY=40, battery 40",
        "TYPE=Battery STATUS=Charging CAPACITY=40, ac 40",
        "TYPE=Battery PRESENT=0; TYPE=Mains ONLINE=0, ac",
        "TYPE=Battery SCOPE=Device STATUS=Discharging CAPACITY=4, ac",
        "TYPE=Battery SCOPE=System STATUS=Discharging CAPACITY=4, battery 4",
        "TYPE=Mains SCOPE=Device ONLINE=1; TYPE=Battery STATUS=Discharging, battery",
        "ONLINE=1; TYPE=Battery STATUS=Discharging, battery",
        "TYPE=Battery CAPACITY=120, battery 100",
        "TYPE=Battery CAPACITY=-3, battery 0",
        "TYPE=Battery CAPACITY=many, battery",
        "TYPE=Battery CAPACITY=50 ENERGY_NOW=1 ENERGY_FULL=4, battery 50",
        "TYPE=Battery ENERGY_NOW=1 ENERGY_FULL=4, battery 25",
        "TYPE=Battery CAPACITY=90 ENERGY_NOW=9 ENERGY_FULL=10; TYPE=Battery CAPACITY=0 ENERGY_NOW=0 ENERGY_FULL=90, battery 9",
        "TYPE=Battery CHARGE_NOW=9 CHARGE_FULL=10; TYPE=Battery CHARGE_NOW=0 CHARGE_FULL=90, battery 9",
        "TYPE=Battery CAPACITY=90 ENERGY_NOW=9 ENERGY_FULL=10; TYPE=Battery CAPACITY=10, battery 50",
        "TYPE=Battery CAPACITY=90 ENERGY_NOW=9 ENERGY_FULL=0; TYPE=Battery CAPACITY=10 ENERGY_NOW=0 ENERGY_FULL=0, battery 50",
        "TYPE=Battery CAPACITY=90; TYPE=Battery, battery 90"
    })
    void whatTheMachineLivesOnFollowsFromItsSupplies(String all, String expected) {
        int number = 0;
        for (String one : all.split("; ", -1)) {
            supplies.heard(supply("change", "S" + number++, one));
        }
        assertEquals(expected, told());
    }

    @Test
    void whatWasLastSaidCounts() {
        supplies.heard(supply("add", "BAT0", "TYPE=Battery STATUS=Discharging CAPACITY=9"));
        supplies.heard(supply("change", "BAT0", "TYPE=Battery STATUS=Charging CAPACITY=10"));
        assertEquals("ac 10", told());
        assertEquals(List.of("BAT0"), supplies.reading().batteries());
        supplies.heard(supply("remove", "BAT0", "TYPE=Battery"));
        assertEquals(new PowerReading("ac", OptionalInt.empty(), List.of()), supplies.reading());
        supplies.heard(supply("add", "BAT1", "TYPE=Battery CAPACITY=9"));
        supplies.replace(List.of(supply("add", "BAT2", "TYPE=Battery CAPACITY=8")));
        assertEquals(List.of("BAT2"), supplies.reading().batteries());
    }

    @Test
    void onlyTransitionsAreTold() {
        supplies.heard(supply("add", "BAT0", "TYPE=Battery STATUS=Discharging CAPACITY=30"));
        PowerReading before = supplies.reading();
        assertEquals(
                Optional.of(new Condition("supply", "battery", true)),
                before.since(null, Cause.START).orElseThrow().condition());
        supplies.heard(supply("change", "BAT0", "TYPE=Battery STATUS=Discharging CAPACITY=30 VOLTAGE_NOW=7"));
        assertEquals(Optional.empty(), supplies.reading().since(before, Cause.EVENT));
        supplies.heard(supply("change", "BAT0", "TYPE=Battery STATUS=Discharging CAPACITY=29"));
        assertEquals(
                "charge",
                supplies.reading().since(before, Cause.EVENT).orElseThrow().what());
        supplies.heard(supply("remove", "BAT0", "TYPE=Battery"));
        assertEquals(
                Map.of("state", "ac", "supply", "ac", "was-supply", "battery", "was-capacity", "30"),
                supplies.reading().since(before, Cause.EVENT).orElseThrow().fields());
    }
}
