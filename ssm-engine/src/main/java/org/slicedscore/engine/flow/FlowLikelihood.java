package org.slicedscore.engine.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.engine.sample.Watch;

/**
 * Log-densities of rows by the probability flow dx/dσ = −σ s(x,σ): each row is carried to a level at which its density is
 * Gaussian, and the divergence is summed on the way. Every row has its own step size, and the score is computed for blocks
 * of rows that need not be at the same level: a row that arrives makes room for the next. So a row's log-density depends on
 * no other row.
 *
 * @param values log p of each row at the least level, in nats; −∞ for a row that did not arrive
 * @param spreads the standard error of each that the probes leave, or null with the exact divergence
 * @param error the largest sum of the estimated errors of a row's steps, in nats
 * @param tolerance the error that was allowed per unit of log σ
 * @param evaluations scores computed, over all rows
 * @param rejected steps that were repeated with a smaller size
 * @param beyond rows beyond the range of float
 * @param failed rows that were given up because their steps became too small or too many
 */
public record FlowLikelihood(
        double[] values,
        double[] spreads,
        double error,
        double tolerance,
        long evaluations,
        long rejected,
        int beyond,
        int failed) {

    /**
     * Computes log-densities.
     *
     * @param field the score
     * @param config levels, tolerance and probes; as many probes as the field has
     * @param gaussian what rows are taken to follow at the greatest level
     * @param rows with their conditions, [n,D+C], row-major
     * @param number of a row, by its place; rows of one number have the same probes
     * @param watch receives progress
     * @return the log-densities, or null if stopped
     */
    public static FlowLikelihood of(
            FlowField field,
            FlowConfig config,
            EndGaussian gaussian,
            double[] rows,
            IntUnaryOperator number,
            Watch watch) {
        return new Run(field, config, gaussian, rows, number).go(watch);
    }

    /** The rows on their way. */
    private static final class Run {
        private final FlowField field;
        private final FlowConfig config;
        private final EndGaussian gaussian;
        private final EndGaussian.At end;
        private final double[] rows;
        private final IntUnaryOperator number;
        private final int width;
        private final int count;
        private final PhiloxRows random;
        private final double[] values;
        private final double[] spreads;
        private int queued;
        private int finished;
        private double error;
        private long evaluations;
        private long rejected;
        private int beyond;
        private int failed;

        Run(FlowField field, FlowConfig config, EndGaussian gaussian, double[] rows, IntUnaryOperator number) {
            if (field.probes() != config.probes()) {
                throw new IllegalArgumentException(
                        "a field with " + field.probes() + " probes, expected " + config.probes());
            }
            this.field = field;
            this.config = config;
            this.gaussian = gaussian;
            this.rows = rows;
            this.number = number;
            end = gaussian.at(config.most());
            width = field.dim() + field.conditions();
            count = rows.length / width;
            random = new PhiloxRows(config.seed(), "flow.probes");
            values = new double[count];
            spreads = config.probes() == 0 ? null : new double[count];
        }

        FlowLikelihood go(Watch watch) {
            List<FlowRow> moving = new ArrayList<>();
            for (int place = 0; place < Math.min(field.block(), count); place++) {
                moving.add(new FlowRow(config, gaussian, field.traces()));
                begin(moving.getLast(), place);
            }
            boolean[] within = new boolean[moving.size()];
            while (!moving.isEmpty()) {
                for (int place = 0; place < moving.size(); place++) {
                    within[place] = moving.get(place).ask(field, place);
                }
                field.run(moving.size());
                for (int place = 0; place < moving.size(); place++) {
                    moving.get(place).take(within[place], field.scores(), field.traceValues(), place);
                }
                for (int place = moving.size() - 1; place >= 0; place--) {
                    if (moving.get(place).state() != FlowRow.State.MOVING) {
                        replace(moving, place);
                    }
                }
                if (!watch.at(finished / (double) count, "probability flow")) {
                    return null;
                }
            }
            return new FlowLikelihood(
                    values, spreads, error, config.tolerance(), evaluations, rejected, beyond, failed);
        }

        private void replace(List<FlowRow> moving, int place) {
            FlowRow row = moving.get(place);
            finish(row);
            if (queued < count) {
                begin(row, place);
                return;
            }
            FlowRow last = moving.removeLast();
            if (last != row) {
                moving.set(place, last);
                settle(last.number(), place);
            }
        }

        private void begin(FlowRow row, int place) {
            row.begin(queued, rows, queued * width);
            settle(queued, place);
            queued++;
        }

        /** Sets what a row keeps all the way: its conditions and probes. */
        private void settle(int row, int place) {
            int dim = field.dim();
            for (int j = dim; j < width; j++) {
                field.row(place, j, (float) rows[row * width + j]);
            }
            if (config.probes() == 0) {
                return;
            }
            double[] signs = new double[dim];
            float[] directions = new float[config.probes() * dim];
            for (int k = 0; k < config.probes(); k++) {
                random.draw(Distribution.RADEMACHER, number.applyAsInt(row), k, 0, signs, 0, dim);
                for (int j = 0; j < dim; j++) {
                    directions[k * dim + j] = (float) signs[j];
                }
            }
            field.probes(place, directions);
        }

        private void finish(FlowRow row) {
            finished++;
            evaluations += row.evaluations();
            rejected += row.rejected();
            int i = row.number();
            if (row.state() != FlowRow.State.DONE) {
                beyond += row.state() == FlowRow.State.BEYOND ? 1 : 0;
                failed += row.state() == FlowRow.State.FAILED ? 1 : 0;
                values[i] = Double.NEGATIVE_INFINITY;
                if (spreads != null) {
                    spreads[i] = Double.POSITIVE_INFINITY;
                }
                return;
            }
            error = Math.max(error, row.error());
            double[] each = new double[field.traces()];
            Arrays.setAll(each, k -> row.logDensity(end, k));
            double mean = Arrays.stream(each).average().orElseThrow();
            values[i] = mean;
            if (spreads != null) {
                double squares =
                        Arrays.stream(each).map(v -> (v - mean) * (v - mean)).sum();
                spreads[i] = Math.sqrt(squares / (each.length - 1) / each.length);
            }
        }
    }
}
