package org.reactord.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One compiled pattern without braces: a row of tokens, matched with two places to fall back to (the last {@code *},
 * the last {@code **}), so the time is bounded by the product of the lengths squared, whatever a stranger calls a file.
 */
final class GlobProgram {
    private static final int STAR = -1;
    private static final int GLOBSTAR = -2;
    /** {@code **}{@code /}: any number of whole components, or none. */
    private static final int DIRECTORIES = -3;

    private static final int ANY = -4;
    /** Tokens from here down are classes: {@code classes.get(FIRST_CLASS - token)}. */
    private static final int FIRST_CLASS = -5;

    private final int[] tokens;
    private final List<CharacterClass> classes;

    private GlobProgram(int[] tokens, List<CharacterClass> classes) {
        this.tokens = tokens;
        this.classes = classes;
    }

    /** Ranges of code points, in pairs. */
    private record CharacterClass(boolean negated, List<Integer> bounds) {
        boolean has(int codePoint) {
            for (int i = 0; i < bounds.size(); i += 2) {
                if (codePoint >= bounds.get(i) && codePoint <= bounds.get(i + 1)) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    static GlobProgram compile(String pattern) {
        String raw = new String(pattern.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<Integer> tokens = new ArrayList<>();
        List<CharacterClass> classes = new ArrayList<>();
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c == '*') {
                int end = i;
                while (end < raw.length() && raw.charAt(end) == '*') {
                    end++;
                }
                i = star(raw, i, end, tokens);
            } else if (c == '?') {
                tokens.add(ANY);
                i++;
            } else if (c == '[') {
                i = characterClass(raw, i, classes);
                tokens.add(FIRST_CLASS - (classes.size() - 1));
            } else {
                i = literal(raw, i, tokens);
            }
        }
        return new GlobProgram(tokens.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(classes));
    }

    private static int star(String raw, int from, int end, List<Integer> tokens) {
        if (end - from == 1) {
            tokens.add(STAR);
            return end;
        }
        // "**/x" is also to match a plain "x", and "a/**/x" an "a/x": the slash belongs to the run.
        boolean atComponent = from == 0 || raw.charAt(from - 1) == '/';
        boolean directories = atComponent && end < raw.length() && raw.charAt(end) == '/';
        tokens.add(directories ? DIRECTORIES : GLOBSTAR);
        return directories ? end + 1 : end;
    }

    private static int literal(String raw, int at, List<Integer> tokens) {
        int i = at;
        if (raw.charAt(i) == '\\') {
            i++;
            if (i == raw.length()) {
                throw new IllegalArgumentException("nothing follows the last '\\'");
            }
        }
        int length = Utf8.lengthAt(raw, i);
        tokens.add(Utf8.codePointAt(raw, i, length));
        return i + length;
    }

    private static int characterClass(String raw, int open, List<CharacterClass> classes) {
        int i = open + 1;
        boolean negated = i < raw.length() && (raw.charAt(i) == '!' || raw.charAt(i) == '^');
        if (negated) {
            i++;
        }
        List<Integer> bounds = new ArrayList<>();
        while (i < raw.length() && (raw.charAt(i) != ']' || bounds.isEmpty())) {
            List<Integer> point = new ArrayList<>();
            i = literal(raw, i, point);
            if (i + 1 < raw.length() && raw.charAt(i) == '-' && raw.charAt(i + 1) != ']') {
                i = literal(raw, i + 1, point);
            } else {
                point.add(point.get(0));
            }
            if (point.get(1) < point.get(0)) {
                throw new IllegalArgumentException("a range in '[…]' runs backwards");
            }
            bounds.addAll(point);
        }
        if (i >= raw.length()) {
            throw new IllegalArgumentException("a '[' has no closing ']'");
        }
        classes.add(new CharacterClass(negated, List.copyOf(bounds)));
        return i + 1;
    }

    /** The bytes that all that fits begins with, one in each char; ends with what is no literal. */
    String literalStart() {
        return literals(0);
    }

    /** The bytes that all that fits ends with. */
    String literalEnd() {
        int first = tokens.length;
        while (first > 0 && tokens[first - 1] >= 0) {
            first--;
        }
        return literals(first);
    }

    /** All runs of bytes that all that fits has somewhere. */
    List<String> literalRuns() {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] >= 0 && (i == 0 || tokens[i - 1] < 0)) {
                runs.add(literals(i));
            }
        }
        return runs;
    }

    private String literals(int first) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i < tokens.length && tokens[i] >= 0; i++) {
            text.appendCodePoint(tokens[i]);
        }
        return ByteText.raw(text.toString());
    }

    /** True if the bytes from one index to before another fit. */
    boolean matches(String raw, int from, int to) {
        int at = from;
        int token = 0;
        int starToken = -1;
        int starAt = 0;
        int globstarToken = -1;
        int globstarAt = 0;
        while (at < to || token < tokens.length) {
            int wanted = token < tokens.length ? tokens[token] : FIRST_CLASS - classes.size();
            if (wanted == STAR) {
                starToken = ++token;
                starAt = at;
                continue;
            }
            if (wanted == GLOBSTAR || wanted == DIRECTORIES) {
                globstarToken = ++token;
                globstarAt = at;
                starToken = -1;
                continue;
            }
            if (at < to && token < tokens.length) {
                int length = Utf8.lengthAt(raw, at);
                if (fits(wanted, Utf8.codePointAt(raw, at, length))) {
                    token++;
                    at += length;
                    continue;
                }
            }
            if (starToken >= 0 && starAt < to && raw.charAt(starAt) != '/') {
                starAt += Utf8.lengthAt(raw, starAt);
                at = starAt;
                token = starToken;
            } else if (globstarToken >= 0) {
                globstarAt = widened(raw, globstarAt, to, tokens[globstarToken - 1]);
                if (globstarAt < 0) {
                    return false;
                }
                at = globstarAt;
                token = globstarToken;
                starToken = -1;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Where the run of a {@code **} may end next; -1 if nowhere. */
    private static int widened(String raw, int at, int to, int kind) {
        if (kind == DIRECTORIES) {
            int slash = raw.indexOf('/', at);
            return slash < 0 || slash >= to ? -1 : slash + 1;
        }
        return at < to ? at + Utf8.lengthAt(raw, at) : -1;
    }

    private boolean fits(int token, int codePoint) {
        if (token >= 0) {
            return token == codePoint;
        }
        if (codePoint == '/') {
            return false;
        }
        return token == ANY || classes.get(FIRST_CLASS - token).has(codePoint);
    }
}
