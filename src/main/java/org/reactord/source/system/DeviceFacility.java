package org.reactord.source.system;

import java.util.List;
import java.util.Optional;
import org.reactord.event.Cause;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * Devices that come, change and go: udev's messages where udev(7) runs, since by then it has made the nodes below {@code /dev}
 * and has found out what the device is; the kernel's where it does not (lib/kobject_uevent.c). Never both, which would say all
 * twice. Neither needs a privilege.
 *
 * <p>When udev comes later, it is listened to from then on; it tells of all devices once more when it is asked to (at boot),
 * and what it knows of one that was told already is told again. When its socket goes away the kernel is listened to instead,
 * and what was missed meanwhile is found by comparing. In a network namespace that is not udev's its messages are not heard,
 * although its socket may be seen.
 *
 * <p>A comparison finds devices that came or went and what their files in sysfs(5) say; that something happened which left no
 * trace there (a medium was changed) cannot be found.
 */
final class DeviceFacility implements Facility, UeventSocket.Hearer {
    private final Descriptors descriptors;
    private final Reports reports;
    private final Sysfs sysfs = new Sysfs("/sys");
    private final UdevDatabase database = new UdevDatabase("/run/udev/data", sysfs);
    private final KnownDevices known = new KnownDevices();
    private final UdevPresence udev;
    private WantedSubsystems wanted = WantedSubsystems.NONE;
    private UeventSocket socket;

    DeviceFacility(Descriptors descriptors, Reports reports) {
        this.descriptors = descriptors;
        this.reports = reports;
        udev = new UdevPresence("/run", descriptors, this::listenTo);
        socket = socket(false);
    }

    private UeventSocket socket(boolean udevRuns) {
        return new UeventSocket(udevRuns ? UeventGroup.UDEV : UeventGroup.KERNEL, descriptors, this);
    }

    @Override
    public SystemKind kind() {
        return SystemKind.DEVICE;
    }

    @Override
    public SystemState open(SystemRequest request) {
        Optional<String> doubt = Hearing.doubt(sysfs);
        if (doubt.isPresent()) {
            return SystemState.unavailable(kind(), doubt.get());
        }
        socket = socket(udev.open());
        int answer = socket.open();
        if (answer < 0) {
            udev.close();
            return SystemState.unavailable(
                    kind(), "cannot listen to the kernel's messages about devices: " + Errno.message(answer));
        }
        return requested(request);
    }

    @Override
    public SystemState requested(SystemRequest request) {
        wanted = WantedSubsystems.of(request);
        known.keep(wanted::wants);
        for (Uevent device : devices()) {
            known.found(device, Cause.START).ifPresent(reports::happened);
        }
        return Hearing.state(kind(), sysfs);
    }

    /** All that there are; where udev runs, those that it has finished with. */
    private List<Uevent> devices() {
        List<Uevent> all = sysfs.devices(wanted);
        return socket.group() == UeventGroup.KERNEL
                ? all
                : all.stream()
                        .flatMap(device -> database.complete(device).stream())
                        .toList();
    }

    private void listenTo(boolean udevRuns) {
        UeventSocket next = socket(udevRuns);
        if (next.open() < 0) {
            return; // there is no room for another socket, so the old one stays
        }
        socket.finish();
        socket = next;
        if (!udevRuns) {
            lost("udev has ended; the kernel is listened to instead");
            compare();
        }
    }

    @Override
    public boolean wants(String subsystem) {
        return wanted.wants(subsystem);
    }

    @Override
    public void heard(Uevent uevent) {
        known.heard(uevent).ifPresent(reports::happened);
    }

    @Override
    public void lost(String reason) {
        reports.lost(kind(), reason);
    }

    @Override
    public void compare() {
        known.compare(devices(), sysfs::exists).forEach(reports::happened);
    }

    @Override
    public void close() {
        socket.close();
        udev.close();
    }
}
