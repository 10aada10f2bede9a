package org.slicedscore.engine.flow;

import java.util.Arrays;

/**
 * A row on its way from the least level to the greatest, with its own step size. Time is t = log σ, and the coordinates are
 * y = (x − m)/c with c² = σ² + scale², which the flow leaves at rest where the density is a Gaussian of that scale:
 *
 * <pre>dy/dt = −(σ²/c) (s(x,σ) + (x − m)/c²),   d log p_y/dt = σ² (tr ∇s(x,σ) + D/c²).</pre>
 *
 * <p>Source: Song et al., "Score-based generative modeling through stochastic differential equations", ICLR 2021, equations
 * 13 and 39, for x_σ = x + σε.
 */
final class FlowRow {
    private static final double FIRST_STEP = 0.25;

    /** No density needs steps as small or evaluations as many; a row that asks for them is given up. */
    private static final double LEAST_STEP = 1e-5;

    private static final int MOST_EVALUATIONS = 6000;

    /**
     * Rows are at a mean square distance of 1 from the centre. For rows at ten times that and more, errors are relative to
     * their log-density, which falls with the square of the distance.
     */
    private static final double FAR = 10;

    private static final double AFTER_OVERFLOW = 0.25;

    /** What has become of a row. */
    enum State {
        /** On its way. */
        MOVING,
        /** It has arrived. */
        DONE,
        /** It, or the score at it, is beyond the range of float. */
        BEYOND,
        /** Its steps became too small or too many. */
        FAILED
    }

    private final FlowConfig config;
    private final double[] mean;
    private final double scale;
    private final int dim;
    private final double end;

    private final double[] y;
    private final double[] next;
    private final float[] x;
    private final double[][] slopes;
    private final double[][] gains;
    private final double[] gain;

    private int number;
    private State state;
    private double t;
    private double step;
    private int stage;
    private float sigma;
    private int evaluations;
    private int rejected;
    private double error;

    FlowRow(FlowConfig config, EndGaussian gaussian, int traces) {
        this.config = config;
        mean = gaussian.mean();
        scale = gaussian.scale();
        dim = mean.length;
        end = Math.log(config.most());
        y = new double[dim];
        next = new double[dim];
        x = new float[dim];
        slopes = new double[DormandPrince.STAGES][dim];
        gains = new double[DormandPrince.STAGES][traces];
        gain = new double[traces];
    }

    /** Takes up a row, [D] from an offset. */
    void begin(int row, double[] rows, int from) {
        number = row;
        state = State.MOVING;
        t = Math.log(config.least());
        step = FIRST_STEP;
        stage = 0;
        evaluations = 0;
        rejected = 0;
        error = 0;
        Arrays.fill(gain, 0);
        double c = Math.hypot(config.least(), scale);
        for (int j = 0; j < dim; j++) {
            y[j] = (rows[from + j] - mean[j]) / c;
        }
        limitStep();
    }

    private void limitStep() {
        double left = end - t;
        // two equal steps at the end rather than one that is far too short
        step = step >= left ? left : Math.min(step, left / 2);
    }

    /** Writes the point at which the next score is wanted; false if it is beyond the range of float. */
    boolean ask(FlowField field, int place) {
        sigma = (float) Math.exp(stage == 0 ? t : t + DormandPrince.NODE[stage] * step);
        double c = Math.hypot(sigma, scale);
        double[] weights = DormandPrince.WEIGHT[stage];
        boolean finite = true;
        for (int j = 0; j < dim; j++) {
            double moved = 0;
            for (int i = 0; i < stage; i++) {
                moved += weights[i] * slopes[i][j];
            }
            next[j] = y[j] + step * moved;
            x[j] = (float) (mean[j] + c * next[j]);
            finite &= Float.isFinite(x[j]);
            field.row(place, j, finite ? x[j] : 0);
        }
        field.level(place, sigma);
        return finite;
    }

