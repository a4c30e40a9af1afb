package org.reactord.event;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of many lists of globs at once which of them may fit, without a look at the others: most globs begin or end with
 * literal bytes, or have some between, and a name that does not have these cannot fit. What may fit has to be asked itself.
 * Immutable; a question makes no object.
 */
public final class GlobIndex {
    /** Of what stands between wildcards, so many bytes are looked for. */
    private static final int GRAM = 3;

    private final BitSet always = new BitSet();
    private final Literals ends;
    private final Literals starts;
    private final Literals pathStarts;
    private final Literals grams;

    /** One pattern without braces, of one list; by which literals it may be found. */
    private record Part(int list, boolean onPath, String start, String end, List<String> grams) {}

    private GlobIndex(Map<Integer, List<Glob>> lists, boolean ofValues) {
        List<Part> parts = new ArrayList<>();
        lists.forEach((list, globs) -> {
            globs.forEach(glob -> addParts(list, glob, ofValues || glob.isOnPath(), parts));
            // One for directories may mean any component.
            if (globs.isEmpty() || (!ofValues && globs.stream().anyMatch(Glob::forDirectories))) {
                always.set(list);
            }
        });
        Map<String, Integer> shared = new HashMap<>();
        for (Part part : parts) {
            shared.merge("^" + part.start(), 1, Integer::sum);
            shared.merge("$" + part.end(), 1, Integer::sum);
            part.grams().forEach(gram -> shared.merge(gram, 1, Integer::sum));
        }
        Map<String, BitSet> byEnd = new HashMap<>();
        Map<String, BitSet> byStart = new HashMap<>();
        Map<String, BitSet> byPathStart = new HashMap<>();
        Map<String, BitSet> byGram = new HashMap<>();
        for (Part part : parts) {
            // Found by that which it has in common with fewer others.
            boolean endTells = shared.getOrDefault("$" + part.end(), 0) <= shared.getOrDefault("^" + part.start(), 0);
            String rarest = part.grams().stream()
                    .min(Comparator.comparing(gram -> shared.getOrDefault(gram, 0)))
                    .orElse("");
            if (!part.end().isEmpty() && (part.start().isEmpty() || endTells)) {
                add(byEnd, part.end(), part.list());
            } else if (!part.start().isEmpty()) {
                add(part.onPath() ? byPathStart : byStart, part.start(), part.list());
            } else if (!rarest.isEmpty()) {
                add(byGram, rarest, part.list());
            } else {
                always.set(part.list());
            }
        }
        ends = new Literals(byEnd, true);
        starts = new Literals(byStart, false);
        pathStarts = new Literals(byPathStart, false);
        grams = new Literals(byGram, false);
    }

    private static void addParts(int list, Glob glob, boolean onPath, List<Part> parts) {
        for (GlobProgram one : glob.alternatives()) {
            List<String> grams = new ArrayList<>();
            for (String run : one.literalRuns()) {
                for (int i = 0; i + GRAM <= run.length(); i++) {
                    grams.add(run.substring(i, i + GRAM));
                }
            }
            String start = Literals.cutStart(one.literalStart());
            parts.add(new Part(list, onPath, start, Literals.cutEnd(one.literalEnd()), grams));
        }
    }

    private static void add(Map<String, BitSet> map, String literal, int list) {
        map.computeIfAbsent(literal, any -> new BitSet()).set(list);
    }

    /** Of globs for paths, each list with its number; a list without any may always fit. */
    public static GlobIndex ofPaths(Map<Integer, List<Glob>> lists) {
        return new GlobIndex(lists, false);
    }

    /** Of globs for {@linkplain Glob#matchesValue(String) values}. */
    public static GlobIndex ofValues(Map<Integer, List<Glob>> lists) {
        return new GlobIndex(lists, true);
    }

    /**
     * Adds the numbers of the lists of which one may fit the path, which is relative from this byte on.
     *
     * @param into has all numbers that it had before, too
     */
    public void find(BytePath path, int from, BitSet into) {
        find(path.raw(), from, path.nameAt(from), into);
    }

    /** The same for a value, in the form that {@link ByteText} describes. */
    public void find(String value, BitSet into) {
        int from = value.startsWith("/") ? 1 : 0;
        find(ByteText.raw(value), from, from, into);
    }

    private void find(String raw, int from, int nameAt, BitSet into) {
        into.or(always);
        ends.find(raw, from, into);
        pathStarts.find(raw, from, into);
        starts.find(raw, nameAt, into);
        for (int i = from; i + GRAM <= raw.length() && !grams.isEmpty(); i++) {
            grams.find(raw, i, into);
        }
    }
}
