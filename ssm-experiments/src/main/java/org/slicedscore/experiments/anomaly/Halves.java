package org.slicedscore.experiments.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;

/**
 * The rows to learn from and those to tell apart.
 *
 * @param learned indices of the rows to learn from
 * @param judged indices of the rows to tell apart
 */
record Halves(int[] learned, int[] judged) {
    /** Where learning has fewer rows than this, the published protocol draws so many with replacement. */
    private static final int BOOTSTRAPPED = 1000;

    /**
     * Half of the normal rows at random, copies of a row on one side; the other half and all strange rows are judged.
     *
     * @param table the rows
     * @param strange for each row whether it is
     * @param most the most rows on either side; of more, a random part is taken
     * @param seed of the division
     */
    static Halves random(Table table, boolean[] strange, int most, long seed) {
        int[] normal = where(strange, false);
        RowUnits units = RowUnits.copies(table, normal);
        int[] order = new int[units.count()];
        new RandomStream(seed, "halves").permutation(order);
        boolean[] first = new boolean[units.count()];
        int taken = 0;
        for (int unit : order) {
            if (taken + units.size(unit) <= (normal.length + 1) / 2) {
                first[unit] = true;
                taken += units.size(unit);
            }
        }
        int[] learned = IntStream.range(0, normal.length)
                .filter(i -> first[units.of(i)])
                .map(i -> normal[i])
                .toArray();
        int[] rest = IntStream.range(0, normal.length)
                .filter(i -> !first[units.of(i)])
                .map(i -> normal[i])
                .toArray();
        int[] judged = concat(rest, where(strange, true));
        return new Halves(some(learned, most, seed, "learned"), some(judged, most, seed, "judged"));
    }

    /**
     * The published protocol: the first half of the normal rows in the order of the file, drawn with replacement where they are
     * fewer than 1000.
     */
    static Halves published(boolean[] strange, int most, long seed) {
        int[] normal = where(strange, false);
        int[] learned = Arrays.copyOf(normal, normal.length / 2);
        int[] rest = Arrays.copyOfRange(normal, normal.length / 2, normal.length);
        if (strange.length < BOOTSTRAPPED) {
            RandomStream random = new RandomStream(seed, "bootstrap");
            int[] drawn = new int[BOOTSTRAPPED];
            int[] half = learned;
            Arrays.setAll(drawn, i -> half[random.nextInt(half.length)]);
            learned = drawn;
        }
        int[] judged = concat(rest, where(strange, true));
        return new Halves(some(learned, most, seed, "learned"), some(judged, most, seed, "judged"));
    }

    /**
     * As {@link #random}, with strange rows among those to learn from.
     *
     * @param share of strange rows among those to learn from; at most half of all strange rows are used, and normal rows are left
     *     out where those are too few
     */
    static Halves contaminated(Table table, boolean[] strange, double share, int most, long seed) {
        Halves clean = random(table, strange, Integer.MAX_VALUE, seed);
        int[] all = some(where(strange, true), Integer.MAX_VALUE, seed, "contamination");
        int wanted = (int) Math.round(share / (1 - share) * Math.min(clean.learned.length, most));
        int[] added = Arrays.copyOf(all, Math.max(1, Math.min(wanted, all.length / 2)));
        int normal = (int) Math.min(clean.learned.length, Math.round(added.length * (1 - share) / share));
        int[] learned = concat(some(clean.learned, Math.max(2, normal), seed, "learned"), added);
        Arrays.sort(learned);
        int[] sorted = added.clone();
        Arrays.sort(sorted);
        int[] judged = Arrays.stream(clean.judged)
                .filter(row -> Arrays.binarySearch(sorted, row) < 0)
                .toArray();
        return new Halves(learned, some(judged, most, seed, "judged"));
    }

    private static int[] where(boolean[] strange, boolean wanted) {
        return IntStream.range(0, strange.length)
                .filter(i -> strange[i] == wanted)
                .toArray();
    }

    private static int[] concat(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }

    /** All of them in their order, or so many at random. */
    private static int[] some(int[] rows, int most, long seed, String purpose) {
        if (rows.length <= most && !purpose.equals("contamination")) {
            return rows;
        }
        int[] order = new int[rows.length];
        new RandomStream(seed, purpose).permutation(order);
        return Arrays.stream(order).limit(most).map(i -> rows[i]).toArray();
    }
}
