package org.reactord.event;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Literal bytes by which numbers are found: those of every literal that a text begins with, or ends with. A hash table whose
 * hash grows by one byte at a time, so that a question costs one step for each byte of the longest literal at the most,
 * however many there are.
 */
final class Literals {
    /** More of a literal is not looked at. */
    private static final int LONGEST = 32;

    private final boolean atEnd;
    private final @Nullable String[] literals;
    private final int[][] numbers;

    /** Which lengths there are. */
    private final boolean[] isLength;

    Literals(Map<String, BitSet> byLiteral, boolean atEnd) {
        this.atEnd = atEnd;
        int size = byLiteral.isEmpty() ? 0 : Integer.highestOneBit(byLiteral.size()) * 4;
        literals = new String[size];
        numbers = new int[size][];
        int longest = 0;
        for (String literal : byLiteral.keySet()) {
            longest = Math.max(longest, literal.length());
        }
        isLength = new boolean[longest + 1];
        byLiteral.forEach(this::put);
    }

    static String cutStart(String literal) {
        return literal.substring(0, Math.min(LONGEST, literal.length()));
    }

    static String cutEnd(String literal) {
        return literal.substring(Math.max(0, literal.length() - LONGEST));
    }

    boolean isEmpty() {
        return literals.length == 0;
    }

    private void put(String literal, BitSet found) {
        int hash = 0;
        for (int i = 0; i < literal.length(); i++) {
            hash = step(hash, literal.charAt(atEnd ? literal.length() - 1 - i : i));
        }
        int slot = slot(hash);
        while (literals[slot] != null) {
            slot = (slot + 1) & (literals.length - 1);
        }
        literals[slot] = literal;
        numbers[slot] = found.stream().toArray();
        isLength[literal.length()] = true;
    }

    private static int step(int hash, char next) {
        return hash * 31 + next;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (literals.length - 1);
    }

    /** Adds the numbers of all literals with which the text, that begins at an index, begins or ends. */
    void find(String raw, int from, BitSet into) {
        int most = Math.min(isLength.length - 1, raw.length() - from);
        int hash = 0;
        for (int length = 1; length <= most; length++) {
            hash = step(hash, raw.charAt(atEnd ? raw.length() - length : from + length - 1));
            if (isLength[length]) {
                lookUp(hash, raw, atEnd ? raw.length() - length : from, length, into);
            }
        }
    }

    private void lookUp(int hash, String raw, int at, int length, BitSet into) {
        int slot = slot(hash);
        String literal = literals[slot];
        while (literal != null) {
            if (literal.length() == length && raw.startsWith(literal, at)) {
                for (int number : numbers[slot]) {
                    into.set(number);
                }
                return;
            }
            slot = (slot + 1) & (literals.length - 1);
            literal = literals[slot];
        }
    }
}
