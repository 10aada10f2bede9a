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
        double[] gap = preprocessing.gap();
        double[] noise = preprocessing.noise();
        return IntStream.range(0, preprocessing.dim())
                .filter(k -> gap[k] == 0 && noise[k] == 0)
                .mapToObj(k -> preprocessing.coordinates().get(k))
                .filter(name -> table.columns().contains(name)
                        && tied(table, data.split().train(), table.columns().indexOf(name)) > TIED)
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
