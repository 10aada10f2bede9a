package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.Table;
import org.slicedscore.data.TextTableFactory;
import org.slicedscore.data.prep.Finding.Kind;
import org.slicedscore.data.random.RandomStream;

class DiagnosticsTest {
    static final int N = 1000;

    /** A table of columns given by functions of the row. */
    static Table table(int rows, IntToDoubleFunction... columns) {
        double[] values = new double[rows * columns.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns.length; j++) {
                values[i * columns.length + j] = columns[j].applyAsDouble(i);
            }
        }
        return TextTableFactory.of("test.csv", values, columns.length);
    }

    static IntToDoubleFunction normal(int index) {
        RandomStream random = new RandomStream(9, "column", index);
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.normal();
        }
        return i -> values[i];
    }

    static int[] all(Table table) {
        return IntStream.range(0, table.rows()).toArray();
    }

    private static ColumnStats stats(IntToDoubleFunction column) {
        Table table = table(N, column);
        return ColumnStats.of("c", table.values());
    }

    @Test
    void columns() {
        ColumnStats normal = stats(normal(0));
        assertFalse(normal.quantised() || normal.constant() || normal.spiked() || normal.identifier());
        assertEquals(N, normal.distinct());

        IntToDoubleFunction z = normal(1);
        ColumnStats rounded = stats(i -> Math.rint(z.applyAsDouble(i) * 10) / 10);
        assertTrue(rounded.quantised());
        assertEquals(0.1, rounded.medianGap(), 1e-9);

        ColumnStats noisyRounding =
                stats(i -> Math.rint(z.applyAsDouble(i) * 10) / 10 + 1e-16 * z.applyAsDouble(i + 1));
        assertTrue(noisyRounding.quantised(), "rounding does not hide ties");

        ColumnStats ids = stats(i -> i + 1);
        assertTrue(ids.identifier() && ids.quantised(), "evenly spaced though all different");

        ColumnStats binary = stats(i -> i % 3 == 0 ? 1 : 0);
        assertEquals(2, binary.distinct());
        assertTrue(binary.quantised() && !binary.spiked());

        ColumnStats inflated = stats(i -> i % 4 == 0 ? 0 : Math.abs(z.applyAsDouble(i)) + 0.1);
        assertTrue(inflated.spiked());
        assertEquals(0, inflated.topValue());
        assertEquals(0.25, inflated.topShare());

        assertTrue(stats(i -> 7.25).constant());
        assertTrue(stats(i -> 7.25 + (i % 2) * 1e-15).constant(), "rounding is no variation");

        ColumnStats heavy = stats(i -> Math.pow(10, 4 * z.applyAsDouble(i)));
        assertFalse(heavy.quantised(), "heavy tails do not make ties");
    }

    private static Diagnostics diagnose(Table table) {
        return Preparation.fit(table, all(table), PrepareOptions.automatic(Scaling.STANDARDIZE, 1))
                .diagnostics();
    }

    @Test
    void findings() {
        IntToDoubleFunction a = normal(0);
        IntToDoubleFunction b = normal(1);
        Table table = table(
                N,
                a,
                i -> 3,
                i -> -2 * a.applyAsDouble(i) + 5 + 1e-3 * b.applyAsDouble(i + 9),
                b,
                i -> Math.rint(b.applyAsDouble(i + 5)),
                i -> -2 * a.applyAsDouble(i) + b.applyAsDouble(i),
                i -> i == 700 ? -1e9 : b.applyAsDouble(i + 50));
        Diagnostics found = diagnose(table);
        assertEquals(List.of("x2"), of(found, Kind.CONSTANT).columns());
        assertEquals(List.of("x5"), of(found, Kind.QUANTISED).columns());
        assertEquals(List.of("x3"), of(found, Kind.CORRELATED).columns());
        String pair = of(found, Kind.CORRELATED).message().toString();
        assertTrue(pair.contains("r = -1.00000") || pair.contains("r = -0.99999"), pair);
        assertEquals(
                "kept out of the density: 'x2' (always 3)",
                of(found, Kind.CONSTANT).line().toString());
        assertEquals(1, of(found, Kind.DEPENDENT).columns().size());
        String far = of(found, Kind.OUTSIDE).line().toString();
        assertTrue(far.startsWith("'x7': 1 value far from the rest (-1000000000; the first in row 701)"), far);
        assertFalse(found.has(Kind.DUPLICATE_ROWS) || found.has(Kind.FEW_ROWS) || found.has(Kind.SPIKE));
    }

    @Test
    void repeatedRows() {
        IntToDoubleFunction a = normal(0);
        IntToDoubleFunction b = normal(1);
        Table table = table(N, i -> a.applyAsDouble(i % 900), i -> b.applyAsDouble(i % 900));
        Finding finding = of(diagnose(table), Kind.DUPLICATE_ROWS);
        assertEquals(0.1, finding.share(), 1e-12);
        assertTrue(
                finding.message().toString().startsWith("100 of 1000 rows repeat another (10.0 %)"),
                finding.message().toString());
    }

    @Test
    void fewRows() {
        Table table = table(5, i -> i == 2 ? Double.NaN : i * i, i -> Math.sqrt(i));
        assertTrue(diagnose(table).has(Kind.FEW_ROWS));
        assertEquals(
                "missing cells: 'x1' 1; the model learns from them; missing=drop leaves such rows out",
                of(diagnose(table), Kind.MISSING).line().toString());
    }

    @Test
    void selectionsThatLeaveManyColumnsOutAreShort() {
        assertEquals(Subject.setting("columns", "-a,-\"b,c\""), ColumnNames.without(List.of("a", "b,c")));
        assertEquals(
                Subject.setting("columns", "-1-5,-7,-9-10"),
                ColumnNames.without(List.of("x1", "x2", "x3", "x4", "x5", "x7", "x9", "x10")));
    }

    private static Finding of(Diagnostics diagnostics, Kind kind) {
        return diagnostics.findings().stream()
                .filter(f -> f.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
