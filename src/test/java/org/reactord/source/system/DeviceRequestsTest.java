package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/** What rules ask for may change while it is listened to. */
class DeviceRequestsTest implements Descriptors, Reports {
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<SystemEvent> told = new ArrayList<>();
    private final DeviceFacility facility = new DeviceFacility(this, this);

    @AfterEach
    void close() {
        facility.close();
        assertEquals(List.of(), descriptors);
    }

    private static SystemRequest request(String... subsystems) {
        return new SystemRequest(SystemKind.DEVICE, Set.of(Map.of("subsystem", Set.of(subsystems))));
    }

    /** The subsystems of what was told, once each. */
    private Set<String> told() {
        Set<String> subsystems = new TreeSet<>();
        told.forEach(event -> subsystems.add(event.fields().get("subsystem")));
        told.clear();
        return subsystems;
    }

    @Test
    void onlyWhatIsNewlyAskedForIsTold() {
        assertEquals(
                List.of(), facility.open(request("mem")).unavailable().stream().toList());
        assertEquals(Set.of("mem"), told());
        facility.requested(request("mem", "misc"));
        assertEquals(Set.of("misc"), told());
        facility.requested(request("misc"));
        assertEquals(Set.of(), told());
        facility.requested(request("m*"));
        Set<String> all = told();
        assertFalse(all.contains("misc"), all.toString());
        assertTrue(all.containsAll(Set.of("mem", "tty")), all.toString());
    }

    @Test
    void aNameThatIsNoSubsystemIsNoPath() {
        facility.open(request("../class/mem", "", ".", "..", "/", "no such"));
        assertEquals(Set.of(), told());
    }

    @Override
    public void add(int fd, int events, IntConsumer ready) {
        descriptors.add(fd);
    }

    @Override
    public void remove(int fd) {
        descriptors.remove((Integer) fd);
    }

    @Override
    public void happened(SystemEvent event) {
        told.add(event);
    }

    @Override
    public void lost(SystemKind kind, String reason) {}

    @Override
    public void changed(SystemState state) {}
}