    /**
     * Takes the score at the point that was asked for.
     *
     * @param within whether the point was within the range of float
     * @param scores scores of the block, [B,D]
     * @param traces of the block, [B,K]
     * @param place the row's place in the block
     */
    void take(boolean within, double[] scores, double[] traces, int place) {
        evaluations++;
        double c = Math.hypot(sigma, scale);
        double square = (double) sigma * sigma;
        double sum = 0;
        for (int j = 0; j < dim; j++) {
            // from the rounded x and σ, at which the score was computed: what cancels, cancels exactly
            double slope = -square / c * (scores[place * dim + j] + (x[j] - mean[j]) / (c * c));
            slopes[stage][j] = slope;
            sum += slope;
        }
        for (int k = 0; k < gain.length; k++) {
            double rate = square * (traces[place * gain.length + k] + dim / (c * c));
            gains[stage][k] = rate;
            sum += rate;
        }
        if (!within || !Double.isFinite(sum)) {
            overflow();
        } else if (stage < DormandPrince.STAGES - 1) {
            stage++;
        } else {
            judge(c, scores, place);
        }
        if (state == State.MOVING && (step < LEAST_STEP && end - t > LEAST_STEP || evaluations >= MOST_EVALUATIONS)) {
            state = State.FAILED;
        }
    }

    private void overflow() {
        if (stage == 0) {
            state = State.BEYOND;
            return;
        }
        rejected++;
        step *= AFTER_OVERFLOW;
        stage = 1;
    }

    /** Accepts or rejects a step whose slopes are all known. */
    private void judge(double c, double[] scores, int place) {
        double along = 0;
        double squares = 0;
        double distance = 0;
        for (int j = 0; j < dim; j++) {
            double e = step * combined(DormandPrince.ERROR, slopes, j);
            squares += e * e / dim;
            distance += y[j] * y[j] / dim;
            // a row that has moved by e arrives at a log-density that differs by ∇log p_y · e
            along += c * scores[place * dim + j] * e;
        }
        double nats = 0;
        for (int k = 0; k < gain.length; k++) {
            nats += step * combined(DormandPrince.ERROR, gains, k) / gain.length;
        }
        double made = Math.abs(nats) + Math.abs(along);
        double inNats = made / Math.max(1, distance / FAR);
        double inScales = Math.sqrt(squares / Math.max(1, distance));
        double excess = Math.max(inNats, inScales) / (step * config.tolerance());
        if (excess <= 1) {
            advance();
            error += made;
            step *= DormandPrince.factor(excess);
        } else {
            rejected++;
            step *= Math.min(1, DormandPrince.factor(excess));
        }
        stage = 1;
        if (state == State.MOVING) {
            limitStep();
        }
    }

    private void advance() {
        System.arraycopy(next, 0, y, 0, dim);
        for (int k = 0; k < gain.length; k++) {
            gain[k] += step * combined(DormandPrince.WEIGHT[DormandPrince.STAGES - 1], gains, k);
        }
        swapFirstAndLast(slopes);
        swapFirstAndLast(gains);
        if (step >= end - t) {
            state = State.DONE;
        }
        t += step;
    }

    private static void swapFirstAndLast(double[][] stages) {
        double[] first = stages[0];
        stages[0] = stages[DormandPrince.STAGES - 1];
        stages[DormandPrince.STAGES - 1] = first;
    }

    private static double combined(double[] weights, double[][] stages, int element) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * stages[i][element];
        }
        return sum;
    }

    /** The row's number. */
    int number() {
        return number;
    }

    State state() {
        return state;
    }

    /**
     * The log-density at the least level, once the row has arrived.
     *
     * @param gaussian the Gaussian at the greatest level
     * @param trace the number of the estimate of the trace
     */
    double logDensity(EndGaussian.At gaussian, int trace) {
        double c = Math.hypot(config.most(), scale);
        for (int j = 0; j < dim; j++) {
            next[j] = mean[j] + c * y[j];
        }
        return gaussian.logDensity(next) + dim * Math.log(c / Math.hypot(config.least(), scale)) - gain[trace];
    }

    int evaluations() {
        return evaluations;
    }

    int rejected() {
        return rejected;
    }

    /** The sum of the estimated errors of the steps, in nats. */
    double error() {
        return error;
    }
}
