package org.reactord.source.dbus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.reactord.natives.Fd;

/** What has come in and is not read yet: lines at first, then messages; and the descriptors that came with the bytes. */
final class Incoming {
    private static final int LONGEST_LINE = 1024;

    /** No message that we are sent needs more. */
    private static final int MOST_DESCRIPTORS = 256;

    private final Queue<Integer> descriptors = new ArrayDeque<>();
    private List<Integer> taken = List.of();
    private byte[] bytes = new byte[1024];
    private int begin;
    private int end;

    /** Takes what came, and owns the descriptors from now on. */
    void add(ByteBuffer data, int... passed) throws Malformed {
        for (int descriptor : passed) {
            descriptors.add(descriptor);
        }
        if (descriptors.size() > MOST_DESCRIPTORS) {
            throw new Malformed("passes descriptors that no message speaks of");
        }
        int size = data.remaining();
        if (bytes.length - end < size) {
            byte[] target = end - begin + size > bytes.length ? new byte[(end - begin + size) * 2] : bytes;
            System.arraycopy(bytes, begin, target, 0, end - begin);
            bytes = target;
            end -= begin;
            begin = 0;
        }
        data.get(bytes, end, size);
        end += size;
    }

    /** The next line, without its end; empty if it has not come yet. */
    Optional<String> line() throws Malformed {
        for (int at = begin; at + 1 < end; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
                String line = new String(bytes, begin, at - begin, StandardCharsets.ISO_8859_1);
                begin = at + 2;
                return Optional.of(line);
            }
        }
        if (end - begin > LONGEST_LINE) {
            throw new Malformed("greets at too great length");
        }
        return Optional.empty();
    }

    /** The next message; empty if it has not all come yet. */
    Optional<BusMessage> message() throws Malformed {
        if (end - begin < MessageFormat.PROLOGUE) {
            return Optional.empty();
        }
        int size = MessageFormat.size(bytes, begin);
        if (end - begin < size) {
            return Optional.empty();
        }
        BusMessage message = MessageFormat.read(bytes, begin, size, this::take);
        taken = List.of();
        begin += size;
        if (begin == end) {
            shrink();
        }
        return Optional.of(message);
    }

    /** A great message is seldom, and its room need not stay. */
    private void shrink() {
        begin = 0;
        end = 0;
        if (bytes.length > 16 * 1024) {
            bytes = new byte[1024];
        }
    }

    private List<Integer> take(long count) throws Malformed {
        if (count > descriptors.size()) {
            throw new Malformed("speaks of descriptors that it did not pass");
        }
        taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(descriptors.remove());
        }
        return taken;
    }

    /** Closes the descriptors of which nobody was told. */
    void close() {
        descriptors.forEach(Fd::close);
        descriptors.clear();
        taken.forEach(Fd::close);
        taken = List.of();
    }
}
