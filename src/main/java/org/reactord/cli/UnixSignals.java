package org.reactord.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches signals.
 *
 * <p>The JDK's only way to do so is {@code sun.misc.Signal} of the module jdk.unsupported, whose mere mention is a
 * compiler warning that cannot be switched off; so it is found by name.
 */
final class UnixSignals {
    private static final Logger LOG = LoggerFactory.getLogger(UnixSignals.class);

    private UnixSignals() {}

    /** Makes the class of all handlers, which takes a while, before one is prepared. */
    static void load() {
        prepare("TERM", () -> {});
    }

    /** Runs an action, on a thread of the JVM's, whenever the signal arrives; {@code name} has no SIG. */
    static void on(String name, Runnable action) {
        prepare(name, action).run();
    }

    /**
     * Prepares to run an action, on a thread of the JVM's, whenever the signal arrives; what is returned begins with it.
     *
     * @param name without SIG
     */
    static Runnable prepare(String name, Runnable action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = handler(handlerType, name, action);
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            return () -> begin(handle, signal, handler, name);
        } catch (ReflectiveOperationException | IllegalArgumentException cannot) {
            return () -> complain(name, cannot);
        }
    }

    private static Object handler(Class<?> type, String name, Runnable action) {
        return Proxy.newProxyInstance(
                UnixSignals.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        action.run();
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> "handler of SIG" + name;
                });
    }

    private static void begin(Method handle, Object signal, Object handler, String name) {
        try {
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException | IllegalArgumentException cannot) {
            complain(name, cannot);
        }
    }

    private static void complain(String name, Exception cannot) {
        LOG.warn("SIG{} cannot be caught by this JVM; reactorctl does the same over the socket", name, cannot);
    }
}
