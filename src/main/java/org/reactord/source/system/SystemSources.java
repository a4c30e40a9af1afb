package org.reactord.source.system;

import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.natives.Natives;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemSink;
import org.reactord.source.SystemSource;
import org.reactord.source.SystemState;

/** Opens the source of system events. */
public final class SystemSources {
    private SystemSources() {}

    /** Opens it; its thread comes from the factory once something is asked for, and ends with {@link SystemSource#close}. */
    public static SystemSource open(SystemSink sink, ThreadFactory threads) {
        return new PolledSystemSource(sink, threads, SystemSources::make);
    }

    /** How well a kind would be heard of here, found out by opening it for a moment. */
    public static SystemState probe(SystemRequest request) {
        if (Natives.unavailable().isPresent()) {
            return SystemState.unavailable(request.kind(), Natives.unavailable().get());
        }
        Facility facility = make(request.kind(), new NoDescriptors(), new NoReports());
        SystemState state = facility.open(request);
        if (state.unavailable().isEmpty()) {
            facility.close();
        }
        return state;
    }

    private static Facility make(SystemKind kind, Descriptors descriptors, Reports reports) {
        return switch (kind) {
            case NETWORK -> new NetworkFacility(descriptors, reports);
            case DEVICE -> new DeviceFacility(descriptors, reports);
            case POWER -> new PowerFacility(descriptors, reports);
            case MOUNT -> new MountFacility(descriptors, reports);
            case PROCESS -> new ProcessFacility(descriptors, reports);
            case SYSTEM -> new SystemFacility(System::getenv, descriptors, reports);
            case SESSION -> new SessionFacility(System::getenv, descriptors, reports);
        };
    }

    private static final class NoDescriptors implements Descriptors {
        @Override
        public void add(int fd, int events, IntConsumer ready) {}

        @Override
        public void remove(int fd) {}
    }

    private static final class NoReports implements Reports {
        @Override
        public void happened(SystemEvent event) {}

        @Override
        public void lost(SystemKind kind, String reason) {}

        @Override
        public void changed(SystemState state) {}
    }
}
