package org.reactord.rule;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactord.event.BytePath;

/**
 * One argument in which {@code {path}} and its like are replaced, byte for byte and never split again; a brace that is
 * written twice stands for itself.
 */
public final class Template {
    /** Text (its UTF-8 bytes), a field of a file, or a key of an event. */
    private sealed interface Part {
        record Text(String text) implements Part {}

        record Value(Field field) implements Part {}

        record Key(String word, int at) implements Part {}
    }

    /** A placeholder that is none, and where in the text it stands (from 0). */
    public static final class UnknownField extends Exception {
        private static final long serialVersionUID = 1L;
        private final String word;
        private final int at;

        UnknownField(String word, int at) {
            super("unknown placeholder {" + word + "}");
            this.word = word;
            this.at = at;
        }

        public String word() {
            return word;
        }

        public int at() {
            return at;
        }
    }

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** Reads a template; a brace that opens no word of small letters, as in JSON or awk, stands for itself. */
    public static Template of(String text) throws UnknownField {
        Template template = ofAnyWords(text);
        Optional<UnknownField> unknown = template.unknown();
        if (unknown.isPresent()) {
            throw unknown.get();
        }
        return template;
    }

    /** Reads a template in which any word may stand in braces: of an event, each may be a key. */
    public static Template ofAnyWords(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if ((c == '{' || c == '}') && i + 1 < text.length() && text.charAt(i + 1) == c) {
                literal.append(c);
                i += 2;
                continue;
            }
            int close = c == '{' ? endOfWord(text, i + 1) : -1;
            if (close < 0) {
                literal.append(c);
                i++;
                continue;
            }
            String word = text.substring(i + 1, close);
            if (literal.length() > 0) {
                parts.add(new Part.Text(literal.toString()));
                literal.setLength(0);
            }
            int at = i;
            parts.add(Field.ofWord(word).<Part>map(Part.Value::new).orElseGet(() -> new Part.Key(word, at)));
            i = close + 1;
        }
        if (literal.length() > 0) {
            parts.add(new Part.Text(literal.toString()));
        }
        return new Template(text, parts);
    }

    /** The index of the '}' that ends a word of small letters, dashes and underscores; -1 if there is none. */
    private static int endOfWord(String text, int from) {
        int i = from;
        while (i < text.length() && (Character.isLowerCase(text.charAt(i)) || "-_".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i > from && i < text.length() && text.charAt(i) == '}' ? i : -1;
    }

    /** True if some placeholder stands in it. */
    public boolean hasFields() {
        return parts.stream().anyMatch(part -> !(part instanceof Part.Text));
    }

    /** The first placeholder that means nothing of a file. */
    public Optional<UnknownField> unknown() {
        for (Part part : parts) {
            if (part instanceof Part.Key key) {
                return Optional.of(new UnknownField(key.word(), key.at()));
            }
        }
        return Optional.empty();
    }

    /** What its placeholders stand for, in their order. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                fields.add(value.field());
            }
        }
        return fields;
    }

    /** The argument for a path that was seen below a root. */
    public byte[] expand(BytePath root, BytePath path) {
        ByteArrayOutputStream expanded = new ByteArrayOutputStream();
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                expanded.writeBytes(value.field().of(root, path));
            } else if (part instanceof Part.Text literal) {
                expanded.writeBytes(literal.text().getBytes(StandardCharsets.UTF_8));
            }
        }
        return expanded.toByteArray();
    }

    /** The text for an event with these keys; one that it does not have stands for nothing. */
    public String expand(Map<String, String> fields) {
        StringBuilder expanded = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text literal) {
                expanded.append(literal.text());
            } else if (part instanceof Part.Value value) {
                expanded.append(fields.getOrDefault(value.field().word(), ""));
            } else if (part instanceof Part.Key key) {
                expanded.append(fields.getOrDefault(key.word(), ""));
            }
        }
        return expanded.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
