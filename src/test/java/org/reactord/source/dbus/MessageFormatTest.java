package org.reactord.source.dbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormatTest {
    /** A message with a body, as somebody else would write it. */
    private static byte[] signal(ByteOrder order, String signature, ByteBuffer body) {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(order);
        bytes.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'B' : 'l'))
                .put((byte) 4)
                .put((byte) 0)
                .put((byte) 1);
        bytes.putInt(body.limit()).putInt(7).putInt(0);
        field(bytes, 1, 'o', "/there");
        field(bytes, 2, 's', "org.there.Face");
        field(bytes, 3, 's', "Said");
        field(bytes, 7, 's', ":1.5");
        pad(bytes, 8);
        bytes.put((byte) 8).put((byte) 1).put((byte) 'g').put((byte) 0).put((byte) signature.length());
        bytes.put(signature.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        bytes.putInt(12, bytes.position() - 16);
        pad(bytes, 8);
        bytes.put(body);
        byte[] message = new byte[bytes.position()];
        bytes.get(0, message);
        return message;
    }

    private static void field(ByteBuffer bytes, int code, char type, String value) {
        pad(bytes, 8);
        bytes.put((byte) code).put((byte) 1).put((byte) type).put((byte) 0);
        text(bytes, value);
    }

    private static void text(ByteBuffer bytes, String value) {
        pad(bytes, 4);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.putInt(utf8.length).put(utf8).put((byte) 0);
    }

    private static void pad(ByteBuffer bytes, int size) {
        while (bytes.position() % size != 0) {
            bytes.put((byte) 0);
        }
    }

    private static ByteBuffer body(ByteOrder order) {
        return ByteBuffer.allocate(1024).order(order);
    }

    private static Optional<BusMessage> read(byte[] bytes) throws Malformed {
        Incoming incoming = new Incoming();
        incoming.add(ByteBuffer.wrap(bytes));
        return incoming.message();
    }

    private static BusMessage properties(ByteOrder order) throws Malformed {
        ByteBuffer body = body(order);
        text(body, "org.there.Face");
        pad(body, 4);
        int length = body.position();
        body.putInt(0);
        pad(body, 8);
        int begin = body.position();
        text(body, "Locked");
        body.put((byte) 1).put((byte) 'b').put((byte) 0);
        pad(body, 4);
        body.putInt(1);
        pad(body, 8);
        text(body, "User");
        body.put((byte) 4).put("(uo)".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        pad(body, 8);
        body.putInt(-1);
        text(body, "/user");
        body.putInt(length, body.position() - begin);
        pad(body, 4);
        body.putInt(0);
        return read(signal(order, "sa{sv}as", body.flip())).orElseThrow();
    }

    @Test
    void bothByteOrdersAreRead() throws Malformed {
        BusMessage big = properties(ByteOrder.BIG_ENDIAN);
        assertEquals(
                List.of("org.there.Face", Map.of("Locked", true, "User", List.of(0xFFFFFFFFL, "/user")), List.of()),
                big.body());
        assertEquals(BusMessage.Type.SIGNAL, big.type());
        assertEquals(":1.5", big.sender());
        assertEquals("/there", big.path());
        assertTrue(big.is("org.there.Face", "Said"));
        assertEquals(big, properties(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void aCallIsWrittenAsTheSpecificationSays() throws Malformed {
        byte[] call = MessageFormat.call(3, ":1.2", "/a", "b.c", "D", "eins", "zwei");
        String expected = "6c010201" + "15000000" + "03000000" + "48000000" // a body of 21 bytes, number 3
                + "01016f00" + "02000000" + "2f610000" + "00000000"
                + "02017300" + "03000000" + "622e6300" + "00000000"
                + "03017300" + "01000000" + "44000000" + "00000000"
                + "06017300" + "04000000" + "3a312e32" + "00000000"
                + "08016700" + "02737300"
                + "04000000" + "65696e73" + "00000000" + "04000000" + "7a776569" + "00";
        assertEquals(expected, HexFormat.of().formatHex(call));
        assertEquals(List.of("eins", "zwei"), read(call).orElseThrow().body());
        assertEquals("D", read(call).orElseThrow().member());
    }

    @Test
    void aMessageComesInPieces() throws Malformed {
        byte[] call = MessageFormat.call(3, ":1.2", "/a", "b.c", "D", "eins");
        Incoming incoming = new Incoming();
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < call.length; i++) {
                assertEquals(Optional.empty(), incoming.message());
                incoming.add(ByteBuffer.wrap(call, i, 1));
            }
            assertEquals("eins", incoming.message().orElseThrow().text(0));
        }
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItHasCome() {
        byte[] call = MessageFormat.call(3, ":1.2", "/a", "b.c", "D");
        ByteBuffer.wrap(call).order(ByteOrder.LITTLE_ENDIAN).putInt(4, MessageFormat.LARGEST);
        assertThrows(Malformed.class, () -> read(call));
        ByteBuffer.wrap(call).order(ByteOrder.LITTLE_ENDIAN).putInt(4, -1);
        assertThrows(Malformed.class, () -> read(call));
        byte[] fields = MessageFormat.call(3, ":1.2", "/a", "b.c", "D");
        ByteBuffer.wrap(fields).order(ByteOrder.LITTLE_ENDIAN).putInt(12, -1);
        assertThrows(Malformed.class, () -> read(fields));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "(", "()", "(s", "a{", "a{s}", "a{sv", "a{vs}", "a{(s)s}", "z", "s)", "{sv}", "a{svs}"})
    void whatIsNoSignatureIsRefused(String letters) {
        assertThrows(Malformed.class, () -> Signature.of(letters));
    }

    @Test
    void whatNestsTooDeeplyIsRefused() {
        assertThrows(Malformed.class, () -> Signature.of("a".repeat(200) + "s"));
        ByteBuffer body = body(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100; i++) {
            body.put((byte) 1).put((byte) 'v').put((byte) 0);
        }
        byte[] message = signal(ByteOrder.LITTLE_ENDIAN, "v", body.flip());
        assertThrows(Malformed.class, () -> read(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s:05000000616263", // a text that is longer than the message
                "s:0300000061626364", // one without its end
                "s:03000000610062" + "00", // one with a NUL inside
                "b:02000000",
                "as:ffffffff",
                "as:05000000" + "0100000061" + "00", // an array that ends inside its element
                "u:0000",
                "v:00" + "00",
                "v:02737300",
                "y:0000", // more than it says
            })
    void aBodyThatIsNotWhatItSaysIsRefused(String text) {
        byte[] values = HexFormat.of().parseHex(text.substring(text.indexOf(':') + 1));
        byte[] message = signal(ByteOrder.LITTLE_ENDIAN, text.substring(0, text.indexOf(':')), ByteBuffer.wrap(values));
        assertThrows(Malformed.class, () -> read(message));
    }

    @Test
    void descriptorsThatWereNotPassedAreNotBelieved() throws Malformed {
        WireWriter fields = new WireWriter().bytes(9, 1, 'u', 0).number(1);
        WireWriter message =
                new WireWriter().bytes('l', 4, 0, 1).number(0).number(1).number(fields.size());
        byte[] bytes = message.raw(fields.toBytes()).align(8).toBytes();
        assertThrows(Malformed.class, () -> read(bytes));
        Incoming incoming = new Incoming();
        incoming.add(ByteBuffer.wrap(bytes), 4711);
        assertEquals(List.of(4711), incoming.message().orElseThrow().descriptors());
    }

    /** Neither noise nor a message with a few wrong bytes does more than be refused. */
    @Test
    void noBytesDoHarm() {
        Random random = new Random(42);
        byte[] call = MessageFormat.call(3, ":1.2", "/a", "b.c", "D", "eins", "zwei");
        int refused = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = call.clone();
            if (round % 4 == 0) {
                random.nextBytes(bytes);
                bytes[0] = 'l';
                bytes[3] = 1;
            } else {
                for (int i = 0; i <= random.nextInt(4); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            refused += isRefused(bytes) ? 1 : 0;
        }
        assertTrue(refused > 50_000, "refused only " + refused);
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            read(bytes);
            return false;
        } catch (Malformed refusal) {
            return true;
        }
    }

    @Test
    void theGreetingSaysWhoWeAre() throws Malformed {
        assertArrayEquals("\0AUTH EXTERNAL 3635353334\r\n".getBytes(StandardCharsets.US_ASCII), Greeting.first(65534));
        Greeting greeting = new Greeting();
        assertEquals("NEGOTIATE_UNIX_FD\r\n", new String(greeting.next("OK 12ab"), StandardCharsets.US_ASCII));
        assertEquals("BEGIN\r\n", new String(greeting.next("AGREE_UNIX_FD"), StandardCharsets.US_ASCII));
        assertTrue(greeting.isOver());
        assertThrows(Malformed.class, () -> new Greeting().next("REJECTED EXTERNAL"));
        assertThrows(Malformed.class, () -> new Greeting().next("AGREE_UNIX_FD"));
    }

    @Test
    void aGreetingHasAnEnd() {
        Incoming incoming = new Incoming();
        assertThrows(Malformed.class, () -> {
            while (incoming.line().isEmpty()) {
                incoming.add(ByteBuffer.wrap(new byte[100]));
            }
        });
    }
}
