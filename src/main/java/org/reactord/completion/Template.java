package org.reactord.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A script with gaps: a line that is {@code @name@}, however far indented, stands for lines of that name. */
final class Template {
    private final String text;

    private Template(String text) {
        this.text = text;
    }

    /** The resource of this name. */
    static Template named(String name) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name), name)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("the program's own jar cannot be read", broken);
        }
    }

    /** The same with the gap filled, each line indented as the gap is. */
    Template with(String name, List<String> lines) {
        String gap = "@" + name + "@";
        int at = text.indexOf(gap);
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + gap);
        }
        int begin = text.lastIndexOf('\n', at) + 1;
        String indent = text.substring(begin, at);
        String filled = lines.stream().map(line -> indent + line + "\n").collect(Collectors.joining());
        return new Template(text.substring(0, begin) + filled + text.substring(text.indexOf('\n', at) + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
