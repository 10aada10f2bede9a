package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.slicedscore.data.prep.DiagnosticsTest.all;
import static org.slicedscore.data.prep.DiagnosticsTest.normal;
import static org.slicedscore.data.prep.DiagnosticsTest.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slicedscore.data.DataReader;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.ReadOptions;
import org.slicedscore.data.Split;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Refusal;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;

class PreparationTest {
    private static final IntToDoubleFunction A = normal(0);
    private static final IntToDoubleFunction B = normal(1);

    private static Table correlated() {
        return table(
                2000,
                i -> 100 + 20 * A.applyAsDouble(i),
                i -> 0.001 * (A.applyAsDouble(i) + 0.5 * B.applyAsDouble(i)),
                i -> B.applyAsDouble(i + 3000) - 4);
    }

    private static Preprocessing fit(Table table, Scaling scaling) {
        return Preparation.fit(table, all(table), PrepareOptions.automatic(scaling, 1))
                .preprocessing();
    }

    private static PrepareOptions options(Scaling scaling, Dequantize dequantize, double noise) {
        return new PrepareOptions(Optional.of(scaling), dequantize, OptionalDouble.of(noise), Outliers.KEEP, 1);
    }

    private static double moment(double[] rows, int dim, int a, int b) {
        double sum = 0;
        for (int i = 0; i < rows.length / dim; i++) {
            sum += rows[i * dim + a] * rows[i * dim + b];
        }
        return sum / (rows.length / dim);
    }

