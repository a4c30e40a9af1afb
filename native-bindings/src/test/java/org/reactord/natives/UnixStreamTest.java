package org.reactord.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixStreamTest {
    private static final int WAIT_MILLIS = 10_000;

    @TempDir
    private Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static void await(int fd) {
        Poll poll = new Poll();
        poll.add(fd, Poll.POLLIN);
        assertEquals(1, poll.poll(WAIT_MILLIS));
    }

    /** A program that listens at a path and passes on a connection what the expression says, with an open pipe's end. */
    private static Process passer(String address, int descriptors) throws IOException {
        String program = String.join(
                "\n",
                "import os, socket, sys",
                "server = socket.socket(socket.AF_UNIX)",
                "server.bind(" + address + ")",
                "server.listen()",
                "print('listening', flush=True)",
                "peer, _ = server.accept()",
                "reading, writing = os.pipe()",
                "os.write(writing, b'from the pipe')",
                "peer.sendall(b'before ')",
                "socket.send_fds(peer, [b'with'], [reading] * " + descriptors + ")",
                "peer.sendall(b' after')",
                "sys.stdin.read()");
        Process process = new ProcessBuilder("python3", "-c", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.inputReader().readLine();
        return process;
    }

    @Test
    void whatIsSentArrivesAndTheEndIsSeen() throws IOException {
        Path path = directory.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            int fd = UnixStream.connect(bytes(path.toString()));
            assertTrue(fd >= 0, () -> Errno.message(fd));
            assertEquals(1, Fd.isCloseOnExec(fd));
            UnixArrivals arrivals = new UnixArrivals(64);
            assertEquals(-Errno.EAGAIN, arrivals.receive(fd));
            try (SocketChannel peer = server.accept()) {
                assertEquals(5, UnixStream.send(fd, bytes("hello")));
                ByteBuffer heard = ByteBuffer.allocate(64);
                assertEquals(5, peer.read(heard));
                assertEquals("hello", text(heard.flip()));
                peer.write(ByteBuffer.wrap(bytes("good day")));
                assertEquals(8, arrivals.receive(fd));
                assertEquals("good day", text(arrivals.data()));
                assertEquals(0, arrivals.descriptors().length);
            }
            assertEquals(0, arrivals.receive(fd));
            assertEquals(-Errno.EPIPE, UnixStream.send(fd, bytes("anybody?")));
            Fd.close(fd);
        }
    }

    @Test
    void descriptorsArePassedWithTheirBytes() throws IOException {
        Process passer = passer("'" + directory.resolve("socket") + "'", 1);
        int fd = UnixStream.connect(bytes(directory.resolve("socket").toString()));
        UnixArrivals arrivals = new UnixArrivals(64);
        StringBuilder heard = new StringBuilder();
        int passed = -1;
        while (heard.length() < "before with after".length()) {
            await(fd);
            assertTrue(arrivals.receive(fd) > 0);
            heard.append(text(arrivals.data()));
            if (arrivals.descriptors().length > 0) {
                assertEquals("before with", heard.toString());
                passed = arrivals.descriptors()[0];
            }
        }
        ByteBuffer content = ByteBuffer.allocateDirect(64);
        assertEquals(1, Fd.isCloseOnExec(passed));
        assertEquals(13, Fd.read(passed, content));
        assertEquals("from the pipe", text(content.flip()));
        Fd.close(passed);
        Fd.close(fd);
        passer.getOutputStream().close();
    }

    @Test
    void asManyAsCanBePassedArriveFromAnAbstractName() throws IOException {
        String name = "reactor-" + ProcessHandle.current().pid();
        Process passer = passer("'\\0" + name + "'", 253);
        int fd = UnixStream.connect(bytes("\0" + name));
        UnixArrivals arrivals = new UnixArrivals(64);
        int passed = 0;
        while (passed == 0) {
            await(fd);
            assertTrue(arrivals.receive(fd) > 0);
            for (int one : arrivals.descriptors()) {
                assertEquals(0, Fd.close(one));
                passed++;
            }
        }
        assertEquals(253, passed);
        assertFalse(arrivals.lacksDescriptors());
        Fd.close(fd);
        passer.getOutputStream().close();
    }

    @Test
    void whereNobodyListensIsSaid() {
        assertEquals(
                -Errno.ENOENT,
                UnixStream.connect(bytes(directory.resolve("none").toString())));
        assertEquals(-Errno.ECONNREFUSED, UnixStream.connect(bytes("\0nobody-is-called-so")));
        assertEquals(-Errno.ENAMETOOLONG, UnixStream.connect(new byte[0]));
        assertEquals(-Errno.ENAMETOOLONG, UnixStream.connect(bytes("/" + "x".repeat(107))));
    }
}
