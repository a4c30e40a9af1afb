package org.reactord.source;

import java.util.Locale;

/**
 * How far work on a tree has come that takes longer than a moment.
 *
 * @param directories that were gone into so far
 * @param names that were met in them; 0 where nobody asks for names
 */
public record Progress(Work work, long directories, long names) {
    /** What the work is. */
    public enum Work {
        /** Nothing of the tree is told yet but what happens where a watch is already. */
        ARMING("putting its directories under watch"),
        /** What lies there is told. */
        SCANNING("looking at what is there"),
        /** What has changed while no daemon ran is looked for. */
        CATCHING_UP("catching up with what has changed"),
        /** Something may have been missed. */
        COMPARING("comparing it with what is known");

        private final String clause;

        Work(String clause) {
            this.clause = clause;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code catching up with what has changed: 12,000 directories and 340,000 names so far}. */
    public String describe() {
        String met = count(directories, "directory", "directories");
        return work.clause + ": " + met + (names == 0 ? "" : " and " + count(names, "name", "names")) + " so far";
    }

    private static String count(long number, String one, String more) {
        return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? one : more);
    }
}
