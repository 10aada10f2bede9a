package org.slicedscore.engine.detect;

import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector.Reasons;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.evaluate.DeviceModel;

/**
 * The function of a {@link Denoiser}. The noise is drawn once and the same for all rows, so that a score depends on its row alone. The
 * device serves one thread at a time.
 */
final class Denoising implements Scorer, Reasons {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int BLOCK = 96;
    private static final int SWEEPS = 3;

    /** The level at which what is expected is read off: the bulk of the data is smoothed, its shape is kept. */
    private static final float EXPECTED = 0.5f;

    private final int dim;
    private final float[] levels;
    private final float[][] noise;
    private final RowFunction function;
    private final float[] input;

    Denoising(DeviceModel device, DenoisingNoise draws) {
        dim = device.model().dim();
        levels = draws.levels();
        noise = draws.noise();
        function = new RowFunction(
                "denoiser",
                BLOCK,
                dim + 1,
                rows -> {
                    Expr x = rows.slice(1, 0, dim);
                    Expr sigma = rows.slice(1, dim, dim + 1).reshape(BLOCK);
                    return Map.of(
                            "score",
                            device.components()
                                    .score(device.components().graph().at(sigma), x, 1)
                                    .score());
                },
                device.workspace());
        input = new float[BLOCK * (dim + 1)];
        CLEANER.register(this, new Closing(device, function));
    }

    private record Closing(DeviceModel device, RowFunction function) implements Runnable {
        @Override
        public void run() {
            function.close();
            device.close();
        }
    }

    private int evaluations() {
        return levels.length * noise.length;
    }

    @Override
    public double score(float[] rows, int from) {
        double[] parts = new double[dim];
        contributions(rows, from, parts);
        return sum(parts, 0);
    }

    private double sum(double[] parts, int from) {
        double sum = 0;
        for (int j = 0; j < dim; j++) {
            sum += parts[from + j];
        }
        return sum;
    }

    @Override
    public void scores(float[] rows, int count, double[] out, int to) {
        double[] parts = new double[count * dim];
        errors(rows, 0, count, parts);
        for (int i = 0; i < count; i++) {
            out[to + i] = sum(parts, i * dim);
        }
    }

    /** The mean square errors of the predicted noise, [count, D]. */
    private synchronized void errors(float[] rows, int from, int count, double[] out) {
        int each = evaluations();
        long total = (long) count * each;
        double[] scores = new double[BLOCK * dim];
        for (long first = 0; first < total; first += BLOCK) {
            int some = (int) Math.min(BLOCK, total - first);
            for (int b = 0; b < some; b++) {
                int row = (int) ((first + b) / each);
                int which = (int) ((first + b) % each);
                float sigma = levels[which / noise.length];
                float[] epsilon = noise[which % noise.length];
                int at = b * (dim + 1);
                for (int j = 0; j < dim; j++) {
                    input[at + j] = rows[from + row * dim + j] + sigma * epsilon[j];
                }
                input[at + dim] = sigma;
            }
            function.apply(input, some, 0, 0, Map.of("score", scores));
            for (int b = 0; b < some; b++) {
                int row = (int) ((first + b) / each);
                int which = (int) ((first + b) % each);
                float sigma = levels[which / noise.length];
                float[] epsilon = noise[which % noise.length];
                for (int j = 0; j < dim; j++) {
                    double error = epsilon[j] + sigma * scores[b * dim + j];
                    double square = error * error / each;
                    // far out the network may overflow: as strange as can be, and no NaN
                    out[row * dim + j] += square < Double.MAX_VALUE ? square : Double.MAX_VALUE / dim / each;
                }
            }
        }
    }

    @Override
    public Optional<Reasons> reasons() {
        return Optional.of(this);
    }

    @Override
    public void contributions(float[] rows, int from, double[] out) {
        java.util.Arrays.fill(out, 0, dim, 0);
        errors(rows, from, 1, out);
    }

    /** The suspect columns, put at their means, are replaced by their denoised values a few times over. */
    @Override
    public synchronized void expected(float[] rows, int from, boolean[] suspect, double[] out) {
        for (int j = 0; j < dim; j++) {
            out[j] = suspect[j] ? 0 : rows[from + j];
        }
        double[] score = new double[dim];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int j = 0; j < dim; j++) {
                input[j] = (float) out[j];
            }
            input[dim] = EXPECTED;
            function.apply(input, 1, 0, 0, Map.of("score", score));
            for (int j = 0; j < dim; j++) {
                out[j] = suspect[j] ? out[j] + EXPECTED * EXPECTED * score[j] : out[j];
            }
        }
    }
}
