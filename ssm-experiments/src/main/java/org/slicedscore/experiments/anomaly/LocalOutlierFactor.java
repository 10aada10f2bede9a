package org.slicedscore.experiments.anomaly;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/** Local outlier factor with 20 neighbours: how much sparser a row's surroundings are than those of its neighbours. */
public final class LocalOutlierFactor implements Detector {
    private static final int K = 20;

    /** For the benchmark. */
    public LocalOutlierFactor() {}

    @Override
    public String id() {
        return "lof";
    }

    @Override
    public String description() {
        return "Local outlier factor of 20 neighbours";
    }

    @Override
    public String source() {
        return "Breunig, Kriegel, Ng & Sander 2000, SIGMOD";
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        int n = rows.rows();
        int dim = rows.dim();
        float[] values = new float[n * dim];
        for (int i = 0; i < n; i++) {
            rows.copy(i, values, i * dim);
        }
        int k = Math.min(K, n - 1);
        int[][] near = new int[n][];
        double[] reach = new double[n];
        double[][] distances = new double[n][];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] all = distances(values, dim, values, i * dim);
            all[i] = Double.POSITIVE_INFINITY;
            near[i] = nearest(all, k);
            distances[i] = Arrays.stream(near[i]).mapToDouble(j -> all[j]).toArray();
            reach[i] = distances[i][k - 1];
        });
        double[] density = new double[n];
        for (int i = 0; i < n; i++) {
            density[i] = density(near[i], distances[i], reach);
        }
        double[] stored = new double[values.length];
        Arrays.setAll(stored, i -> values[i]);
        return Map.of(
                "rows", new Array(Shape.of(n, dim), stored),
                "reach", new Array(Shape.of(n), reach),
                "density", new Array(Shape.of(n), density));
    }

    private static double density(int[] near, double[] distances, double[] reach) {
        double sum = 0;
        for (int i = 0; i < near.length; i++) {
            sum += Math.max(distances[i], reach[near[i]]);
        }
        return near.length / (sum + 1e-10);
    }

    private static double[] distances(float[] learned, int dim, float[] rows, int from) {
        double[] out = new double[learned.length / dim];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int j = 0; j < dim; j++) {
                double difference = learned[i * dim + j] - rows[from + j];
                sum += difference * difference;
            }
            out[i] = Math.sqrt(sum);
        }
        return out;
    }

    /** The indices of the k smallest, ascending. */
    private static int[] nearest(double[] distances, int k) {
        int[] found = new int[k];
        int count = 0;
        for (int i = 0; i < distances.length; i++) {
            if (count < k || distances[i] < distances[found[k - 1]]) {
                int at = Math.min(count, k - 1);
                while (at > 0 && distances[found[at - 1]] > distances[i]) {
                    found[at] = found[at - 1];
                    at--;
                }
                found[at] = i;
                count = Math.min(count + 1, k);
            }
        }
        return found;
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        Array stored = state.get("rows");
        int dim = stored.shape().dim(1);
        float[] learned = new float[stored.values().length];
        for (int i = 0; i < learned.length; i++) {
            learned[i] = (float) stored.values()[i];
        }
        double[] reach = state.get("reach").values();
        double[] density = state.get("density").values();
        int k = Math.min(K, reach.length - 1);
        return (rows, from) -> {
            double[] all = distances(learned, dim, rows, from);
            int[] near = nearest(all, k);
            double own =
                    density(near, Arrays.stream(near).mapToDouble(j -> all[j]).toArray(), reach);
            return Arrays.stream(near).mapToDouble(j -> density[j]).average().orElseThrow() / own;
        };
    }
}
