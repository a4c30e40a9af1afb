package org.reactord.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** Who may ask: who runs the daemon, and root. The kernel says who a client is (unix(7): SO_PEERCRED). */
final class Peers {
    private final UserPrincipal own;
    private final @Nullable UserPrincipal root;

    private Peers(UserPrincipal own, @Nullable UserPrincipal root) {
        this.own = own;
        this.root = root;
    }

    /** Those who may ask a daemon that has just made this file. */
    static Peers ofOwner(Path file) throws IOException {
        return new Peers(Files.getOwner(file), root());
    }

    private static @Nullable UserPrincipal root() {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("root");
        } catch (IOException nobodyCalledSo) {
            return null;
        }
    }

    boolean mayAsk(SocketChannel client) throws IOException {
        try {
            UnixDomainPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return peer.user().equals(own) || peer.user().equals(root);
        } catch (UnsupportedOperationException cannotTell) {
            // The directory, which nobody else can enter, is the guard here.
            return true;
        }
    }
}
