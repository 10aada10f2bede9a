package org.slicedscore.experiments.paper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;

/**
 * Rows as the paper prepares them for the deep kernel exponential family: unused columns and columns that nearly
 * repeat another are dropped; rows are shuffled once for all seeds and methods, whitened by the covariance of all rows, and
 * get noise N(0, 0.05²) once. Of n rows min(1000, n/10) are for testing, and of the rest min(1000, a tenth) for
 * validation.
 */
final class DataRecipe {
    /** Beyond this correlation one of two columns goes. */
    static final double CORRELATION = 0.98;

    private static final int MOST_HELD_OUT = 1000;
    private static final String LABEL = "quality";
    private static final List<String> PARKINSONS = List.of("subject#", "age", "sex");

    /** The seed of the one order that all methods use. */
    private static final long SPLIT_SEED = 2019;

    private final Table table;
    private final Split split;
    private final String dequantize;

    private DataRecipe(Table table, String dequantize) {
        this.table = table;
        this.dequantize = dequantize;
        split = split(table.rows());
    }

    /**
     * Reads rows.
     *
     * @param source as {@code --data} takes it: the wines lose their quality, Parkinsons its first three columns; of other
     *     sets all columns stay that are not nearly equal to another
     * @throws SsmException of kind DATA if they cannot be read, or are too few
     */
    static DataRecipe read(String source) {
        Table table = DataReader.read(source, ReadOptions.DEFAULT);
        boolean parkinsons = table.columns().size() > PARKINSONS.size()
                && table.columns().subList(0, PARKINSONS.size()).equals(PARKINSONS);
        if (parkinsons) {
            table = table.project(
                    IntStream.range(PARKINSONS.size(), table.dim()).toArray());
        }
        int label = table.columns().indexOf(LABEL);
        if (label >= 0) {
            int from = label;
            table = table.project(
                    IntStream.range(0, table.dim()).filter(j -> j != from).toArray());
        }
        table = withoutRepeats(table);
        if (table.rows() < 50) {
            throw Problem.data(source)
                    .found("%d rows", table.rows())
                    .expected("at least 50 to divide for training, validation and test")
                    .exception();
        }
        // the measurements of Parkinsons are taken as they are, as in the paper
        return new DataRecipe(table, parkinsons ? "off" : "auto");
    }

    /** Removes, one at a time, the first column that nearly repeats another. */
    static Table withoutRepeats(Table table) {
        double[][] r = correlation(table);
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, table.dim()).boxed().toList());
        boolean found = true;
        while (found) {
            found = false;
            for (int i : left) {
                if (left.stream().anyMatch(j -> j != i && Math.abs(r[i][j]) > CORRELATION)) {
                    left.remove((Integer) i);
                    found = true;
                    break;
                }
            }
        }
        return left.size() == table.dim()
                ? table
                : table.project(left.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double[][] correlation(Table table) {
        int d = table.dim();
        int n = table.rows();
        double[][] z = new double[d][n];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                z[j][i] = table.at(i, j);
                mean += z[j][i] / n;
            }
            double square = 0;
            for (int i = 0; i < n; i++) {
                z[j][i] -= mean;
                square += z[j][i] * z[j][i];
            }
            for (int i = 0; i < n; i++) {
                z[j][i] /= Math.sqrt(square);
            }
        }
        double[][] r = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < n; k++) {
                    r[i][j] += z[i][k] * z[j][k];
                }
            }
        }
        return r;
    }

    private static Split split(int n) {
        int[] order = new int[n];
        new RandomStream(SPLIT_SEED, "split").permutation(order);
        int test = Math.min(MOST_HELD_OUT, n / 10);
        int validation = Math.min(MOST_HELD_OUT, (n - test) / 10);
        int train = n - test - validation;
        int[] forTrain = Arrays.copyOf(order, train);
        int[] forValidation = Arrays.copyOfRange(order, train, train + validation);
        int[] forTest = Arrays.copyOfRange(order, train + validation, n);
        Arrays.sort(forTrain);
        Arrays.sort(forValidation);
        Arrays.sort(forTest);
        return new Split(forTrain, forValidation, forTest);
    }

    Table table() {
        return table;
    }

    Split split() {
        return split;
    }

    /** The settings of a run that say how rows are prepared. */
    Map<String, String> settings() {
        return Map.of("preprocess", "whiten", "noise", "0.05", "dequantize", dequantize);
    }

    /** Training and validation rows; the noise depends only on the seed of the order. */
    TrainingData training(TrainingConfig config) {
        int[] all = IntStream.range(0, table.rows()).toArray();
        TrainingConfig same = config.with(Settings.SEED, SPLIT_SEED);
        return TrainingData.prepare(table, split, all, same);
    }

    /** The test rows. */
    Dataset test(TrainingData data) {
        return data.preprocessing().spread(table, split.test());
    }
}
