package org.slicedscore.engine.detect;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector.Reasons;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Scoring;

/**
 * −log p(x) of a trained model. Along a line from the nearest of the kept rows x̂ to x,
 * −log p(x) + log p(x̂) = −∫ s(x̂ + t(x − x̂))ᵀ(x − x̂) dt, which is a sum over columns; the rest of the score is divided in the same
 * proportion. The model serves one thread at a time.
 */
final class LogDensityScorer implements Scorer, Reasons {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Points of the path at which the score is evaluated: the midpoints of equal parts. */
    static final int POINTS = 32;

    private static final int NEIGHBOURS = 5;

    private final int dim;
    private final double[] kept;
    private final Scoring scoring;

    /**
     * Prepares it.
     *
     * @param model the model, which it closes
     * @param kept rows that are normal, [n,D]
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has no log-density
     */
    LogDensityScorer(DeviceModel model, double[] kept) {
        dim = model.model().dim();
        this.kept = kept;
        scoring = new Scoring(model);
        if (!scoring.hasLogDensity()) {
            String id = model.components().model().id();
            scoring.close();
            model.close();
            throw Problem.usage(new Subject.Plugin("model", id))
                    .says("has a score and no log-density, so it cannot rank rows")
                    .remedy("take %s", Alternative.MODEL_THAT_RANKS)
                    .exception();
        }
        CLEANER.register(this, new Closing(scoring, model));
    }

    private record Closing(Scoring scoring, DeviceModel model) implements Runnable {
        @Override
        public void run() {
            scoring.close();
            model.close();
        }
    }

    @Override
    public double score(float[] rows, int from) {
        double[] out = new double[1];
        scores(Arrays.copyOfRange(rows, from, from + dim), 1, out, 0);
        return out[0];
    }

    @Override
    public void scores(float[] rows, int count, double[] out, int to) {
        double[] wide = new double[count * dim];
        Arrays.setAll(wide, i -> rows[i]);
        double[] logDensity;
        synchronized (scoring) {
            logDensity = scoring.score(wide).logDensity();
        }
        for (int i = 0; i < count; i++) {
            out[to + i] = -logDensity[i];
        }
    }

    @Override
    public Optional<Reasons> reasons() {
        return Optional.of(this);
    }

    @Override
    public void contributions(float[] rows, int from, double[] out) {
        double score = score(rows, from);
        boolean[] none = new boolean[dim];
        int nearest = nearest(rows, from, none)[0];
        double[] path = new double[POINTS * dim];
        for (int p = 0; p < POINTS; p++) {
            double t = (p + 0.5) / POINTS;
            for (int j = 0; j < dim; j++) {
                path[p * dim + j] = kept(nearest, j) + t * (rows[from + j] - kept(nearest, j));
            }
        }
        double[] scores;
        synchronized (scoring) {
            scores = scoring.scores(path);
        }
        double sum = 0;
        for (int j = 0; j < dim; j++) {
            out[j] = 0;
            for (int p = 0; p < POINTS; p++) {
                out[j] -= scores[p * dim + j] * (rows[from + j] - kept(nearest, j)) / POINTS;
            }
            sum += out[j];
        }
        for (int j = 0; j < dim; j++) {
            boolean known = sum != 0 && Double.isFinite(sum) && Double.isFinite(score);
            out[j] = known ? out[j] * (score / sum) : score / dim;
        }
    }

    /** The mean of the kept rows that are nearest in all other columns. */
    @Override
    public void expected(float[] rows, int from, boolean[] suspect, double[] out) {
        int[] nearest = nearest(rows, from, suspect);
        int count = Math.min(NEIGHBOURS, nearest.length);
        for (int j = 0; j < dim; j++) {
            out[j] = suspect[j] ? 0 : rows[from + j];
            for (int i = 0; i < count && suspect[j]; i++) {
                out[j] += kept(nearest[i], j) / count;
            }
        }
    }

    private double kept(int row, int column) {
        return kept[row * dim + column];
    }

    /** The kept rows by their distance in the columns that are not left out. */
    private int[] nearest(float[] rows, int from, boolean[] leftOut) {
        double[] squared = new double[kept.length / dim];
        for (int i = 0; i < squared.length; i++) {
            for (int j = 0; j < dim; j++) {
                double difference = leftOut[j] ? 0 : rows[from + j] - kept(i, j);
                squared[i] += difference * difference;
            }
        }
        return IntStream.range(0, squared.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> squared[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
