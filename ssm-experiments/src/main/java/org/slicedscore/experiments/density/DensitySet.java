package org.slicedscore.experiments.density;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.DataSource;
import org.slicedscore.data.Labels;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Table;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;

/**
 * Rows to learn a density from: of a table the distinct ones, of a labelled set those of label 0, or rows drawn from a known
 * density.
 *
 * @param table the rows
 * @param truth the density that they were drawn from, or null
 */
record DensitySet(Table table, SyntheticSet truth) {
    private static final String SYNTHETIC = "synthetic:";
    private static final String ADBENCH = ".npz";

    static boolean synthetic(String source) {
        return source.startsWith(SYNTHETIC);
    }

    /**
     * Reads or draws rows.
     *
     * @param source as {@code --data} takes it; an {@code .npz} file has labels {@code y}, 0 for the rows that are taken
     * @param rows how many are drawn, and the most that are taken of a table, at random
     * @param split keys the rows that are drawn
     * @param catalog the formats
     */
    static DensitySet read(String source, int rows, int split, Catalog catalog) {
        if (synthetic(source)) {
            SyntheticSet truth = truth(source);
            return new DensitySet(drawn(truth, rows, split), truth);
        }
        ReadOptions options = source.endsWith(ADBENCH) ? ReadOptions.DEFAULT.withLabel("y") : ReadOptions.DEFAULT;
        Table table = DataReader.read(source, options, catalog);
        int[] chosen = distinct(table, normal(table, source));
        if (chosen.length > rows) {
            int[] order = new int[chosen.length];
            new RandomStream(split, "rows").permutation(order);
            int[] all = chosen;
            chosen = IntStream.of(order).limit(rows).map(i -> all[i]).sorted().toArray();
        }
        return new DensitySet(table.select(chosen), null);
    }

    /** The density of {@code synthetic:NAME?parameter=value&…}. */
    static SyntheticSet truth(String source) {
        DataSource.Generated generated = (DataSource.Generated) DataSource.parse(source);
        Map<String, Double> parameters = new LinkedHashMap<>();
        generated.options().forEach((name, text) -> parameters.put(name, Double.valueOf(text)));
        return SyntheticSets.create(generated.id(), parameters);
    }

    static Table drawn(SyntheticSet set, int rows, long seed) {
        return Table.of(
                set.name(),
                IntStream.rangeClosed(1, set.dim()).mapToObj(j -> "x" + j).toList(),
                set.sample(rows, seed));
    }

    private static int[] normal(Table table, String source) {
        Labels labels = table.labels();
        if (labels == null || !source.endsWith(ADBENCH)) {
            return IntStream.range(0, table.rows()).toArray();
        }
        return IntStream.range(0, table.rows())
                .filter(i -> Double.parseDouble(labels.text(i)) == 0)
                .toArray();
    }

    private static int[] distinct(Table table, int[] rows) {
        RowUnits copies = RowUnits.copies(table, rows);
        Set<Integer> seen = new HashSet<>();
        return IntStream.range(0, rows.length)
                .filter(i -> seen.add(copies.of(i)))
                .map(i -> rows[i])
                .toArray();
    }

    /** How rows are prepared besides the defaults: numbers of a known density are taken as they are. */
    Map<String, String> settings() {
        return truth == null ? Map.of() : Map.of("dequantize", "off", "noise", "0");
    }
}
