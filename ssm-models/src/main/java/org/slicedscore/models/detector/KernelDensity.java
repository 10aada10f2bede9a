package org.slicedscore.models.detector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * −log p̂(x) for the Gaussian kernel density p̂(x) = 1/n Σᵢ N(x; xᵢ, h²I) of the training rows, exact, in their own coordinates or in those
 * in which a shrunk covariance is the identity. There, p̂ is a density of the whitened numbers, times |det| of the map.
 */
public final class KernelDensity implements Detector {
    static final Option<Double> BANDWIDTH = Option.numberOrAuto(
            "bandwidth",
            Double.NaN,
            1e-3,
            100,
            "Standard deviation h of the kernels; auto maximises the likelihood of rows left out");
    static final Option<Boolean> WHITEN = Option.flag(
            "whiten", false, "Whether kernels have the shape of the covariance of all rows instead of a sphere");

    static final String ROWS = "rows";
    private static final String BANDWIDTH_USED = "bandwidth";
    static final String MEAN = "mean";
    static final String ROOT = "inverse_root";
    private static final String LOG_ROOT = "log_root";

    @Override
    public String id() {
        return "kernel-density";
    }

    @Override
    public String description() {
        return "Negative log-density of a Gaussian kernel estimate";
    }

    @Override
    public String source() {
        return "Parzen 1962, Annals of Mathematical Statistics 33(3); bandwidth: Duin 1976, IEEE Trans. Computers 25(11)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BANDWIDTH, WHITEN);
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        Map<String, Array> state = new LinkedHashMap<>();
        Array values = Distances.array(rows);
        if (options.get(WHITEN)) {
            ShrunkCovariance covariance = ShrunkCovariance.of(rows);
            int d = rows.dim();
            state.put(MEAN, new Array(Shape.of(d), covariance.mean()));
            state.put(ROOT, new Array(Shape.of(d, d), covariance.inverseRoot()));
            state.put(LOG_ROOT, Array.of(covariance.logRoot()));
            values = Whitened.of(state.get(MEAN), state.get(ROOT)).all(values);
        }
        state.put(ROWS, values);
        double given = options.get(BANDWIDTH);
        state.put(BANDWIDTH_USED, Array.of(Double.isNaN(given) ? Bandwidth.likeliest(new Distances(values)) : given));
        return state;
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        return density(state);
    }

    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        Density density = density(state);
        return Optional.of(new KernelFormula(density.bandwidth, density.constant, state));
    }

    private static Density density(Map<String, Array> state) {
        Whitened whitened = state.containsKey(ROOT) ? Whitened.of(state.get(MEAN), state.get(ROOT)) : null;
        double logRoot = whitened == null ? 0 : state.get(LOG_ROOT).values()[0];
        return new Density(
                new Distances(state.get(ROWS)), state.get(BANDWIDTH_USED).values()[0], whitened, logRoot);
    }

    private static final class Density implements Scorer, Reasons {
        private static final int TILE = 16;

        private final Distances learned;
        private final double bandwidth;
        private final Whitened whitened;
        private final double constant;

        Density(Distances learned, double bandwidth, Whitened whitened, double logRoot) {
            this.learned = learned;
            this.bandwidth = bandwidth;
            this.whitened = whitened;
            double volume = learned.dim() * (Math.log(bandwidth) + 0.5 * Math.log(2 * Math.PI));
            constant = Math.log(learned.rows()) + volume + logRoot;
        }

        /** Adds up a row's kernels; the row is in the learned rows' coordinates. */
        private LogSum sum(float[] row, int except) {
            LogSum sum = new LogSum();
            sum.clear(bandwidth);
            double[] squared = new double[Distances.LANES];
            for (int b = 0; b < learned.count(); b++) {
                learned.squared(row, 0, b, squared);
                sum.show(squared, 0, lanes(b), except < 0 ? -1 : except - b * Distances.LANES);
            }
            return sum;
        }

        private int lanes(int block) {
            return Math.min(Distances.LANES, learned.rows() - block * Distances.LANES);
        }

        private float[] row(float[] rows, int from) {
            float[] row = new float[learned.dim()];
            if (whitened == null) {
                System.arraycopy(rows, from, row, 0, row.length);
            } else {
                whitened.apply(rows, from, row, 0);
            }
            return row;
        }

        @Override
        public double score(float[] rows, int from) {
            return constant - sum(row(rows, from), -1).value();
        }

        double leftOut(int which) {
            float[] row = new float[learned.dim()];
            learned.copy(which, row, 0);
            double fewer = Math.log1p(-1.0 / learned.rows());
            return constant + fewer - sum(row, which).value();
        }

        @Override
        public void scores(float[] rows, int count, double[] out, int to) {
            int dim = learned.dim();
            double[] squared = new double[Distances.LANES];
            float[][] tile = new float[Math.min(TILE, count)][];
            LogSum[] sums = new LogSum[tile.length];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = new LogSum();
            }
            for (int start = 0; start < count; start += TILE) {
                int end = Math.min(count, start + TILE);
                for (int i = start; i < end; i++) {
                    tile[i - start] = row(rows, i * dim);
                    sums[i - start].clear(bandwidth);
                }
                // a block stays in the cache for all rows of the tile
                for (int b = 0; b < learned.count(); b++) {
                    for (int i = 0; i < end - start; i++) {
                        learned.squared(tile[i], 0, b, squared);
                        sums[i].show(squared, 0, lanes(b), -1);
                    }
                }
                for (int i = start; i < end; i++) {
                    out[to + i] = constant - sums[i - start].value();
                }
            }
        }

        @Override
        public Optional<Reasons> reasons() {
            return Optional.of(this);
        }

        /**
         * The score is half the squared distance to the training rows, averaged with their shares in the density, over h², plus
         * a remainder that depends on how many rows share. The first is a sum over columns; the remainder is divided in the
         * same proportion, or evenly where the row lies on a training row.
         */
        @Override
        public void contributions(float[] rows, int from, double[] out) {
            float[] row = row(rows, from);
            LogSum sum = sum(row, -1);
            double score = constant - sum.value();
            double[] squares = squares(row, sum);
            double total = 0;
            for (double square : squares) {
                total += square;
            }
            for (int j = 0; j < squares.length; j++) {
                out[j] = total == 0 || Double.isInfinite(total) ? score / squares.length : score * squares[j] / total;
            }
        }

        /**
         * For each column of the original row its part of Σᵢ wᵢ ‖x − xᵢ‖². In whitened coordinates that of column j is (x − xᵢ)ⱼ
         * (Σ⁻¹(x − xᵢ))ⱼ.
         */
        private double[] squares(float[] row, LogSum sum) {
            int dim = learned.dim();
            double[] parts = new double[dim];
            double[] difference = new double[dim];
            double[] original = whitened == null ? difference : new double[dim];
            double[] pulled = whitened == null ? difference : new double[dim];
            double[] squared = new double[Distances.LANES];
            for (int b = 0; b < learned.count(); b++) {
                learned.squared(row, 0, b, squared);
                for (int l = 0; l < lanes(b); l++) {
                    double share = sum.share(squared[l]);
                    if (share > 1e-6) {
                        for (int j = 0; j < dim; j++) {
                            difference[j] = row[j] - learned.value(b * Distances.LANES + l, j);
                        }
                        if (whitened != null) {
                            whitened.back(difference, original);
                            whitened.transposed(difference, pulled);
                        }
                        for (int j = 0; j < dim; j++) {
                            parts[j] += share * original[j] * pulled[j];
                        }
                    }
                }
            }
            return parts;
        }

        /**
         * The mean of the training rows, each with its share in the density of the other columns; in whitened coordinates
         * the mean given the other columns in a Gaussian.
         */
        @Override
        public void expected(float[] rows, int from, boolean[] suspect, double[] out) {
            if (whitened != null) {
                whitened.conditional(rows, from, suspect, out);
                return;
            }
            double[] squared = new double[learned.count() * Distances.LANES];
            double[] block = new double[Distances.LANES];
            LogSum sum = new LogSum();
            sum.clear(bandwidth);
            for (int b = 0; b < learned.count(); b++) {
                learned.squared(rows, from, b, suspect, block);
                sum.show(block, 0, lanes(b), -1);
                System.arraycopy(block, 0, squared, b * Distances.LANES, Distances.LANES);
            }
            for (int j = 0; j < learned.dim(); j++) {
                out[j] = suspect[j] ? 0 : rows[from + j];
            }
            for (int i = 0; i < learned.rows(); i++) {
                double share = sum.share(squared[i]);
                for (int j = 0; j < learned.dim() && share > 0; j++) {
                    out[j] += suspect[j] ? share * learned.value(i, j) : 0;
                }
            }
        }
    }
}
