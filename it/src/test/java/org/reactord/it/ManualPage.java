package org.reactord.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.reactord.it.harness.Program;

/** A page of the manual, as it is written: its literal blocks that a comment makes tests, as a reader sees them. */
record ManualPage(String name) {
    /** A block: the words after {@code test:} in the comment before it, and its text. */
    record Block(String label, String text) {}

    private static final Path MANUAL = Program.root().resolve("man");
    private static final Pattern BLOCK =
            Pattern.compile("^\\.\\\\\" test: (.+)\\n\\.Bd .*\\n((?s:.*?))^\\.Ed$", Pattern.MULTILINE);

    Path file() {
        return MANUAL.resolve(name);
    }

    List<Block> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(file()))
                .results()
                .map(block -> new Block(block.group(1), asRead(block.group(2))))
                .toList();
    }

    /** The texts of those with this label. */
    List<String> blocks(String label) throws IOException {
        return blocks().stream()
                .filter(block -> block.label().equals(label))
                .map(Block::text)
                .toList();
    }

    /** The escapes of roff(7) that the pages use. */
    private static String asRead(String source) {
        return source.replace("\\(dq", "\"")
                .replace("\\&", "")
                .replace("\\-", "-")
                .replace("\\e", "\\");
    }
}
