package org.reactord.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reactord.source.Bench.deep;
import static org.reactord.source.Bench.flat;
import static org.reactord.source.Bench.write;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactord.event.BytePath;
import org.reactord.event.Cause;
import org.reactord.event.Change;
import org.reactord.files.PathBytes;

/** Names are bytes, and arrive as they are. */
interface NamesContract extends OnBench {
    /** One char stands for one byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf",
                "a\nb",
                "it's \"so\"",
                " ",
                "\\",
                "%41",
                "\u00c3\u00a9t\u00c3\u00a9",
                "raw\u00ff\u0001",
                "#1"
            })
    default void aNameArrivesByteForByte(String bytes) {
        BytePath name = BytePath.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
        bench().watch(flat(bench().root));
        Path file = PathBytes.toPath(Bench.bytes(bench().root).resolve(name));
        write(file, "text");
        BytePath told = bench().awaitTold(file, Change.WRITTEN).path();
        assertEquals(Bench.bytes(bench().root).resolve(name), told);
        Bench.delete(file);
        assertEquals(told, bench().awaitTold(file, Change.DELETED).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-d", "d\nd", "\u00c3\u00a9", "raw\u00ff"})
    default void soDoesTheNameOfADirectory(String bytes) {
        BytePath name = BytePath.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
        Path directory = PathBytes.toPath(Bench.bytes(bench().root).resolve(name));
        Path before = write(Bench.makeDirectories(directory).resolve("before"), "text");
        bench().watch(deep(bench().root));
        assertEquals(Cause.START, bench().awaitTold(before, Change.WRITTEN).cause());
        Path after = write(directory.resolve("after"), "text");
        bench().awaitTold(after, Change.WRITTEN);
    }
}
