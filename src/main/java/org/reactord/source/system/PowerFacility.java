package org.reactord.source.system;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * Mains and batteries: the kernel's messages about the subsystem {@code power_supply}. They say all that is to be known, so
 * udev is not needed, nor is a privilege. How often a driver tells that the charge has changed is its own affair: most say so
 * at every percent, some only every few.
 */
final class PowerFacility implements Facility, UeventSocket.Hearer {
    private static final String SUBSYSTEM = "power_supply";
    private static final WantedSubsystems WANTED = new WantedSubsystems(Optional.of(Set.of(SUBSYSTEM)));

    private final Reports reports;
    private final UeventSocket socket;
    private final Sysfs sysfs = new Sysfs("/sys");
    private final PowerSupplies supplies = new PowerSupplies();
    private @Nullable PowerReading told;

    PowerFacility(Descriptors descriptors, Reports reports) {
        this.reports = reports;
        socket = new UeventSocket(UeventGroup.KERNEL, descriptors, this);
    }

    @Override
    public SystemKind kind() {
        return SystemKind.POWER;
    }

    @Override
    public SystemState open(SystemRequest request) {
        Optional<String> doubt = Hearing.doubt(sysfs);
        if (doubt.isPresent()) {
            return SystemState.unavailable(kind(), doubt.get());
        }
        int answer = socket.open();
        if (answer < 0) {
            return SystemState.unavailable(
                    kind(), "cannot listen to the kernel's messages about power: " + Errno.message(answer));
        }
        supplies.replace(sysfs.devices(WANTED));
        tell(Cause.START);
        return requested(request);
    }

    @Override
    public SystemState requested(SystemRequest request) {
        return Hearing.state(kind(), sysfs);
    }

    private void tell(Cause cause) {
        PowerReading now = supplies.reading();
        PowerReading before = told;
        told = now;
        now.since(before, cause).ifPresent(reports::happened);
    }

    @Override
    public boolean wants(String subsystem) {
        return subsystem.equals(SUBSYSTEM);
    }

    @Override
    public void heard(Uevent uevent) {
        supplies.heard(uevent);
        tell(Cause.EVENT);
    }

    @Override
    public void lost(String reason) {
        reports.lost(kind(), reason);
    }

    @Override
    public void compare() {
        supplies.replace(sysfs.devices(WANTED));
        tell(Cause.OVERFLOW);
    }

    @Override
    public void close() {
        socket.close();
    }
}
