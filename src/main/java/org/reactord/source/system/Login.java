package org.reactord.source.system;

import static org.reactord.source.dbus.BusConnection.BUS;
import static org.reactord.source.dbus.BusConnection.BUS_PATH;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactord.natives.Poll;
import org.reactord.source.dbus.BusAddress;
import org.reactord.source.dbus.BusConnection;
import org.reactord.source.dbus.BusMessage;

/**
 * logind, or who does its work, as far as it can be reached: org.freedesktop.login1(5). Keeps a connection to the system bus,
 * and finds both again when they come back; asks nobody to start them.
 *
 * <p>Anybody may send signals on the system bus, to all and to us alone. So what is asked for names its sender, and what comes
 * is believed only from the connection of which the bus says that it owns the name of logind.
 */
final class Login implements BusConnection.Listener {
    static final String NAME = "org.freedesktop.login1";
    static final String PATH = "/org/freedesktop/login1";
    static final String MANAGER = NAME + ".Manager";
    static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";
    private static final String OWNER_CHANGED = "type='signal',sender='" + BUS + "',path='" + BUS_PATH + "',interface='"
            + BUS + "',member='NameOwnerChanged',arg0='" + NAME + "'";

    /** What opening waits for answers. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    /** A bus that is left sooner than this may be left for the same reason again. */
    private static final long SOON_NANOS = Duration.ofMinutes(1).toNanos();

    /** Who wants to know. */
    interface Listener {
        /** logind is there (again), and knows nothing of us. */
        void present();

        /** logind says something to all. */
        void signal(BusMessage signal);

        /** {@link #trouble} says something else than before. */
        void absent();
    }

    private enum Phase {
        /** There is no connection to a bus. */
        AWAY,
        /** It has not said yet who is there. */
        JOINING,
        /** It has, and logind is not. */
        ALONE,
        PRESENT
    }

    private final List<BusAddress> addresses;
    private final List<String> matches = new ArrayList<>(List.of(OWNER_CHANGED));
    private final Descriptors descriptors;
    private final Listener listener;
    private final BusWait wait;
    private @Nullable BusConnection connection;
    private Phase phase = Phase.AWAY;
    private String owner = "";
    private String bus = "the system bus";
    private String whyAway = VARIABLE + " names no socket of this machine";
    private long joinedAt;

    /**
     * Nothing yet.
     *
     * @param environment the variables of this process by name
     * @param signals what is to be heard of logind: of match rules the part that says what
     */
    Login(
            Function<String, @Nullable String> environment,
            List<String> signals,
            Descriptors descriptors,
            Listener listener) {
        String named = environment.apply(VARIABLE);
        addresses = named == null || named.isEmpty() ? List.of(BusAddress.SYSTEM) : BusAddress.parse(named);
        signals.forEach(signal -> matches.add("type='signal',sender='" + NAME + "'," + signal));
        this.descriptors = descriptors;
        this.listener = listener;
        wait = new BusWait(addresses, descriptors, this::connect);
    }

    /** Begins, and waits as {@link #settle} does. */
    void open(BooleanSupplier settled) {
        wait.begin();
        connect();
        settle(settled);
    }

    /** Waits, two seconds at the most, until this is so; not for somebody who is not there. */
    void settle(BooleanSupplier settled) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Poll poll = new Poll();
        while (phase == Phase.JOINING || (phase == Phase.PRESENT && !settled.getAsBoolean())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            BusConnection current = connection;
            if (left <= 0 || current == null) {
                return;
            }
            poll.clear();
            poll.add(current.fd(), Poll.POLLIN);
            if (poll.poll((int) left) > 0) {
                current.ready();
            }
        }
    }

    boolean isPresent() {
        return phase == Phase.PRESENT;
    }

    /** Whether it is found when it comes (back). */
    boolean isAwaited() {
        return phase != Phase.AWAY || wait.isWatching();
    }

    /** Why it is not present, and what follows. */
    String trouble() {
        return switch (phase) {
            case AWAY -> whyAway + (wait.isWatching() ? "; it is waited for" : "; it cannot be waited for");
            case JOINING -> bus + " does not answer; it is waited for";
            case ALONE -> "logind is not on " + bus + "; it is waited for";
            case PRESENT -> "";
        };
    }

    private void connect() {
        if (connection != null) {
            return;
        }
        boolean isThere = false;
        for (BusAddress address : addresses) {
            BusConnection.Opened opened = BusConnection.open(address, this);
            if (opened instanceof BusConnection.Connected connected) {
                connection = connected.connection();
                bus = "the system bus at " + address;
                phase = Phase.JOINING;
                descriptors.add(connection.fd(), Poll.POLLIN, revents -> ready());
                return;
            }
            BusConnection.Refused refused = (BusConnection.Refused) opened;
            whyAway = "no system bus at " + address + ": " + refused.why();
            isThere |= refused.isThere();
        }
        if (isThere) {
            wait.later();
        }
        listener.absent();
    }

    private void ready() {
        if (connection != null) {
            connection.ready();
        }
    }

    @Override
    public void joined() {
        joinedAt = System.nanoTime();
        wait.end();
        for (String match : matches) {
            callBus("AddMatch", this::matched, match);
        }
        callBus("GetNameOwner", answer -> owned(answer.text(0), answer.type()), NAME);
    }

    private void callBus(String member, Consumer<BusMessage> answer, String argument) {
        if (connection != null) {
            connection.call(BUS, BUS_PATH, BUS, member, answer, argument);
        }
    }

    private void matched(BusMessage answer) {
        if (answer.type() == BusMessage.Type.ERROR) {
            leave("does not let us hear: " + answer.trouble());
        }
    }

    private void owned(String name, BusMessage.Type answer) {
        changeOwner(answer == BusMessage.Type.RETURN ? name : "");
    }

    private void changeOwner(String name) {
        if (phase == Phase.PRESENT && name.equals(owner)) {
            return;
        }
        owner = name;
        phase = name.isEmpty() ? Phase.ALONE : Phase.PRESENT;
        if (name.isEmpty()) {
            listener.absent();
        } else {
            listener.present();
        }
    }

    @Override
    public void signal(BusMessage signal) {
        if (signal.sender().equals(BUS)) {
            boolean ofLogin = signal.is(BUS, "NameOwnerChanged")
                    && signal.signature().equals("sss")
                    && signal.text(0).equals(NAME);
            if (ofLogin) {
                changeOwner(signal.text(2));
            }
        } else if (phase == Phase.PRESENT && signal.sender().equals(owner)) {
            listener.signal(signal);
        }
    }

    /** Calls a method of logind whose arguments are all texts; the answer comes later, or never if logind goes away. */
    void call(String path, String inside, String member, Consumer<BusMessage> answer, String... arguments) {
        if (connection != null && phase == Phase.PRESENT) {
            connection.call(owner, path, inside, member, answer, arguments);
        }
    }

    private void leave(String why) {
        BusConnection left = connection;
        if (left != null) {
            ended(why);
            left.close();
        }
    }

    @Override
    public void ended(String why) {
        boolean lasted = phase != Phase.JOINING && System.nanoTime() - joinedAt > SOON_NANOS;
        if (lasted) {
            wait.forgetTries();
        }
        whyAway = bus + " " + why;
        forget();
        wait.begin();
        wait.later();
        listener.absent();
    }

    private void forget() {
        if (connection != null) {
            descriptors.remove(connection.fd());
            connection = null;
        }
        phase = Phase.AWAY;
        owner = "";
    }

    /** Gives everything back. */
    void close() {
        BusConnection left = connection;
        forget();
        wait.end();
        if (left != null) {
            left.close();
        }
    }
}
