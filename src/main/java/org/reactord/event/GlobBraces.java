package org.reactord.event;

import java.util.ArrayList;
import java.util.List;

/** Multiplies {@code {a,b}} out, so that the matcher itself knows no alternatives. */
final class GlobBraces {
    /** More alternatives than this are surely a mistake, and would make every event slow. */
    private static final int MOST = 256;

    /** Nor has anybody so many pairs in mind; each is a step of a recursion. */
    private static final int DEEPEST = 64;

    private GlobBraces() {}

    static List<String> expand(String pattern) {
        List<String> expanded = new ArrayList<>();
        expand("", pattern, expanded, 0);
        return expanded;
    }

    private static void expand(String done, String rest, List<String> expanded, int depth) {
        int open = unescaped(rest, '{', 0);
        if (open < 0) {
            if (expanded.size() == MOST) {
                throw new IllegalArgumentException("the braces stand for more than " + MOST + " patterns");
            }
            expanded.add(done + rest);
            return;
        }
        if (depth == DEEPEST) {
            throw new IllegalArgumentException("there are more than " + DEEPEST + " braces");
        }
        int close = closing(rest, open);
        for (String choice : choices(rest.substring(open + 1, close))) {
            expand(done + rest.substring(0, open), choice + rest.substring(close + 1), expanded, depth + 1);
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a '{' has no closing '}'");
    }

    private static List<String> choices(String inside) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                choices.add(inside.substring(from, i));
                from = i + 1;
            }
        }
        choices.add(inside.substring(Math.min(from, inside.length())));
        return choices;
    }

    private static int unescaped(String text, char wanted, int from) {
        boolean inClass = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == wanted && !inClass) {
                return i;
            }
        }
        return -1;
    }
}
