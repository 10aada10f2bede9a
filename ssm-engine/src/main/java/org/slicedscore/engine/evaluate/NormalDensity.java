package org.slicedscore.engine.evaluate;

/** N(μ, Σ) with its score: what a Gaussian needs for losses and likelihoods of rows. */
final class NormalDensity {
    private final double[] mean;
    private final double[][] precision;
    private final double trace;
    private final double logNorm;

    private NormalDensity(double[] mean, double[][] precision, double trace, double logNorm) {
        this.mean = mean;
        this.precision = precision;
        this.trace = trace;
        this.logNorm = logNorm;
    }

    /**
     * From a mean and a covariance.
     *
     * @param mean [D]; not copied
     * @param covariance [D,D], of which the lower triangle is read
     * @return the density, or null if the covariance is not positive definite in double precision
     */
    static NormalDensity of(double[] mean, double[][] covariance) {
        int dim = mean.length;
        double[][] factor = factor(covariance);
        if (factor == null) {
            return null;
        }
        double logDet = 0;
        for (int i = 0; i < dim; i++) {
            logDet += 2 * Math.log(factor[i][i]);
        }
        double[][] precision = inverse(factor);
        double trace = 0;
        for (int i = 0; i < dim; i++) {
            trace += precision[i][i];
        }
        return new NormalDensity(mean, precision, trace, -0.5 * (dim * Math.log(2 * Math.PI) + logDet));
    }

    /** Cholesky's lower factor, or null. */
    private static double[][] factor(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][];
        for (int i = 0; i < n; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return null;
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return l;
    }

    /** (L Lᵀ)⁻¹ = L⁻ᵀ L⁻¹. */
    private static double[][] inverse(double[][] l) {
        int n = l.length;
        // the inverse factor by columns: row c of m is column c of L⁻¹
        double[][] m = new double[n][n];
        for (int c = 0; c < n; c++) {
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= l[i][k] * m[c][k];
                }
                m[c][i] = sum / l[i][i];
            }
        }
        double[][] p = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += m[i][k] * m[j][k];
                }
                p[i][j] = sum;
                p[j][i] = sum;
            }
        }
        return p;
    }

    /** tr P of the precision P: the trace of the score's Jacobian is −tr P. */
    double trace() {
        return trace;
    }

    /**
     * log p and the score −P(x − μ) of a row.
     *
     * @param rows row-major
     * @param offset of the row
     * @param difference room for D numbers
     * @param score receives D numbers
     * @return log p
     */
    double at(float[] rows, int offset, double[] difference, double[] score) {
        int dim = mean.length;
        for (int j = 0; j < dim; j++) {
            difference[j] = rows[offset + j] - mean[j];
        }
        double quadratic = 0;
        for (int j = 0; j < dim; j++) {
            double[] row = precision[j];
            double sum = 0;
            for (int k = 0; k < dim; k++) {
                sum += row[k] * difference[k];
            }
            score[j] = -sum;
            quadratic += sum * difference[j];
        }
        return logNorm - 0.5 * quadratic;
    }
}
