package org.slicedscore.experiments.anomaly;

import java.util.Arrays;
import java.util.Map;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/** ECOD: the negative logarithms of each column's empirical tails, summed over the left, the right and the skewed side. */
public final class Ecod implements Detector {
    /** For the benchmark. */
    public Ecod() {}

    @Override
    public String id() {
        return "ecod";
    }

    @Override
    public String description() {
        return "Empirical cumulative distributions";
    }

    @Override
    public String source() {
        return "Li, Zhao, Hu, Botta, Ionescu & Chen 2022, IEEE TKDE";
    }

    @Override
    public Map<String, Array> fit(Rows rows, Options options) {
        int n = rows.rows();
        int dim = rows.dim();
        double[][] columns = new double[dim][n];
        float[] row = new float[dim];
        for (int i = 0; i < n; i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < dim; j++) {
                columns[j][i] = row[j];
            }
        }
        double[] sorted = new double[dim * n];
        double[] skew = new double[dim];
        for (int j = 0; j < dim; j++) {
            double mean = Arrays.stream(columns[j]).average().orElseThrow();
            skew[j] = Arrays.stream(columns[j]).map(v -> Math.pow(v - mean, 3)).sum();
            Arrays.sort(columns[j]);
            System.arraycopy(columns[j], 0, sorted, j * n, n);
        }
        return Map.of("sorted", new Array(Shape.of(dim, n), sorted), "skew", new Array(Shape.of(dim), skew));
    }

    @Override
    public Scorer scorer(Map<String, Array> state, Options options) {
        Array sorted = state.get("sorted");
        int dim = sorted.shape().dim(0);
        int n = sorted.shape().dim(1);
        double[] values = sorted.values();
        double[] skew = state.get("skew").values();
        return (rows, from) -> {
            double left = 0;
            double right = 0;
            double skewed = 0;
            for (int j = 0; j < dim; j++) {
                double x = rows[from + j];
                int below = count(values, j * n, n, Math.nextUp(x));
                int above = n - count(values, j * n, n, x);
                double l = -Math.log((below + 1.0) / (n + 1));
                double r = -Math.log((above + 1.0) / (n + 1));
                left += l;
                right += r;
                skewed += skew[j] < 0 ? l : r;
            }
            return Math.max(skewed, Math.max(left, right));
        };
    }

    /** How many of n sorted numbers are less than a limit. */
    private static int count(double[] sorted, int from, int n, double limit) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[from + middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
