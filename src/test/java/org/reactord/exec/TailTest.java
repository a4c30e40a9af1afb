package org.reactord.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TailTest {
    @Test
    void keepsTheLastBytesOfAnySequenceOfPieces() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] all = new byte[random.nextInt(5000)];
            random.nextBytes(all);
            int bound = 1 + random.nextInt(2000);
            Tail tail = new Tail(bound);
            int at = 0;
            while (at < all.length) {
                int piece = Math.min(all.length - at, 1 + random.nextInt(3000));
                tail.put(ByteBuffer.wrap(all, at, piece));
                at += piece;
                assertEquals(at, tail.total());
                assertArrayEquals(Arrays.copyOfRange(all, Math.max(0, at - bound), at), tail.bytes());
            }
        }
    }

    @Test
    void isEmptyAtFirst() {
        assertEquals(0, new Tail(10).bytes().length);
    }
}
