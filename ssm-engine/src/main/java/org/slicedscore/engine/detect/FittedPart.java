package org.slicedscore.engine.detect;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.Detector.Reasons;
import org.slicedscore.api.Detector.Scorer;
import org.slicedscore.api.option.Options;

/**
 * One fitted detector of several, with the scale on which its scores are added to those of others.
 *
 * @param choice the detector and its options
 * @param state what it learned
 * @param scorer the function of it
 * @param surprise the scale of its scores
 */
record FittedPart(DetectorChoice choice, Map<String, Array> state, Scorer scorer, Surprise surprise) {
    /** Rows that are left out one by one or part by part to find the scale. */
    static final int MOST = 2000;

    private static final int FOLDS = 5;

    /**
     * Learns from rows.
     *
     * @param choice the detector and its options
     * @param rows the rows
     * @param which the rows of which the scale is made
     * @param sums receives in addition the surprise at each of these, if it had not been learned from
     * @param device where formulas run
     */
    static FittedPart fit(DetectorChoice choice, DetectorRows rows, int[] which, double[] sums, DetectDevice device) {
        Map<String, Array> state = choice.detector().fit(rows, choice.options());
        double[] scores = leftOut(choice, rows, state, which);
        FittedPart part = restore(choice, state, scores, rows.dim(), device);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += part.surprise().at(scores[i]);
        }
        return part;
    }

    /** The same part of stored arrays. */
    static FittedPart restore(
            DetectorChoice choice, Map<String, Array> state, double[] scores, int dim, DetectDevice device) {
        Scorer scorer = choice.detector().scorer(state, choice.options());
        Scorer compiled = choice.detector()
                .formula(state, choice.options())
                .filter(Detector.Formula::compiled)
                .<Scorer>map(formula -> new CompiledScorer(formula, state, scorer.reasons(), dim, device))
                .orElse(scorer);
        return new FittedPart(choice, state, compiled, new Surprise(scores));
    }

    /** Scores of learned rows as if they had not been learned. */
    private static double[] leftOut(DetectorChoice choice, DetectorRows rows, Map<String, Array> state, int[] which) {
        Detector detector = choice.detector();
        Options options = choice.options();
        Optional<double[]> known = detector.leftOut(rows, state, options, which);
        if (known.isPresent()) {
            return known.get();
        }
        double[] scores = new double[which.length];
        int folds = Math.min(FOLDS, rows.rows() / 2);
        if (folds < 2) {
            float[] row = new float[rows.dim()];
            for (int i = 0; i < which.length; i++) {
                rows.copy(which[i], row, 0);
                scores[i] = choice.detector().scorer(state, options).score(row, 0);
            }
            return scores;
        }
        for (int f = 0; f < folds; f++) {
            int fold = f;
            int[] others = IntStream.range(0, rows.rows())
                    .filter(i -> i % folds != fold)
                    .toArray();
            Scorer without = detector.scorer(detector.fit(rows.select(others), options), options);
            float[] row = new float[rows.dim()];
            for (int i = 0; i < which.length; i++) {
                if (which[i] % folds == fold) {
                    rows.copy(which[i], row, 0);
                    scores[i] = without.score(row, 0);
                }
            }
        }
        return scores;
    }

    /** What the scores are made of, if that is known. */
    Optional<Reasons> reasons() {
        return scorer.reasons();
    }
}
