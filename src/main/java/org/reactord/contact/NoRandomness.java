package org.reactord.contact;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.Provider;
import java.security.SecureRandomSpi;
import org.jspecify.annotations.Nullable;

/**
 * Opens the first channel without the JDK's random numbers. It prepares some for the first channel of the kind, in case that a
 * server should be bound to a name of no importance, and to find who makes them, reads the whole of {@code java.security}
 * and loads a provider of everything: a third of all that a client does, and as much for a daemon. None is ever drawn here.
 *
 * <p>The JDK is asked through what it does not export, which the launcher opens ({@code --add-exports}), and the
 * manifests of both jars; for this thread, and for as long as it takes. Where that is not so any more, the channel opens
 * later.
 */
public final class NoRandomness extends Provider {
    private static final long serialVersionUID = 1;
    private static final String ALL = "sun.security.jca.Providers";
    private static final String LIST = "sun.security.jca.ProviderList";

    private NoRandomness() {
        super("reactorctl", "1", "random numbers that nobody draws");
    }

    /** A channel of the client's, connected to nobody yet. */
    public static SocketChannel open() throws IOException {
        @Nullable Object @Nullable [] begun = begin();
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } finally {
            end(begun);
        }
    }

    /** Has the JDK prepare itself for the channels of a daemon, which open as always from then on. */
    public static void loadServer() throws IOException {
        @Nullable Object @Nullable [] begun = begin();
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } finally {
            end(begun);
        }
    }

    /** What {@link #end} wants; null where the JDK cannot be asked. */
    private static @Nullable Object @Nullable [] begin() {
        try {
            Class<?> list = Class.forName(LIST);
            Object alone = list.getMethod("newList", Provider[].class)
                    .invoke(null, (Object) new Provider[] {new NoRandomness()});
            // The list of before is null where there is none, which is usual.
            Object before = Class.forName(ALL)
                    .getMethod("beginThreadProviderList", list)
                    .invoke(null, alone);
            return new @Nullable Object[] {before};
        } catch (ReflectiveOperationException otherJdk) {
            return null;
        }
    }

    private static void end(@Nullable Object @Nullable [] begun) {
        if (begun == null) {
            return;
        }
        try {
            Class<?> list = Class.forName(LIST);
            Class.forName(ALL).getMethod("endThreadProviderList", list).invoke(null, begun[0]);
        } catch (ReflectiveOperationException unlikely) {
            throw new IllegalStateException("what has begun does not end", unlikely);
        }
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
