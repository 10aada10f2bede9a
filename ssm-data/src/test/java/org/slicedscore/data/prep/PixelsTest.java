package org.slicedscore.data.prep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Refusal;
import org.slicedscore.data.prep.PrepareOptions.Dequantize;
import org.slicedscore.data.prep.PrepareOptions.Outliers;
import org.slicedscore.data.random.RandomStream;

class PixelsTest {
    private static final int ROWS = 200;
    private static final ImageGrid GREY = new ImageGrid(3, 4, 1);
    private static final ImageGrid COLOUR = new ImageGrid(2, 3, 2);

    /** Whole numbers from 0 to 255; the first pixel is always 0. The second channel, if there is one, is a tenth of it and 7. */
    private static Table images(ImageGrid grid) {
        RandomStream random = new RandomStream(5, "images");
        double[] values = new double[ROWS * grid.size()];
        for (int i = 0; i < values.length; i++) {
            int channel = i % grid.channels();
            int pixel = i % grid.size() / grid.channels();
            double grey = pixel == 0 ? 0 : Math.floor(256 * random.uniform());
            values[i] = channel == 0 ? grey : 7 + Math.floor(grey / 10);
        }
        return Table.of("images", grid, values);
    }

    private static PrepareOptions options(Optional<Scaling> scaling, boolean reads, boolean allLevels) {
        return new PrepareOptions(scaling, Dequantize.AUTO, OptionalDouble.empty(), Outliers.KEEP, 1, reads, allLevels);
    }

    private static Preparation fit(Table table, PrepareOptions options) {
        return Preparation.fit(table, IntStream.range(0, table.rows()).toArray(), options);
    }

    private static Preparation fit(ImageGrid grid) {
        return fit(images(grid), options(Optional.empty(), true, true));
    }

    @Test
    void allPixelsAreKeptAndScaledAlike() {
        Preparation prepared = fit(GREY);
        Preprocessing fitted = prepared.preprocessing();
        assertEquals(Scaling.PIXELS, fitted.scaling());
        assertEquals(Optional.of(GREY), fitted.image());
        assertEquals(12, fitted.dim());
        double[] scale = fitted.state().arrays().get("scale");
        double[] shift = fitted.state().arrays().get("shift");
        assertEquals(1, Arrays.stream(scale).distinct().count());
        assertEquals(1, Arrays.stream(shift).distinct().count());
        Dataset spread = fitted.spread(images(GREY), IntStream.range(0, ROWS).toArray());
        double sum = 0;
        double squares = 0;
        for (float value : spread.values()) {
            sum += value;
            squares += (double) value * value;
        }
        assertEquals(0, sum / (12 * ROWS), 1e-6);
        assertEquals(1, squares / (12 * ROWS), 1e-6);
        String notes = prepared.notes().toString();
        assertTrue(notes.contains("3×4 pixels, all kept and scaled alike"), notes);
        assertFalse(notes.contains("constant") || notes.contains("kept out"), notes);
    }

    @Test
    void eachChannelHasItsOwnScale() {
        Preprocessing fitted = fit(COLOUR).preprocessing();
        double[] scale = fitted.state().arrays().get("scale");
        for (int j = 0; j < 12; j++) {
            assertEquals(scale[j % 2], scale[j]);
        }
        assertTrue(scale[0] > 5 * scale[1]);
    }

    /** Uniform over one step, so that a density of spread images bounds probabilities of the images themselves. */
    @Test
    void valuesAreSpreadOverTheirStepAndNothingElse() {
        Preprocessing fitted = fit(GREY).preprocessing();
        for (int j = 0; j < 12; j++) {
            assertEquals(0.5, fitted.gap()[j]);
            assertEquals(0, fitted.noise()[j]);
        }
        Table images = images(GREY);
        double[] original = fitted.toOriginal(fitted.spread(images.values(), images.origin()));
        for (int i = 0; i < original.length; i++) {
            assertEquals(images.values()[i], original[i], 0.5 + 1e-9);
        }
        double[] sharp = images.values();
        RandomStream random = new RandomStream(7, "continuous");
        Arrays.setAll(sharp, i -> sharp[i] + random.uniform());
        assertEquals(
                0,
                fit(Table.of("smooth", GREY, sharp), options(Optional.empty(), true, true))
                        .preprocessing()
                        .gap()[0]);
        double[] unit = images.values();
        Arrays.setAll(unit, i -> (float) unit[i] / 255f);
        assertEquals(
                0.5 / 255,
                fit(Table.of("unit", GREY, unit), options(Optional.empty(), true, true))
                        .preprocessing()
                        .gap()[3],
                1e-6);
    }

