package org.slicedscore.models.math;

import java.util.Arrays;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.interpret.Interpreter;

/** Correlated rows with their mean and covariance. */
final class Sample {
    private final int count;
    private final int dimension;
    private final double[] rows;
    private final double[] mean;
    private final double[] factor;

    Sample(int count, int dimension) {
        this.count = count;
        this.dimension = dimension;
        double[] mix = Lab.normal(5, dimension * dimension);
        double[] z = Lab.normal(6, count * dimension);
        rows = new double[count * dimension];
        mean = new double[dimension];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < dimension; i++) {
                double value = 0.3 * i + z[row * dimension + i];
                for (int j = 0; j < dimension; j++) {
                    value += 0.3 * mix[i * dimension + j] * z[row * dimension + j];
                }
                rows[row * dimension + i] = value;
                mean[i] += value / count;
            }
        }
        // covariance S = L Lᵀ, precision S⁻¹ = L⁻ᵀ L⁻¹: one factor is L⁻ᵀ
        Expr lower = Expr.constant(Shape.of(dimension, dimension), covariance()).cholesky();
        double[] identity = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            identity[i * dimension + i] = 1;
        }
        Expr inverse = lower.solveTriangular(Expr.constant(Shape.of(dimension, dimension), identity));
        factor = Interpreter.evaluate(inverse.t(), Map.of());
    }

    private double[] covariance() {
        double[] covariance = new double[dimension * dimension];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < dimension; j++) {
                    covariance[i * dimension + j] +=
                            (rows[row * dimension + i] - mean[i]) * (rows[row * dimension + j] - mean[j]) / count;
                }
            }
        }
        return covariance;
    }

    int count() {
        return count;
    }

    double[] rows() {
        return rows;
    }

    double[] mean() {
        return mean;
    }

    /** F with F Fᵀ = S⁻¹. */
    double[] precisionFactor() {
        return factor;
    }

    double traceOfPrecision() {
        return Arrays.stream(factor).map(f -> f * f).sum();
    }

    static double[] timesTransposed(double[] f, int d) {
        double[] product = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    product[i * d + j] += f[i * d + k] * f[j * d + k];
                }
            }
        }
        return product;
    }

    static double[] moved(double[] from, double by, long seed) {
        double[] noise = Lab.normal(seed, from.length);
        double[] to = from.clone();
        Arrays.setAll(to, i -> from[i] + by * noise[i]);
        return to;
    }
}
