package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.train.TrainingData;

/** Finds columns whose values were left discrete, so that rows have no density and a loss can fall without limit. */
final class Discrete {
    /** The share of rows whose value occurs in another row from which a column counts as discrete. */
    private static final double TIED = 0.05;

    private Discrete() {}

    /** The columns' names. */
    static List<String> columns(TrainingData data, Preprocessing preprocessing) {
        Table table = data.table();
        return IntStream.range(0, table.dim())
                .filter(j -> preprocessing.gap()[j] == 0 && preprocessing.noise()[j] == 0)
                .filter(j -> tied(table, data.split().train(), j) > TIED)
                .mapToObj(j -> table.columns().get(j))
                .toList();
    }

    private static double tied(Table table, int[] rows, int column) {
        double[] values = Arrays.stream(rows)
                .mapToDouble(i -> table.at(i, column))
                .sorted()
                .toArray();
        int tied = 0;
        for (int i = 0; i < values.length; i++) {
            if (i > 0 && values[i] == values[i - 1] || i + 1 < values.length && values[i] == values[i + 1]) {
                tied++;
            }
        }
        return (double) tied / values.length;
    }
}
