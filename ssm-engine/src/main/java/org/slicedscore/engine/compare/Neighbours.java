package org.slicedscore.engine.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.slicedscore.data.random.RandomStream;

/**
 * The nearest rows of each row among those of other folds. Folds do not look at which sample a row is of, so that the rows
 * found are the same for every division.
 */
final class Neighbours {
    private static final int NEAREST = 15;
    private static final int FOLDS = 5;

    private final int[][] nearest;

    private Neighbours(int[][] nearest) {
        this.nearest = nearest;
    }

    static Neighbours of(Pairs distances, long seed) {
        int n = distances.count();
        RandomStream random = new RandomStream(seed, "folds");
        int[] fold = IntStream.range(0, n).map(i -> random.nextInt(FOLDS)).toArray();
        int[][] nearest = new int[n][];
        IntStream.range(0, n).parallel().forEach(i -> {
            // the bits of floats that are not negative are in the order of the floats
            long[] others = IntStream.range(0, n)
                    .filter(j -> fold[j] != fold[i])
                    .mapToLong(j -> (long) Float.floatToIntBits(distances.at(i, j)) << 32 | j)
                    .sorted()
                    .toArray();
            nearest[i] = Arrays.stream(others)
                    .limit(NEAREST)
                    .mapToInt(code -> (int) code)
                    .toArray();
        });
        return new Neighbours(nearest);
    }

    /**
     * How well the share of the second sample among a row's neighbours tells of which sample it is.
     *
     * @param order the rows, those of the first sample first
     * @param first how many they are
     * @return the area under the ROC curve
     */
    double auroc(int[] order, int first) {
        int n = nearest.length;
        boolean[] second = new boolean[n];
        Arrays.fill(second, true);
        for (int i = 0; i < first; i++) {
            second[order[i]] = false;
        }
        // rows by the number of neighbours of the second sample
        long[] ofFirst = new long[NEAREST + 1];
        long[] ofSecond = new long[NEAREST + 1];
        for (int i = 0; i < n; i++) {
            int votes = 0;
            for (int j : nearest[i]) {
                votes += second[j] ? 1 : 0;
            }
            (second[i] ? ofSecond : ofFirst)[votes]++;
        }
        double wins = 0;
        long below = 0;
        for (int votes = 0; votes <= NEAREST; votes++) {
            wins += ofSecond[votes] * (below + 0.5 * ofFirst[votes]);
            below += ofFirst[votes];
        }
        return wins / first / (n - first);
    }
}
