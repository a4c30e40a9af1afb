package org.reactord.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFileTest {
    @Test
    void whatIsWrittenIsReadAgainAndTheRestIsLeft() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("repo", "a b\n\tc\\ é");
        fields.put("empty", "");
        byte[] rest = {0, '\n', (byte) 0xFF, '\n'};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(EventFile.beginning(fields));
        file.writeBytes(rest);
        ByteArrayInputStream in = new ByteArrayInputStream(file.toByteArray());
        assertEquals(fields, EventFile.readFields(in));
        assertArrayEquals(rest, in.readAllBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello\n\n",
                "reactor event 1",
                "reactor event 1\n",
                "reactor event 1\na\tb",
                "reactor event 1\na\tb\\q\n\n",
                "reactor event 2\n\n"
            })
    void whatIsNoEventIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> EventFile.readFields(new ByteArrayInputStream(bytes)));
    }

    @Test
    void aFileWithoutEndsIsNotReadForEver() {
        byte[] endless = ("reactor event 1\n" + "x".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> EventFile.readFields(new ByteArrayInputStream(endless)));
    }
}
