package org.slicedscore.data.prep;

/**
 * z = A (x − shift). With D numbers in each matrix, A is diagonal; else [D, D] row-major.
 *
 * @param shift [D]
 * @param forward A
 * @param backward A⁻¹
 * @param logDet log |det A|
 */
record Affine(double[] shift, double[] forward, double[] backward, double logDet) implements Transform {
    /** A diagonal map. */
    static Affine diagonal(double[] shift, double[] scale) {
        double[] forward = new double[scale.length];
        double logDet = 0;
        for (int j = 0; j < scale.length; j++) {
            forward[j] = 1 / scale[j];
            logDet -= Math.log(scale[j]);
        }
        return new Affine(shift, forward, scale.clone(), logDet);
    }

    private int dim() {
        return shift.length;
    }

    private boolean diagonal() {
        return forward.length == dim();
    }

    @Override
    public void toModel(double[] x, double[] z, int from) {
        toModel(x, z, from, diagonal() ? null : new double[dim()]);
    }

    @Override
    public void toModel(double[] x, double[] z, int from, double[] centred) {
        int dim = dim();
        if (diagonal()) {
            for (int j = 0; j < dim; j++) {
                z[from + j] = (x[from + j] - shift[j]) * forward[j];
            }
            return;
        }
        for (int j = 0; j < dim; j++) {
            centred[j] = x[from + j] - shift[j];
        }
        for (int i = 0; i < dim; i++) {
            z[from + i] = Correlation.dot(forward, i * dim, centred, dim);
        }
    }

    @Override
    public void toOriginal(double[] z, double[] x, int from) {
        int dim = dim();
        for (int i = 0; i < dim; i++) {
            double sum = 0;
            if (diagonal()) {
                sum = backward[i] * z[from + i];
            } else {
                for (int j = 0; j < dim; j++) {
                    sum += backward[i * dim + j] * z[from + j];
                }
            }
            x[from + i] = sum + shift[i];
        }
    }

    @Override
    public double logDetJacobian(double[] x, int from) {
        return logDet;
    }

    @Override
    public void scoreToOriginal(double[] x, double[] zScore, double[] xScore, int from) {
        int dim = dim();
        for (int j = 0; j < dim; j++) {
            double sum = 0;
            if (diagonal()) {
                sum = forward[j] * zScore[from + j];
            } else {
                for (int i = 0; i < dim; i++) {
                    sum += forward[i * dim + j] * zScore[from + i];
                }
            }
            xScore[from + j] = sum;
        }
    }

    @Override
    public void scoreToModel(double[] x, double[] xScore, double[] zScore, int from) {
        int dim = dim();
        for (int j = 0; j < dim; j++) {
            double sum = 0;
            if (diagonal()) {
                sum = backward[j] * xScore[from + j];
            } else {
                for (int i = 0; i < dim; i++) {
                    sum += backward[i * dim + j] * xScore[from + i];
                }
            }
            zScore[from + j] = sum;
        }
    }
}
