package org.slicedscore.experiments.paper;

/**
 * The covariance of √N(θ̂ − θ*) as N grows, A⁻¹ V A⁻¹: A is the mean Hessian of a row's loss and V the covariance of its
 * gradient at the truth. With M directions a row V = Var_x(E_v g) + E_x Var_v(g)/M. Both are polynomials of at most degree 4
 * in each of x and v, so that three nodes of Gauss and Hermite for each coordinate (or all sign vectors) give them exactly.
 */
final class SandwichTheory {
    private static final int D = GaussianTask.DIM;
    private static final int K = GaussianTask.COUNT;
    private static final double[] NODES = {-Math.sqrt(3), 0, Math.sqrt(3)};
    private static final double[] WEIGHTS = {1.0 / 6, 2.0 / 3, 1.0 / 6};

    private SandwichTheory() {}

    /**
     * The covariance.
     *
     * @param objective sm, ssm or ssm-vr
     * @param projection gaussian or rademacher; ignored for sm
     * @param m directions a row
     * @return [K][K]
     */
    static double[][] covariance(String objective, String projection, int m) {
        double[] theta = GaussianTask.theta();
        double[][] hessian = new double[K][K];
        double[][] between = new double[K][K];
        double[][] within = new double[K][K];
        double[] weight = new double[1];
        for (int i = 0; i < nodes(false); i++) {
            double[] x = GaussianTask.row(node(i, false, weight));
            double wx = weight[0];
            double[] mean = new double[K];
            double[][] square = new double[K][K];
            boolean signs = projection.equals("rademacher");
            for (int j = 0; j < nodes(signs); j++) {
                double[] v = node(j, signs, weight);
                double[] g = new double[K];
                addRow(objective, theta, x, v, g, hessian, wx * weight[0]);
                addOuter(square, g, weight[0]);
                for (int k = 0; k < K; k++) {
                    mean[k] += weight[0] * g[k];
                }
            }
            addOuter(between, mean, wx);
            for (int a = 0; a < K; a++) {
                for (int b = 0; b < K; b++) {
                    within[a][b] += wx * (square[a][b] - mean[a] * mean[b]);
                }
            }
        }
        double[][] v = new double[K][K];
        for (int a = 0; a < K; a++) {
            for (int b = 0; b < K; b++) {
                v[a][b] = between[a][b] + (objective.equals("sm") ? 0 : within[a][b] / m);
            }
        }
        double[][] inverse = Solve.inverse(hessian);
        return product(product(inverse, v), inverse);
    }

    /** The gradient of a row's loss in one direction, and its Hessian with a weight. */
    private static void addRow(
            String objective, double[] theta, double[] x, double[] v, double[] g, double[][] hessian, double weight) {
        double[] s = GaussianTask.shift(theta);
        double[] p = GaussianTask.precision(theta);
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                s[i] -= p[i * D + j] * x[j];
            }
        }
        if (!objective.equals("sm")) {
            addGradient(g, new double[D], v, v, -1);
        } else {
            for (int i = 0; i < D; i++) {
                addGradient(g, new double[D], unit(i), unit(i), -1);
            }
        }
        if (objective.equals("ssm")) {
            double slope = 0;
            for (int i = 0; i < D; i++) {
                slope += v[i] * s[i];
            }
            double[] feature = new double[K];
            addGradient(feature, v, v, x, -1);
            add(g, feature, slope);
            addOuter(hessian, feature, weight);
        } else {
            for (int i = 0; i < D; i++) {
                double[] feature = new double[K];
                addGradient(feature, unit(i), unit(i), x, -1);
                add(g, feature, s[i]);
                addOuter(hessian, feature, weight);
            }
        }
    }

    /** Adds the gradient of (shift)ᵀh + scale · aᵀPb. */
    private static void addGradient(double[] to, double[] shift, double[] a, double[] b, double scale) {
        double[] matrix = new double[D * D];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                matrix[i * D + j] = scale * a[i] * b[j];
            }
        }
        add(to, GaussianTask.gradient(shift, matrix), 1);
    }

    private static double[] unit(int i) {
        double[] e = new double[D];
        e[i] = 1;
        return e;
    }

    private static void add(double[] to, double[] what, double weight) {
        for (int k = 0; k < to.length; k++) {
            to[k] += weight * what[k];
        }
    }

    private static void addOuter(double[][] to, double[] g, double weight) {
        for (int a = 0; a < g.length; a++) {
            for (int b = 0; b < g.length; b++) {
                to[a][b] += weight * g[a] * g[b];
            }
        }
    }

    private static int nodes(boolean signs) {
        return (int) Math.pow(signs ? 2 : 3, D);
    }

    private static double[] node(int index, boolean signs, double[] weight) {
        double[] z = new double[D];
        weight[0] = 1;
        int rest = index;
        for (int i = 0; i < D; i++) {
            if (signs) {
                z[i] = rest % 2 == 0 ? -1 : 1;
                weight[0] *= 0.5;
                rest /= 2;
            } else {
                z[i] = NODES[rest % 3];
                weight[0] *= WEIGHTS[rest % 3];
                rest /= 3;
            }
        }
        return z;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[K][K];
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                for (int k = 0; k < K; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
