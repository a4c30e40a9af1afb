package org.reactord.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactord.event.BytePath;
import org.reactord.files.PathBytes;

/** A file is there whole, or not at all. */
class EnqueueTest {
    @TempDir
    private Path spool;

    private Enqueue.Result put(BytePath name, InputStream input) {
        return new Enqueue(spool, name, "u").put(input);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(spool)) {
            return all.toList();
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itIsThereWithAllThatWasRead() throws IOException {
        BytePath name = BytePath.of(new byte[] {'a', (byte) 0xff});
        byte[] content = new byte[300_000];
        content[content.length - 1] = 1;
        assertInstanceOf(Enqueue.Done.class, put(name, new ByteArrayInputStream(content)));
        assertEquals(1, files().size());
        assertEquals(name, PathBytes.of(files().get(0).getFileName()));
        assertArrayEquals(content, Files.readAllBytes(files().get(0)));
    }

    @Test
    void itTakesNobodysPlace() throws IOException {
        Files.writeString(spool.resolve("a"), "first");
        assertInstanceOf(Enqueue.Taken.class, put(BytePath.ofUtf8("a"), text("second")));
        assertEquals("first", Files.readString(spool.resolve("a")));
        assertEquals(1, files().size());
    }

    @Test
    void anInputThatFailsLeavesNothing() throws IOException {
        InputStream broken = new SequenceInputStream(text("some"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });
        assertEquals(new Enqueue.Refused("Input/output error"), put(BytePath.ofUtf8("a"), broken));
        assertEquals(List.of(), files());
    }

    @Test
    void aDirectoryThatIsNotThereIsARefusal() {
        Enqueue.Result result = new Enqueue(spool.resolve("none"), BytePath.ofUtf8("a"), "u").put(text("x"));
        assertEquals(new Enqueue.Refused("No such file or directory"), result);
    }

    @Test
    void aNameOfFullLengthIsPossible() throws IOException {
        assertInstanceOf(Enqueue.Done.class, put(BytePath.ofUtf8("n".repeat(255)), text("x")));
        assertEquals("n".repeat(255), files().get(0).getFileName().toString());
    }
}
