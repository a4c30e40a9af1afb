package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetlinkTest {
    private static final short RTM_NEWLINK = 16;
    private static final short RTM_GETLINK = 18;
    private static final short NLM_F_REQUEST_DUMP = 0x301;

    private int fd;

    @BeforeEach
    void open() {
        fd = Netlink.open(Netlink.NETLINK_ROUTE, 0);
        assertTrue(fd >= 0, () -> Errno.message(fd));
    }

    @AfterEach
    void close() {
        Fd.close(fd);
    }

    /** Asks for all interfaces; the kernel's answer is there when this returns. */
    private void askForLinks() {
        ByteBuffer request = Scratch.allocate(32);
        request.putInt(32).putShort(RTM_GETLINK).putShort(NLM_F_REQUEST_DUMP).clear();
        assertEquals(32, Fd.write(fd, request));
    }

    @Test
    void theKernelAnswersAndSaysThatItIsTheKernel() {
        assertEquals(0, Netlink.passCredentials(fd));
        NetlinkMessage message = new NetlinkMessage(32 * 1024);
        assertEquals(-Errno.EAGAIN, message.receive(fd));
        askForLinks();
        int count = message.receive(fd);
        assertEquals(message.data().limit(), count);
        assertEquals(RTM_NEWLINK, message.data().getShort(4));
        assertEquals(0, message.port());
        assertEquals(0, message.groups());
        assertEquals(0, message.uid());
    }

    @Test
    void whoSentItIsUnknownUnlessAskedFor() {
        askForLinks();
        NetlinkMessage message = new NetlinkMessage(32 * 1024);
        assertTrue(message.receive(fd) > 0);
        assertEquals(-1, message.uid());
    }

    @Test
    void whatDoesNotFitIsLostAndSaid() {
        askForLinks();
        assertEquals(-Errno.EMSGSIZE, new NetlinkMessage(64).receive(fd));
    }

    @Test
    void aFilterDropsWhatItRefuses() {
        long returnNothing = 0x06L; // BPF_RET | BPF_K, k = 0
        assertEquals(0, Netlink.attachFilter(fd, returnNothing));
        askForLinks();
        assertEquals(-Errno.EAGAIN, new NetlinkMessage(32 * 1024).receive(fd));
        assertEquals(-Errno.EINVAL, Netlink.attachFilter(fd, 0xFFFFL));
    }

    @Test
    void theQueueCanBeMadeSmaller() {
        assertEquals(0, Netlink.setReceiveBuffer(fd, 4096));
    }
}
