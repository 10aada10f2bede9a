package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.slicedscore.data.prep.DiagnosticsTest.all;
import static org.slicedscore.data.prep.DiagnosticsTest.normal;
import static org.slicedscore.data.prep.DiagnosticsTest.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.data.Table;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.schema.Column;
import org.slicedscore.data.schema.Kind;
import org.slicedscore.data.schema.Role;
import org.slicedscore.data.schema.Schema;

/** Tables with values far out, codes, totals, words and missing cells. */
class MessyTablesTest {
    private static final int N = 1000;
    private static final IntToDoubleFunction A = normal(0);
    private static final IntToDoubleFunction B = normal(1);
    private static final IntToDoubleFunction C = normal(2);

    private static Preparation fit(Table table, Scaling scaling) {
        return Preparation.fit(table, all(table), PrepareOptions.automatic(scaling, 1));
    }

    private static double correlation(double[] a, double[] b, int dim, int column) {
        int n = a.length / dim;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = a[i * dim + column];
            y[i] = b[i * dim + column];
        }
        double mx = ColumnStats.mean(x);
        double my = ColumnStats.mean(y);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / n / ColumnStats.std(x, mx) / ColumnStats.std(y, my);
    }

    /** One cell, however large, leaves the coordinates of all other rows as they are. */
    @ParameterizedTest
    @ValueSource(doubles = {1e9, -1e9, 1e300, 400})
    void oneCellCannotSqueezeTheRest(double far) {
        IntToDoubleFunction second = i -> A.applyAsDouble(i) + 0.5 * B.applyAsDouble(i);
        Table clean = table(N, A, second);
        Table spoiled = table(N, A, i -> i == 500 ? far : second.applyAsDouble(i));
        for (Scaling scaling : new Scaling[] {Scaling.STANDARDIZE, Scaling.WHITEN}) {
            double[] before = fit(clean, scaling).preprocessing().toModel(clean.values());
            Preparation after = fit(spoiled, scaling);
            double[] now = after.preprocessing().toModel(spoiled.values());
            assertTrue(Math.abs(now[1001]) < 5000 && Math.abs(now[1000]) < 5000);
            for (int k = 1000; k < 1002; k++) {
                before[k] = 0;
                now[k] = 0;
            }
            for (int j = 0; j < 2; j++) {
                assertTrue(Math.abs(correlation(before, now, 2, j)) > 0.99, scaling + " column " + j);
            }
            assertTrue(after.diagnostics().has(Finding.Kind.OUTSIDE));
            assertArrayEquals(
                    spoiled.values(), after.preprocessing().toOriginal(now(after, spoiled)), Math.abs(far) * 1e-9);
        }
    }

    private static double[] now(Preparation preparation, Table table) {
        return preparation.preprocessing().toModel(table.values());
    }

    /** Any unit and any origin give the same coordinates. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-6, 1e6, 1e12})
    void unitsDoNotMatter(double unit) {
        Table plain = table(N, A, B);
        Table other = table(N, i -> unit * A.applyAsDouble(i), i -> unit * (B.applyAsDouble(i) + 1e6));
        double[] first = fit(plain, Scaling.STANDARDIZE).preprocessing().toModel(plain.values());
        double[] second = fit(other, Scaling.STANDARDIZE).preprocessing().toModel(other.values());
        assertArrayEquals(first, second, 1e-8);
    }

    @Test
    void farValuesAreClippedOrLeftOut() {
        Table table = table(N, A, i -> i % 100 == 0 ? -999 : B.applyAsDouble(i));
        Preparation clipped = Preparation.fit(table, all(table), options(Outliers.CLIP));
        double most = Arrays.stream(clipped.preprocessing().toModel(table.values()))
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertTrue(most < 30, "at the end of the bulk: " + most);
        assertEquals(
                990, Preparation.fit(table, all(table), options(Outliers.DROP)).rows().length);
        assertTrue(Preparation.fit(table, all(table), options(Outliers.KEEP)).notes().stream()
                .anyMatch(
                        n -> n.toString().startsWith("'x2': 10 values far from the rest (-999; the first in row 1)")));
    }

    private static PrepareOptions options(Outliers outliers) {
        return new PrepareOptions(
                Optional.of(Scaling.STANDARDIZE), Dequantize.AUTO, OptionalDouble.empty(), outliers, 1);
    }

    @Test
    void gapsAreThoseOfTheBulk() {
        double[] codes = {1, 5, 900};
        Table table = table(
                N,
                A,
                i -> codes[i % 3],
                i -> i % 10 > 0 ? 0 : 1000 * (1 + i / 10 % 8) * (1 + i / 10 % 8),
                i -> Math.floor(Math.exp(3 * Math.abs(B.applyAsDouble(i)))),
                i -> i % 2);
        double[] gap = fit(table, Scaling.STANDARDIZE).preprocessing().gap();
        assertEquals(0, gap[0]);
        assertEquals(2, gap[1], "1 and 5 keep apart");
        assertEquals(500, gap[2], "zeros keep away from the first amount");
        assertTrue(gap[3] <= 1, "counts: " + gap[3]);
        assertEquals(0.5, gap[4], "0 and 1 keep apart");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6})
    void totalsAreFoundAtAnyNumberOfDecimals(int decimals) {
        double unit = Math.pow(10, -decimals);
        IntToDoubleFunction total = i -> Math.rint((100 * A.applyAsDouble(i) + 50 * B.applyAsDouble(i)) / unit) * unit;
        Table table = table(
                N, i -> 100 * A.applyAsDouble(i), i -> 50 * B.applyAsDouble(i), total, i -> 10 * C.applyAsDouble(i));
        Preprocessing fitted = fit(table, Scaling.WHITEN).preprocessing();
        assertEquals(3, fitted.dim());
        List<Column> dependent = fitted.schema().of(Role.DEPENDENT);
        assertEquals(1, dependent.size());
        assertFalse(
                dependent.getFirst().reason().contains("x4"),
                dependent.getFirst().reason());
        assertArrayEquals(table.values(), fitted.toOriginal(fitted.toModel(table.values())), unit);
    }

    @Test
    void nearlyDependentColumnsStay() {
        Table table = table(N, A, B, i -> A.applyAsDouble(i) + B.applyAsDouble(i) + 0.01 * C.applyAsDouble(i));
        assertEquals(3, fit(table, Scaling.WHITEN).preprocessing().dim());
    }

    @Test
    void wordsAndMissingCellsComeBack() {
        Schema schema = new Schema(List.of(
                Column.number("age", 0),
                new Column("sex", 1, Role.FEATURE, Kind.CATEGORICAL, List.of("f", "m"), ""),
                new Column("region", 2, Role.FEATURE, Kind.CATEGORICAL, List.of("e", "n", "s", "w"), "")));
        double[] values = new double[3 * N];
        for (int i = 0; i < N; i++) {
            values[3 * i] = i % 9 == 0 ? Double.NaN : 40 + 10 * A.applyAsDouble(i);
            values[3 * i + 1] = i % 2;
            values[3 * i + 2] = i % 11 == 0 ? Double.NaN : i % 4;
        }
        Table table = Table.of("people", schema, values);
        Preparation prepared = fit(table, Scaling.WHITEN);
        Preprocessing fitted = prepared.preprocessing();
        assertEquals(2 + 1 + 4, fitted.dim());
        assertEquals("age missing", fitted.coordinates().get(1));
        assertFalse(fitted.hasDensity());
        assertArrayEquals(values, fitted.toOriginal(fitted.toModel(values)), 1e-9);
        Preprocessing restored = Preprocessing.restore(fitted.state());
        assertArrayEquals(fitted.spread(values, table.origin()), restored.spread(values, table.origin()));
        double[] spread = fitted.spread(values, table.origin());
        int back = 0;
        int marks = 0;
        double[] decoded = fitted.toOriginal(spread);
        for (int i = 0; i < N; i++) {
            back += Double.compare(decoded[3 * i + 2], values[3 * i + 2]) == 0 ? 1 : 0;
            marks += Double.isNaN(values[3 * i]) == Double.isNaN(decoded[3 * i]) ? 1 : 0;
        }
        assertTrue(back > 0.98 * N, "words survive the noise: " + back);
        assertTrue(marks > 0.99 * N, "marks survive the noise: " + marks);
        double[] same = Arrays.stream(spread).sorted().toArray();
        for (int k = 1; k < same.length; k++) {
            assertTrue(same[k] > same[k - 1], "no value twice");
        }
    }

    @Test
    void whatNewRowsHaveAndTrainingHadNotIsNoted() {
        Schema schema = new Schema(List.of(
                Column.number("size", 0),
                Column.number("version", 1),
                new Column("sex", 2, Role.FEATURE, Kind.CATEGORICAL, List.of("f", "m"), "")));
        double[] values = new double[3 * N];
        for (int i = 0; i < N; i++) {
            values[3 * i] = A.applyAsDouble(i);
            values[3 * i + 1] = 7;
            values[3 * i + 2] = i % 2;
        }
        Preprocessing fitted =
                fit(Table.of("people", schema, values), Scaling.WHITEN).preprocessing();
        Table same = Table.of("new", schema, new double[] {1, 7, 0, 2, 7 + 1e-12, 1, 3, Double.NaN, 0});
        assertEquals(List.of(), fitted.differences(same));
        Table other = Table.of("new", schema, new double[] {1, 7, 0, Double.NaN, 8, 2, 3, 8, 1});
        assertEquals(
                List.of(
                        "constant in training and different here, which the density does not see: 'version' in 2 rows, the "
                                + "first is row 2",
                        "words that training has not seen: 'sex' in 1 row, row 2",
                        "missing, which never was in training, and taken as the median: 'size' in 1 row, row 2"),
                fitted.differences(other).stream().map(Object::toString).toList());
    }

    @Test
    void aTotalThatNoLongerAddsUpIsNoted() {
        Schema schema = Schema.numbers(List.of("net", "tax", "total"));
        double[] values = new double[3 * N];
        for (int i = 0; i < N; i++) {
            values[3 * i] = Math.round(100 * A.applyAsDouble(i)) / 100.0;
            values[3 * i + 1] = Math.round(19 * Math.cos(2.3 * i)) / 100.0;
            values[3 * i + 2] = values[3 * i] + values[3 * i + 1];
        }
        Preprocessing fitted =
                fit(Table.of("bills", schema, values), Scaling.WHITEN).preprocessing();
        double[] rows = Arrays.copyOf(values, 12);
        assertEquals(List.of(), fitted.differences(Table.of("new", schema, rows)));
        rows[5] += 0.1;
        String name = fitted.schema().inputs().stream()
                .filter(c -> c.role() == Role.DEPENDENT)
                .findFirst()
                .orElseThrow()
                .name();
        Preprocessing restored = Preprocessing.restore(fitted.state());
        assertEquals(
                List.of("not what follows from other columns as in training, which the density does not see: '" + name
                        + "' in 1 row, row 2"),
                restored.differences(Table.of("new", schema, rows)).stream()
                        .map(Object::toString)
                        .toList());
    }
}
