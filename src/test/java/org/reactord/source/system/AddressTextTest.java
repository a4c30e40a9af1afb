package org.reactord.source.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 5952, and the edges. */
class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "0a000001, 10.0.0.1",
        "fffefd00, 255.254.253.0",
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "fe800000000000000000000000000000, fe80::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "00010000000200030004000500060000, 1:0:2:3:4:5:6:0",
        "00000000000200030004000500060007, ::2:3:4:5:6:7",
        "abcdef01000000000000000012340000, abcd:ef01::1234:0",
    })
    void anAddressIsWrittenAsIpDoes(String bytes, String text) {
        assertEquals(text, AddressText.of(HexFormat.of().parseHex(bytes)));
    }
}
