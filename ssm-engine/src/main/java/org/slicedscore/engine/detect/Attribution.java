package org.slicedscore.engine.detect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.data.prep.Preprocessing;

/**
 * Divides a row's score over the columns. A score is the surprise at the mean of several surprises, plus that at new cells. The
 * first is divided as the parts are: by each detector's own terms, weighted with its surprise. The second goes to the
 * columns of the new cells in equal shares. So the parts add up to the score.
 */
final class Attribution {
    /** Columns are suspect until so much of the score is explained, at most half of them. */
    private static final double EXPLAINED = 0.8;

    private Attribution() {}

    /** The mean over the fits, as the score is. */
    static Reasons explain(Detection detection, double[] rows, int from) {
        int inputs = detection.columns().size();
        double[] cells = Arrays.copyOfRange(rows, from, from + inputs);
        double[] score = new double[1];
        double[] sum = new double[inputs];
        int fits = detection.fits().size();
        for (FittedDetector fit : detection.fits()) {
            double[] one = contributions(fit, cells, score);
            for (int j = 0; j < inputs; j++) {
                sum[j] += one[j] / fits;
            }
        }
        boolean[] suspect = suspects(sum);
        return new Reasons(score[0] / fits, sum, expected(detection.fits().getFirst(), cells, suspect), suspect);
    }

    /** The parts of one fit's score, which is added to the total. */
    private static double[] contributions(FittedDetector fit, double[] cells, double[] total) {
        Preprocessing preprocessing = fit.preprocessing();
        int inputs = cells.length;
        int dim = preprocessing.dim();
        int[] inputOf = preprocessing.inputOf();
        float[] row = new float[dim];
        double[] out = new double[inputs];
        if (fit.model(cells, 1, row)[0]) {
            total[0] = Double.POSITIVE_INFINITY;
            double[] mapped = preprocessing.toModel(cells);
            for (int d = 0; d < dim; d++) {
                if (!Float.isFinite((float) (mapped[d] / fit.units()[d]))) {
                    out[inputOf[d]] = Double.POSITIVE_INFINITY;
                }
            }
            return out;
        }
        double[][] surprises = fit.surprises(row, 1);
        double ofDetectors = fit.together(surprises, 0);
        CellWatch watch = fit.watch();
        int count = watch.count(cells, 0);
        double ofCells = watch.surprise(count);
        total[0] += ofDetectors + ofCells;
        double[] shares = shares(fit, row, surprises);
        for (int d = 0; d < dim; d++) {
            out[inputOf[d]] += ofDetectors * shares[d];
        }
        for (int j = 0; j < inputs; j++) {
            out[j] += watch.isNew(j, cells, 0) ? ofCells / count : 0;
        }
        return out;
    }

    /** The share of each coordinate in the detectors' part of the score; they add up to 1. */
    private static double[] shares(FittedDetector fit, float[] row, double[][] surprises) {
        double[] shares = new double[row.length];
        double[] terms = new double[row.length];
        double total = 0;
        for (int m = 0; m < surprises.length; m++) {
            Optional<Detector.Reasons> reasons = fit.parts().get(m).reasons();
            if (reasons.isPresent()) {
                double weight = surprises[m][0];
                reasons.get().contributions(row, 0, terms);
                double sum = Arrays.stream(terms).sum();
                if (sum != 0 && Double.isFinite(sum) && weight > 0) {
                    for (int d = 0; d < row.length; d++) {
                        shares[d] += weight * terms[d] / sum;
                    }
                    total += weight;
                }
            }
        }
        double all = total;
        Arrays.setAll(shares, d -> all == 0 ? 1.0 / row.length : shares[d] / all);
        return shares;
    }

    private static boolean[] suspects(double[] contributions) {
        int n = contributions.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -contributions[j]))
                .mapToInt(j -> j)
                .toArray();
        double total = Arrays.stream(contributions).filter(c -> c > 0).sum();
        boolean[] suspect = new boolean[n];
        double explained = 0;
        for (int i = 0; i < Math.max(1, n / 2); i++) {
            suspect[order[i]] = true;
            explained += contributions[order[i]];
            if (explained >= EXPLAINED * total) {
                break;
            }
        }
        return suspect;
    }

    /** The mean over the detectors that know it, in the columns' own units and categories. */
    private static double[] expected(FittedDetector fit, double[] cells, boolean[] suspect) {
        Preprocessing preprocessing = fit.preprocessing();
        int dim = preprocessing.dim();
        int[] inputOf = preprocessing.inputOf();
        boolean[] coordinates = new boolean[dim];
        boolean any = false;
        double[] usual = new double[cells.length];
        for (int d = 0; d < dim; d++) {
            coordinates[d] = suspect[inputOf[d]];
            any |= coordinates[d];
        }
        for (int j = 0; j < cells.length; j++) {
            // what lies beyond the range of float must not reach the detectors
            usual[j] = suspect[j] ? Double.NaN : cells[j];
        }
        float[] row = new float[dim];
        boolean beyond = fit.model(usual, 1, row)[0];
        double[] sum = new double[dim];
        double[] one = new double[dim];
        int known = 0;
        for (FittedPart part : fit.parts()) {
            if (any && !beyond && part.reasons().isPresent()) {
                part.reasons().get().expected(row, 0, coordinates, one);
                for (int d = 0; d < dim; d++) {
                    sum[d] += one[d];
                }
                known++;
            }
        }
        int count = known;
        double[] mean = new double[dim];
        double[] units = fit.units();
        Arrays.setAll(mean, d -> units[d] * (count == 0 ? row[d] : sum[d] / count));
        double[] original = preprocessing.toOriginal(mean);
        double[] expected = cells.clone();
        for (int j = 0; j < cells.length; j++) {
            expected[j] = suspect[j] ? original[j] : cells[j];
        }
        return expected;
    }
}
