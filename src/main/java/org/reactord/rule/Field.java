package org.reactord.rule;

import java.util.Arrays;
import java.util.Optional;
import org.reactord.event.BytePath;

/** What a placeholder can stand for: {@code {path}}, {@code {dir}} and so on. */
public enum Field {
    PATH,
    DIR,
    NAME,
    STEM,
    EXT,
    ROOT,
    RELPATH;

    /** The word between the braces. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Field> ofWord(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** The bytes that take the placeholder's place, for a path seen below a root. */
    public byte[] of(BytePath root, BytePath path) {
        return switch (this) {
            case PATH -> path.bytes();
            case DIR -> path.parent().orElse(BytePath.ROOT).bytes();
            case NAME -> path.name().bytes();
            case STEM -> path.stem().bytes();
            case EXT -> path.extension();
            case ROOT -> root.bytes();
            case RELPATH -> path.below(root).orElseGet(path::name).bytes();
        };
    }
}
