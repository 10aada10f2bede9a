package org.slicedscore.engine.sample;

import java.util.Arrays;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.Dataset;

/**
 * A Gaussian with diagonal covariance that approximates the model. Chains move in its coordinates y = (x − centre) /
 * scale, in which it is N(0, I): they set the metric of the steps. Chains and annealing start from it.
 *
 * @param centre [D]
 * @param scale [D], positive
 */
public record Reference(double[] centre, double[] scale) {
    /**
     * N(0, I): the scale of preprocessed rows.
     *
     * @param dim D
     */
    public static Reference standard(int dim) {
        double[] scale = new double[dim];
        Arrays.fill(scale, 1);
        return new Reference(new double[dim], scale);
    }

    /**
     * Means and standard deviations of rows. A constant column keeps its scale.
     *
     * @param rows at least one row
     */
    public static Reference of(Dataset rows) {
        int dim = rows.dim();
        double[] centre = new double[dim];
        double[] scale = new double[dim];
        for (int j = 0; j < dim; j++) {
            double mean = 0;
            for (int i = 0; i < rows.rows(); i++) {
                mean += rows.at(i, j);
            }
            mean /= rows.rows();
            double square = 0;
            for (int i = 0; i < rows.rows(); i++) {
                double d = rows.at(i, j) - mean;
                square += d * d;
            }
            centre[j] = mean;
            scale[j] = square > 0 ? Math.sqrt(square / rows.rows()) : 1;
        }
        return new Reference(centre, scale);
    }

    /** Whether y = x. */
    boolean identity() {
        return Arrays.stream(centre).allMatch(c -> c == 0)
                && Arrays.stream(scale).allMatch(s -> s == 1);
    }

    /** log |det ∂x/∂y|. */
    double logScale() {
        return Arrays.stream(scale).map(Math::log).sum();
    }

    /** Maps y to x, [B,D]. */
    Expr toModel(Expr y) {
        if (identity()) {
            return y;
        }
        Shape shape = Shape.of(centre.length);
        return y.mul(Expr.constant(shape, scale)).add(Expr.constant(shape, centre));
    }

    /** Maps rows of y to x in place. */
    void toModel(double[] rows) {
        for (int i = 0; i < rows.length; i++) {
            int j = i % centre.length;
            rows[i] = centre[j] + scale[j] * rows[i];
        }
    }

    /** Maps rows of x to y in place. */
    void fromModel(double[] rows) {
        for (int i = 0; i < rows.length; i++) {
            int j = i % centre.length;
            rows[i] = (rows[i] - centre[j]) / scale[j];
        }
    }
}
