package org.reactord.rule;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote a word that does not exist. */
public final class Spelling {
    /** Longer words are not compared: they are no slip of the finger, and comparing takes their product in time. */
    private static final int LONGEST = 64;

    private Spelling() {}

    /** {@code ; did you mean 'status'?}, or nothing if no word comes near. */
    public static String hint(String word, Collection<String> words) {
        return nearest(word, words)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** The word that is nearest to this one, if it is near enough to have been meant; the first of several. */
    public static Optional<String> nearest(String word, Collection<String> words) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : words) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= tolerance(word) ? Optional.of(best) : Optional.empty();
    }

    private static int tolerance(String word) {
        return word.length() <= 2 ? 1 : word.length() <= 5 ? 2 : 3;
    }

    /** How many letters must be added, dropped, replaced or swapped with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return a.equals(b) ? 0 : LONGEST;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
