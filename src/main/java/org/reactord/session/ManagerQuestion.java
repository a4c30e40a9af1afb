package org.reactord.session;

import static org.reactord.source.dbus.BusConnection.BUS;
import static org.reactord.source.dbus.BusConnection.BUS_PATH;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactord.natives.Fd;
import org.reactord.natives.Poll;
import org.reactord.source.dbus.BusAddress;
import org.reactord.source.dbus.BusConnection;
import org.reactord.source.dbus.BusMessage;

/**
 * Asks the user's service manager for its environment, as {@code systemctl --user show-environment} does
 * (org.freedesktop.systemd1(5)), and starts nobody for it.
 */
final class ManagerQuestion implements BusConnection.Listener {
    private static final String NAME = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    /** So long a command's start is put off for it; it takes a millisecond where nothing is wrong. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private @Nullable BusConnection connection;
    private @Nullable Map<String, String> answer;
    private boolean over;

    private ManagerQuestion() {}

    /** What it answered; empty if it did not in time, or nobody can be asked. */
    static Optional<Map<String, String>> ask(List<BusAddress> addresses) {
        ManagerQuestion question = new ManagerQuestion();
        for (BusAddress address : addresses) {
            if (BusConnection.open(address, question) instanceof BusConnection.Connected connected) {
                question.await(connected.connection());
                return Optional.ofNullable(question.answer);
            }
        }
        return Optional.empty();
    }

    private void await(BusConnection bus) {
        connection = bus;
        long end = System.nanoTime() + PATIENCE_NANOS;
        Poll poll = new Poll();
        while (!over) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            poll.clear();
            poll.add(bus.fd(), Poll.POLLIN);
            if (left <= 0 || poll.poll((int) left) == 0) {
                over = true;
            } else {
                bus.ready();
            }
        }
        bus.close();
    }

    @Override
    public void joined() {
        if (connection != null) {
            connection.call(BUS, BUS_PATH, BUS, "GetNameOwner", this::owned, NAME);
        }
    }

    private void owned(BusMessage owner) {
        if (connection == null || owner.type() != BusMessage.Type.RETURN) {
            answer = Map.of(); // there is no such manager: that is an answer
            over = true;
            return;
        }
        connection.call(owner.text(0), PATH, PROPERTIES, "Get", this::told, NAME + ".Manager", "Environment");
    }

    private void told(BusMessage value) {
        Map<String, String> variables = new HashMap<>();
        if (!value.body().isEmpty() && value.body().get(0) instanceof List<?> assignments) {
            for (Object one : assignments) {
                int sign = one instanceof String text ? text.indexOf('=') : -1;
                if (sign > 0 && one instanceof String text) {
                    variables.put(text.substring(0, sign), text.substring(sign + 1));
                }
            }
        }
        answer = variables;
        over = true;
    }

    @Override
    public void signal(BusMessage signal) {
        signal.descriptors().forEach(Fd::close);
    }

    @Override
    public void ended(String why) {
        over = true;
    }
}