    @Test
    void whiteningGivesTheIdentity() {
        Table table = correlated();
        double[] z = fit(table, Scaling.WHITEN).toModel(table.values());
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertEquals(a == b ? 1 : 0, moment(z, 3, a, b), 1e-10);
            }
        }
        double[] s = fit(table, Scaling.STANDARDIZE).toModel(table.values());
        assertEquals(1, moment(s, 3, 1, 1), 1e-10);
        assertTrue(moment(s, 3, 0, 1) > 0.8);
        assertArrayEquals(table.values(), fit(table, Scaling.NONE).toModel(table.values()));
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void thereAndBack(Scaling scaling) {
        Table table = correlated();
        Preprocessing fitted = fit(table, scaling);
        double[] back = fitted.toOriginal(fitted.toModel(table.values()));
        for (int i = 0; i < back.length; i++) {
            assertEquals(table.values()[i], back[i], 1e-11 * Math.max(0.001, Math.abs(back[i])));
        }
        // log |det| by the volume of the image of a box: the transform is affine, so finite differences are exact.
        double[][] j = new double[3][3];
        double[] x = Arrays.copyOf(table.values(), 3);
        double[] z = fitted.toModel(x);
        for (int c = 0; c < 3; c++) {
            double[] moved = x.clone();
            moved[c] += 1;
            double[] image = fitted.toModel(moved);
            for (int r = 0; r < 3; r++) {
                j[r][c] = image[r] - z[r];
            }
        }
        double det = j[0][0] * (j[1][1] * j[2][2] - j[1][2] * j[2][1])
                - j[0][1] * (j[1][0] * j[2][2] - j[1][2] * j[2][0])
                + j[0][2] * (j[1][0] * j[2][1] - j[1][1] * j[2][0]);
        assertEquals(Math.log(Math.abs(det)), fitted.logDetJacobian(x)[0], 1e-8);
        double[] score = fitted.scoreToOriginal(x, new double[] {1, 2, 3});
        for (int c = 0; c < 3; c++) {
            assertEquals(j[0][c] + 2 * j[1][c] + 3 * j[2][c], score[c], 1e-8 * Math.max(1, Math.abs(score[c])));
        }
    }

    /** A density known in the table's coordinates comes back from the model's with the Jacobian. */
    @Test
    void densitiesAreCorrected() {
        SyntheticSet set = SyntheticSets.create("gaussian", Map.of("rho", 0.7));
        Table table = DataReader.read("synthetic:gaussian?rho=0.7&n=50000&seed=1", ReadOptions.DEFAULT);
        Preprocessing fitted = fit(table, Scaling.WHITEN);
        double[] x = {0.3, -1.2};
        double[] z = fitted.toModel(x);
        double logModel = -0.5 * (z[0] * z[0] + z[1] * z[1]) - Math.log(2 * Math.PI);
        assertEquals(set.logDensity(x), logModel + fitted.logDetJacobian(x)[0], 0.03);
        double[] score = new double[2];
        set.score(x, score);
        assertArrayEquals(score, fitted.scoreToOriginal(x, new double[] {-z[0], -z[1]}), 0.05);
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void savedAndRestored(Scaling scaling) {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        Preprocessing fitted = fit(wine, scaling);
        PreprocessingState state = fitted.state();
        Preprocessing restored = Preprocessing.restore(state);
        int[] rows = all(wine);
        assertArrayEquals(
                fitted.spread(wine, rows).values(), restored.spread(wine, rows).values());
        assertArrayEquals(fitted.logDetJacobian(wine.values()), restored.logDetJacobian(wine.values()));
        Map<String, double[]> damaged = new LinkedHashMap<>(state.arrays());
        damaged.put("gap", new double[3]);
        Refusal.data(
                () -> Preprocessing.restore(
                        new PreprocessingState(state.scaling(), state.schema(), state.seed(), damaged)),
                "gap",
                "expected 11 numbers");
    }

    @Test
    void redWineIsSpreadByDefault() {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        int[] train = Split.of("wine", wine.rows(), 0.1, 0.1, 1).train();
        Preparation prepared = Preparation.fit(wine, train, PrepareOptions.automatic(Scaling.WHITEN, 1));
        assertTrue(prepared.notes().stream().anyMatch(n -> n.toString().contains("(dequantised) in 11 of 11")));
        assertTrue(prepared.notes().stream().anyMatch(n -> n.toString().startsWith("added noise of 0.05")));
        // The resolutions of the table: one decimal for acidity, whole numbers for sulfur dioxide.
        assertEquals(0.1, prepared.preprocessing().gap()[0], 1e-9);
        assertEquals(1, prepared.preprocessing().gap()[5], 1e-9);
        assertEquals(0.05, prepared.preprocessing().noise()[0]);
        Dataset spread = prepared.preprocessing().spread(wine, train);
        assertEquals(train.length * 11L, spread.values().length);
        assertEquals(wine.origin()[train[7]], spread.id(7));
    }

    /** A row's noise is its own: order, split and company do not matter. */
    @Test
    void spreadingDependsOnTheRowAlone() {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        Preprocessing fitted = fit(wine, Scaling.STANDARDIZE);
        Dataset some = fitted.spread(wine, new int[] {1500, 3});
        Dataset everything = fitted.spread(wine, all(wine));
        for (int j = 0; j < 11; j++) {
            assertEquals(everything.values()[1500 * 11 + j], some.values()[j]);
            assertEquals(everything.values()[3 * 11 + j], some.values()[11 + j]);
        }
        Dataset exact = fitted.exact(wine, new int[] {3});
        assertNotEquals(exact.values()[0], some.values()[11]);
        Table selected = wine.select(new int[] {1500, 3});
        assertArrayEquals(
                some.values(), fitted.spread(selected, new int[] {0, 1}).values());
    }

    @Test
    void onlyTrainingRowsAreLookedAt() {
        Table clean = correlated();
        double[] changed = clean.values().clone();
        Arrays.fill(changed, 3 * 1500, changed.length, 1e9);
        Table other = Table.of("other", clean.columns(), changed);
        int[] train = java.util.stream.IntStream.range(0, 1500).toArray();
        PrepareOptions options = PrepareOptions.automatic(Scaling.WHITEN, 1);
        PreprocessingState first =
                Preparation.fit(clean, train, options).preprocessing().state();
        PreprocessingState second =
                Preparation.fit(other, train, options).preprocessing().state();
        for (String name : first.arrays().keySet()) {
            assertArrayEquals(first.arrays().get(name), second.arrays().get(name), name);
        }
    }

    @Test
    void choicesAreKept() {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        Preprocessing off = Preparation.fit(wine, all(wine), options(Scaling.STANDARDIZE, Dequantize.OFF, 0))
                .preprocessing();
        assertArrayEquals(new double[11], off.gap());
        assertArrayEquals(new double[11], off.noise());
        assertArrayEquals(
                off.exact(wine, all(wine)).values(), off.spread(wine, all(wine)).values());
        Table smooth = correlated();
        Preprocessing on = Preparation.fit(smooth, all(smooth), options(Scaling.NONE, Dequantize.ON, 0.3))
                .preprocessing();
        assertTrue(on.gap()[0] > 0);
        assertEquals(0.3, on.noise()[2]);
        Preparation automatic = Preparation.fit(smooth, all(smooth), PrepareOptions.automatic(Scaling.WHITEN, 1));
        assertArrayEquals(new double[3], automatic.preprocessing().gap());
        assertArrayEquals(new double[3], automatic.preprocessing().noise());
        assertEquals(List.of(), automatic.notes());
        Refusal.usage(() -> options(Scaling.NONE, Dequantize.ON, -1), "setting 'noise'", "-1");
        Refusal.usage(() -> options(Scaling.NONE, Dequantize.ON, Double.NaN), "setting 'noise'", "NaN");
        Refusal.usage(() -> Scaling.of("pca"), "'pca'", "whiten");
        Refusal.usage(() -> Dequantize.of("yes"), "'yes'", "auto");
    }

    @ParameterizedTest
    @EnumSource(value = Scaling.class, names = "PIXELS", mode = EnumSource.Mode.EXCLUDE)
    void constantColumns(Scaling scaling) {
        Table table = table(500, A, i -> 7, B);
        Preprocessing left = fit(table, scaling);
        assertEquals(2, left.dim());
        assertEquals(3, left.inputs());
        assertEquals(List.of("x1", "x3"), left.coordinates());
        assertTrue(left.hasDensity());
        assertArrayEquals(table.values(), left.toOriginal(left.toModel(table.values())), 1e-12);
        Preprocessing noisy = Preparation.fit(table, all(table), options(scaling, Dequantize.AUTO, 0.1))
                .preprocessing();
        assertArrayEquals(table.values(), noisy.toOriginal(noisy.toModel(table.values())), 1e-12);
        double[] spread = noisy.spread(table.values(), table.origin());
        assertTrue(Arrays.stream(spread).allMatch(Double::isFinite));
    }

    @ParameterizedTest
    @EnumSource(value = Scaling.class, names = "PIXELS", mode = EnumSource.Mode.EXCLUDE)
    void dependentColumns(Scaling scaling) {
        Table table = table(500, A, B, i -> 3 * A.applyAsDouble(i) - 2 * B.applyAsDouble(i) + 1, normal(4));
        Preparation left = Preparation.fit(table, all(table), PrepareOptions.automatic(scaling, 1));
        assertEquals(3, left.preprocessing().dim());
        String message = left.notes().getFirst().toString();
        assertTrue(message.contains("follows from") && !message.contains("x4"), message);
        assertArrayEquals(
                table.values(),
                left.preprocessing().toOriginal(left.preprocessing().toModel(table.values())),
                1e-9);
        Preprocessing noisy = Preparation.fit(table, all(table), options(scaling, Dequantize.AUTO, 0.1))
                .preprocessing();
        assertArrayEquals(table.values(), noisy.toOriginal(noisy.toModel(table.values())), 1e-9);
    }

    @Test
    void tooFewRows() {
        Table table = table(3, A, B, normal(4));
        Refusal.data(
                () -> Preparation.fit(table, all(table), PrepareOptions.automatic(Scaling.WHITEN, 1)),
                "3 training rows for 3 columns",
                "standardize");
        Refusal.data(
                () -> Preparation.fit(table, new int[] {1}, PrepareOptions.automatic(Scaling.NONE, 1)), "at least 2");
    }

    @Test
    void otherColumnsAreRefused() {
        Table wine = DataReader.read("builtin:redwine", ReadOptions.DEFAULT);
        Preprocessing fitted = fit(wine, Scaling.WHITEN);
        Table fewer = DataReader.read("builtin:redwine", ReadOptions.DEFAULT.withColumns("-pH"));
        Refusal.data(() -> fitted.checkColumns(fewer), "10 columns, expected 11", "setting 'columns'");
        Table swapped = DataReader.read("builtin:redwine", ReadOptions.DEFAULT.withColumns("2,1,3-11"));
        Refusal.data(() -> fitted.checkColumns(swapped), "column 1 is 'volatile acidity', expected 'fixed acidity'");
        fitted.checkColumns(
                Table.of("n", table(1, A, A, A, A, A, A, A, A, A, A, A).columns(), new double[11]));
    }
}
