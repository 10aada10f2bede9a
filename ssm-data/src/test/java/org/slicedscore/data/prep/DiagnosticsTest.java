package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void findings() {
        IntToDoubleFunction a = normal(0);
        IntToDoubleFunction b = normal(1);
        Table table = table(N, a, i -> 3, i -> -2 * a.applyAsDouble(i) + 5, b, i -> Math.rint(b.applyAsDouble(i + 5)));
        Diagnostics found = Diagnostics.of(table, all(table));
        assertEquals(java.util.List.of("x2"), of(found, Kind.CONSTANT).columns());
        assertEquals(java.util.List.of("x5"), of(found, Kind.QUANTISED).columns());
        assertEquals(java.util.List.of("x3"), of(found, Kind.CORRELATED).columns());
        assertTrue(
                of(found, Kind.CORRELATED).message().contains("r = -1.00000"),
                of(found, Kind.CORRELATED).message());
        assertEquals(
                java.util.List.of(Subject.setting("columns", "-x2"), Diagnostics.NOISE),
                of(found, Kind.CONSTANT).remedy().settings());
        assertEquals(
                "one value only in column 'x2' (up to 100 % of the rows); leave out with columns=-x2, or add noise (noise=0.05)",
                of(found, Kind.CONSTANT).line().toString());
        assertFalse(found.has(Kind.DUPLICATE_ROWS) || found.has(Kind.FEW_ROWS) || found.has(Kind.SPIKE));
    }

    @Test
    void repeatedRows() {
        IntToDoubleFunction a = normal(0);
        IntToDoubleFunction b = normal(1);
        Table table = table(N, i -> a.applyAsDouble(i % 900), i -> b.applyAsDouble(i % 900));
        Finding finding = of(Diagnostics.of(table, all(table)), Kind.DUPLICATE_ROWS);
        assertEquals(0.1, finding.share(), 1e-12);
        assertTrue(finding.message().startsWith("100 of 1000 rows repeat another (10.0 %)"), finding.message());
    }

    @Test
    void notFiniteAndFewRows() {
        Table table = table(5, i -> i == 2 ? Double.NaN : i * i, i -> Math.sqrt(i));
        assertTrue(Diagnostics.of(table, all(table)).has(Kind.NOT_FINITE));
        assertTrue(Diagnostics.of(table, new int[] {0, 1, 3, 4}).has(Kind.FEW_ROWS));
    }

    @Test
    void selectionsThatLeaveManyColumnsOutAreShort() {
        assertEquals(Subject.setting("columns", "-a,-\"b,c\""), Diagnostics.without(java.util.List.of("a", "b,c")));
        assertEquals(
                Subject.setting("columns", "-1-5,-7,-9-10"),
                Diagnostics.without(java.util.List.of("x1", "x2", "x3", "x4", "x5", "x7", "x9", "x10")));
    }

    private static Finding of(Diagnostics diagnostics, Kind kind) {
        return diagnostics.findings().stream()
                .filter(f -> f.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