    @Test
    void theJacobianIsExactAndTheWayBackTheInverse() {
        Table images = images(COLOUR);
        Preprocessing fitted = fit(COLOUR).preprocessing();
        double expected = 0;
        for (double scale : fitted.state().arrays().get("scale")) {
            expected -= Math.log(scale);
        }
        double[] x = images.values();
        for (double log : fitted.logDetJacobian(x)) {
            assertEquals(expected, log, 1e-12);
        }
        assertArrayEquals(x, fitted.toOriginal(fitted.toModel(x)), 1e-9);
    }

    @Test
    void aStoredPreprocessingKeepsTheLayout() {
        Preprocessing fitted = fit(COLOUR).preprocessing();
        PreprocessingState state = fitted.state();
        Preprocessing restored = Preprocessing.restore(state);
        assertEquals(fitted.image(), restored.image());
        double[] x = images(COLOUR).values();
        assertArrayEquals(fitted.toModel(x), restored.toModel(x));
        Map<String, double[]> damaged = new LinkedHashMap<>(state.arrays());
        damaged.put("image", new double[] {2, 3, 3});
        Refusal.data(
                () -> Preprocessing.restore(
                        new PreprocessingState(state.scaling(), state.schema(), state.seed(), damaged)),
                "image",
                "damaged");
    }

    @Test
    void otherModelsAndTablesAreAsBefore() {
        Table images = images(GREY);
        Preprocessing columns =
                fit(images, options(Optional.empty(), false, true)).preprocessing();
        assertEquals(Scaling.WHITEN, columns.scaling());
        assertEquals(11, columns.dim());
        assertEquals(Optional.empty(), columns.image());
        Table table = Table.of("flat", images.columns(), images.values());
        assertEquals(
                Scaling.WHITEN,
                fit(table, options(Optional.empty(), true, true))
                        .preprocessing()
                        .scaling());
        Preprocessing asked =
                fit(table, options(Optional.of(Scaling.PIXELS), false, true)).preprocessing();
        assertEquals(12, asked.dim());
        assertArrayEquals(fit(GREY).preprocessing().toModel(images.values()), asked.toModel(table.values()));
    }

    @Test
    void atOneLevelPixelsGetNoise() {
        Preparation prepared = fit(images(GREY), options(Optional.empty(), true, false));
        assertEquals(Preparation.PIXEL_NOISE, prepared.preprocessing().noise()[0]);
        assertTrue(prepared.notes().toString().contains("many pixels hardly vary"));
        Preparation given = fit(
                images(GREY),
                new PrepareOptions(
                        Optional.empty(), Dequantize.OFF, OptionalDouble.of(0), Outliers.KEEP, 1, true, false));
        assertEquals(0, given.preprocessing().noise()[0]);
        assertEquals(0, given.preprocessing().gap()[0]);
    }

    @Test
    void whatIsNoImageIsRefused() {
        PrepareOptions reads = options(Optional.empty(), true, true);
        double[] values = images(GREY).values();
        values[17] = Double.NaN;
        Refusal.data(() -> fit(Table.of("holes", GREY, values), reads), "holes", "'x6'", "missing", "preprocess");
        double[] same = new double[ROWS * 12];
        Refusal.data(() -> fit(Table.of("black", GREY, same), reads), "black", "channel 1", "images that vary");
        PrepareOptions clip = new PrepareOptions(
                Optional.empty(), Dequantize.AUTO, OptionalDouble.empty(), Outliers.CLIP, 1, true, true);
        Refusal.usage(() -> fit(images(GREY), clip), "setting 'outliers'", "alike");
        Preprocessing fitted = fit(GREY).preprocessing();
        Refusal.data(
                () -> fitted.checkColumns(images(new ImageGrid(4, 3, 1))), "4×3 pixels", "3×4 pixels as in training");
        // larger ones, of which a run would otherwise take the first columns
        Table larger =
                images(new ImageGrid(4, 4, 1)).project(IntStream.range(0, 12).toArray());
        Refusal.data(() -> fitted.checkColumns(larger), "4×4 pixels", "3×4 pixels as in training");
    }
}
