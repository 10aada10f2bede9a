package org.slicedscore.engine.evaluate;

import java.util.stream.IntStream;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;

/** Rows of densities that are known. */
final class Families {
    /** The clusters' centres, equally likely, each N(centre, 0.3² I). */
    private static final double[][] CENTRES = {{-1.5, 0}, {1.5, 0}, {0, 1.5}};

    private static final double WIDTH = 0.3;

    private Families() {}

    private static Dataset rows(float[] values, int dim) {
        return new Dataset(values, dim, IntStream.range(0, values.length / dim).toArray());
    }

    /** A Gaussian: column j is the sum of two independent normal numbers, one of which column j + 1 has too. */
    static Dataset movingAverage(int n, int dim, long seed) {
        RandomStream random = new RandomStream(seed, "moving-average");
        float[] x = new float[n * dim];
        for (int i = 0; i < n; i++) {
            double before = random.normal();
            for (int j = 0; j < dim; j++) {
                double now = random.normal();
                x[i * dim + j] = (float) (now + 0.8 * before);
                before = now;
            }
        }
        return rows(x, dim);
    }

    /** A mixture of three Gaussians in the first two columns, N(0, 1) in the others. */
    static Dataset clusters(int n, int dim, long seed) {
        RandomStream random = new RandomStream(seed, "clusters");
        float[] x = new float[n * dim];
        for (int i = 0; i < n; i++) {
            double[] centre = CENTRES[random.nextInt(3)];
            for (int j = 0; j < dim; j++) {
                x[i * dim + j] = (float) (j < 2 ? centre[j] + WIDTH * random.normal() : random.normal());
            }
        }
        return rows(x, dim);
    }

    /** log p of rows of two columns. */
    static double[] clustersLogDensity(Dataset rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(i -> {
                    double sum = 0;
                    for (double[] c : CENTRES) {
                        double a = (rows.values()[2 * i] - c[0]) / WIDTH;
                        double b = (rows.values()[2 * i + 1] - c[1]) / WIDTH;
                        sum += Math.exp(-0.5 * (a * a + b * b)) / (3 * 2 * Math.PI * WIDTH * WIDTH);
                    }
                    return Math.log(sum);
                })
                .toArray();
    }

    /** Independent columns of Student's t with 5 degrees of freedom. */
    static Dataset heavy(int n, int dim, long seed) {
        RandomStream random = new RandomStream(seed, "heavy");
        float[] x = new float[n * dim];
        for (int i = 0; i < x.length; i++) {
            double squares = 0;
            for (int k = 0; k < 5; k++) {
                double v = random.normal();
                squares += v * v;
            }
            x[i] = (float) (random.normal() / Math.sqrt(squares / 5));
        }
        return rows(x, dim);
    }

    /** Some rows of others, in their order. */
    static Dataset select(Dataset rows, int[] which) {
        float[] values = new float[which.length * rows.dim()];
        rows.gather(which, which.length, values);
        return rows(values, rows.dim());
    }

    /** Normal noise added, as preprocessing adds it where rows are repeated. */
    static Dataset noisy(Dataset rows, double deviation, long seed) {
        RandomStream random = new RandomStream(seed, "noisy");
        float[] values = rows.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (deviation * random.normal());
        }
        return rows(values, rows.dim());
    }
}
