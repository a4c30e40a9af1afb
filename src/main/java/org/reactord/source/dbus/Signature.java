package org.reactord.source.dbus;

/**
 * The types of values, each a letter, or several: D-Bus Specification, "Type System". Checked when made: whoever walks over it
 * meets complete types only.
 */
final class Signature {
    private static final String BASIC = "ybnqiuxtdsogh";
    private static final int LONGEST = 255;
    private static final int DEEPEST = 64;

    private final String letters;

    private Signature(String letters) {
        this.letters = letters;
    }

    static Signature of(String letters) throws Malformed {
        Signature signature = new Signature(letters);
        if (letters.length() > LONGEST) {
            throw new Malformed("has a signature that is too long");
        }
        for (int at = 0; at < letters.length(); ) {
            at = signature.check(at, 0);
        }
        return signature;
    }

    /** Where the type that begins here ends. */
    private int check(int at, int depth) throws Malformed {
        char letter = at < letters.length() ? letters.charAt(at) : 0;
        if (depth > DEEPEST) {
            throw new Malformed("has a signature that nests too deeply");
        }
        if ((letter != 0 && BASIC.indexOf(letter) >= 0) || letter == 'v') {
            return at + 1;
        }
        if (letter == 'a') {
            boolean ofEntries = at + 1 < letters.length() && letters.charAt(at + 1) == '{';
            return ofEntries ? checkEntry(at + 1, depth + 1) : check(at + 1, depth + 1);
        }
        if (letter != '(') {
            throw wrong();
        }
        int field = check(at + 1, depth + 1);
        while (field < letters.length() && letters.charAt(field) != ')') {
            field = check(field, depth + 1);
        }
        if (field >= letters.length()) {
            throw wrong();
        }
        return field + 1;
    }

    private int checkEntry(int at, int depth) throws Malformed {
        if (at + 1 >= letters.length() || BASIC.indexOf(letters.charAt(at + 1)) < 0) {
            throw wrong();
        }
        int end = check(at + 2, depth);
        if (end >= letters.length() || letters.charAt(end) != '}') {
            throw wrong();
        }
        return end + 1;
    }

    private static Malformed wrong() {
        return new Malformed("has a signature that is none");
    }

    /** What a value of the type that begins with this letter is aligned to. */
    static int alignment(char letter) {
        return switch (letter) {
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 4;
        };
    }

    int length() {
        return letters.length();
    }

    char at(int index) {
        return letters.charAt(index);
    }

    /** Where the type that begins here ends. */
    int end(int at) {
        int open = 0;
        int index = at;
        do {
            char letter = letters.charAt(index++);
            if (letter == '(' || letter == '{') {
                open++;
            } else if (letter == ')' || letter == '}') {
                open--;
            } else if (letter == 'a' && open == 0) {
                return end(index);
            }
        } while (open > 0);
        return index;
    }

    @Override
    public String toString() {
        return letters;
    }
}
