package org.slicedscore.engine.sample;

import java.util.Arrays;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.Dataset;

/**
 * A Gaussian with a diagonal covariance that stands where the model is supposed to be. Chains move in its coordinates
 * y = (x − centre) / scale, where it is N(0, I): that is the metric of their steps, where they start, and the first
 * distribution of an annealing.
 *
 * @param centre [D]
 * @param scale [D], positive
 */
public record Reference(double[] centre, double[] scale) {
    /**
     * N(0, I): what preprocessed rows are scaled to.
     *
     * @param dim D
     * @return the reference
     */
    public static Reference standard(int dim) {
        double[] scale = new double[dim];
        Arrays.fill(scale, 1);
        return new Reference(new double[dim], scale);
    }

    /**
     * Means and standard deviations of rows. A column that does not vary keeps its measure.
     *
     * @param rows at least one row
     * @return the reference
     */
    public static Reference of(Dataset rows) {
        int dim = rows.dim();
        double[] centre = new double[dim];
        double[] scale = new double[dim];
        for (int j = 0; j < dim; j++) {
            double mean = 0;
            for (int i = 0; i < rows.rows(); i++) {
                mean += rows.values()[i * dim + j];
            }
            mean /= rows.rows();
            double square = 0;
            for (int i = 0; i < rows.rows(); i++) {
                double d = rows.values()[i * dim + j] - mean;
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

    /** x for y, [B,D]. */
    Expr toModel(Expr y) {
        if (identity()) {
            return y;
        }
        Shape shape = Shape.of(centre.length);
        return y.mul(Expr.constant(shape, scale)).add(Expr.constant(shape, centre));
    }

    /** x for rows of y, in place. */
    void toModel(double[] rows) {
        for (int i = 0; i < rows.length; i++) {
            int j = i % centre.length;
            rows[i] = centre[j] + scale[j] * rows[i];
        }
    }

    /** y for rows of x, in place. */
    void fromModel(double[] rows) {
        for (int i = 0; i < rows.length; i++) {
            int j = i % centre.length;
            rows[i] = (rows[i] - centre[j]) / scale[j];
        }
    }
}
