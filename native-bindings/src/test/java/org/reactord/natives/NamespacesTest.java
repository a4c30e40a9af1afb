package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NamespacesTest {
    private static final byte[] OWN_USER = Bytes.of("/proc/self/ns/user");

    @Test
    void theOwnerOfTheNetworkIsOurUserNamespaceOrAnAncestor() {
        Stat own = new Stat();
        assertEquals(0, own.stat(OWN_USER));
        long owner = Namespaces.networkOwner();
        assertTrue(owner == own.ino() || owner == -Errno.EPERM, () -> "owner " + owner + ", ours " + own.ino());
    }
}
