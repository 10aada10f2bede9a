package org.slicedscore.models.detector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * The distance to the k-th nearest training row, exact. The parts of the columns are (xⱼ − yⱼ)²/‖x − y‖ with that row y, and
 * what would have been normal is the mean of the k rows that are nearest in all other columns.
 */
public final class NearestNeighbours implements Detector {
    static final Option<Integer> K = Option.integer("k", 5, 1, 1000, "Which nearest row the distance is taken to");

    static final String ROWS = "rows";
    private static final int TILE = 32;

    @Override
    public String id() {
        return "knn";
    }

    @Override
    public String description() {
        return "Distance to the k-th nearest training row";
    }

    @Override
    public String source() {
        return "Ramaswamy, Rastogi & Shim 2000, SIGMOD, section 3";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(K);
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        return Map.of(ROWS, Distances.array(rows));
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        return new Distance(new Distances(state.get(ROWS)), options.get(K));
    }

    @Override
    public Optional<double[]> leftOut(Rows rows, Map<String, Array> state, Options options, int[] which) {
        Distances learned = new Distances(state.get(ROWS));
        int k = Math.min(options.get(K), learned.rows() - 1);
        double[] scores = new double[which.length];
        IntStream.range(0, which.length).parallel().forEach(i -> {
            float[] row = new float[learned.dim()];
            learned.copy(which[i], row, 0);
            Nearest nearest = new Nearest(k);
            find(learned, row, 0, nearest, which[i]);
            scores[i] = Math.sqrt(nearest.squared(k - 1));
        });
        return Optional.of(scores);
    }

    @Override
    public Optional<Formula> formula(Map<String, Array> state, Options options) {
        int k = Math.min(options.get(K), state.get(ROWS).shape().dim(0));
        return k > NeighbourFormula.MOST ? Optional.empty() : Optional.of(new NeighbourFormula(k));
    }

    private static void find(Distances learned, float[] rows, int from, Nearest nearest, int except) {
        nearest.clear();
        double[] squared = new double[Distances.LANES];
        for (int b = 0; b < learned.count(); b++) {
            learned.squared(rows, from, b, squared);
            int first = b * Distances.LANES;
            nearest.show(squared, first, Math.min(Distances.LANES, learned.rows() - first), except);
        }
    }

    private static final class Distance implements Scorer, Reasons {
        private final Distances learned;
        private final int k;

        Distance(Distances learned, int k) {
            this.learned = learned;
            this.k = Math.min(k, learned.rows());
        }

        @Override
        public double score(float[] rows, int from) {
            Nearest nearest = new Nearest(k);
            find(learned, rows, from, nearest, -1);
            return Math.sqrt(nearest.squared(k - 1));
        }

        @Override
        public void scores(float[] rows, int count, double[] out, int to) {
            int dim = learned.dim();
            double[] squared = new double[Distances.LANES];
            Nearest[] nearest = new Nearest[Math.min(TILE, count)];
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = new Nearest(k);
            }
            for (int start = 0; start < count; start += TILE) {
                int end = Math.min(count, start + TILE);
                for (int i = start; i < end; i++) {
                    nearest[i - start].clear();
                }
                // a block stays in the cache for all rows of the tile
                for (int b = 0; b < learned.count(); b++) {
                    int first = b * Distances.LANES;
                    int some = Math.min(Distances.LANES, learned.rows() - first);
                    for (int i = start; i < end; i++) {
                        learned.squared(rows, i * dim, b, squared);
                        nearest[i - start].show(squared, first, some, -1);
                    }
                }
                for (int i = start; i < end; i++) {
                    out[to + i] = Math.sqrt(nearest[i - start].squared(k - 1));
                }
            }
        }

        @Override
        public Optional<Reasons> reasons() {
            return Optional.of(this);
        }

        @Override
        public void contributions(float[] rows, int from, double[] out) {
            Nearest nearest = new Nearest(k);
            find(learned, rows, from, nearest, -1);
            double distance = Math.sqrt(nearest.squared(k - 1));
            int row = nearest.row(k - 1);
            for (int j = 0; j < learned.dim(); j++) {
                double difference = rows[from + j] - learned.value(row, j);
                out[j] = distance == 0 ? 0 : difference * difference / distance;
            }
        }

        @Override
        public void expected(float[] rows, int from, boolean[] suspect, double[] out) {
            Nearest nearest = new Nearest(k);
            nearest.clear();
            double[] squared = new double[Distances.LANES];
            for (int b = 0; b < learned.count(); b++) {
                int first = b * Distances.LANES;
                learned.squared(rows, from, b, suspect, squared);
                nearest.show(squared, first, Math.min(Distances.LANES, learned.rows() - first), -1);
            }
            for (int j = 0; j < learned.dim(); j++) {
                double sum = 0;
                for (int i = 0; i < k && suspect[j]; i++) {
                    sum += learned.value(nearest.row(i), j);
                }
                out[j] = suspect[j] ? sum / k : rows[from + j];
            }
        }
    }
}
