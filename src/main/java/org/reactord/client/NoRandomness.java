package org.reactord.client;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.security.Provider;
import java.security.SecureRandomSpi;
import org.jspecify.annotations.Nullable;

/**
 * Opens a channel without the JDK's random numbers. It prepares some for the first channel of the kind, in case that a
 * server should be bound to a name of no importance, and to find who makes them, reads the whole of {@code java.security}
 * and loads a provider of everything: a third of all that a client does. None is ever drawn here.
 *
 * <p>The JDK is asked through what it does not export, which the launcher opens ({@code --add-exports}), and the
 * manifest of {@code reactorctl.jar}; for this thread, and for as long as it takes. Where that is not so any more, the channel opens later.
 */
final class NoRandomness extends Provider {
    private static final long serialVersionUID = 1;
    private static final String ALL = "sun.security.jca.Providers";
    private static final String LIST = "sun.security.jca.ProviderList";

    private NoRandomness() {
        super("reactorctl", "1", "random numbers that nobody draws");
    }

    static SocketChannel open() throws IOException {
        try {
            Class<?> list = Class.forName(LIST);
            Class<?> all = Class.forName(ALL);
            Method end = all.getMethod("endThreadProviderList", list);
            Object alone = list.getMethod("newList", Provider[].class)
                    .invoke(null, (Object) new Provider[] {new NoRandomness()});
            Object before = all.getMethod("beginThreadProviderList", list).invoke(null, alone);
            try {
                return plain();
            } finally {
                end.invoke(null, before);
            }
        } catch (ReflectiveOperationException otherJdk) {
            return plain();
        }
    }

    private static SocketChannel plain() throws IOException {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        return type.equals("SecureRandom") ? new Only(this, algorithm) : null;
    }

    private static final class Only extends Service {
        Only(Provider provider, String algorithm) {
            super(provider, "SecureRandom", algorithm, Undrawn.class.getName(), null, null);
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Undrawn();
        }
    }

    private static final class Undrawn extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        @Override
        protected void engineSetSeed(byte[] seed) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            throw new UnsupportedOperationException();
        }
    }
}
