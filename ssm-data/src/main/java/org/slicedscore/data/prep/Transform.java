package org.slicedscore.data.prep;

/**
 * A smooth invertible map z = f(x) of rows. Its Jacobian may depend on the row, so methods that need it take the
 * original row; a map such as the logit of pixels fits as well as an affine one.
 */
interface Transform {
    /** z = f(x) of the row that starts at index {@code from} of both arrays. */
    void toModel(double[] x, double[] z, int from);

    /** The same, without allocating: scratch is as long as a row. */
    void toModel(double[] x, double[] z, int from, double[] scratch);

    /** x = f⁻¹(z) of the row that starts at index {@code from} of both arrays. */
    void toOriginal(double[] z, double[] x, int from);

    /** log |det ∂f/∂x| at the row of x. */
    double logDetJacobian(double[] x, int from);

    /** ∇ₓ log p(x) = Jᵀ ∇_z log p(z) + ∇ₓ log |det J|, of the row of x. */
    void scoreToOriginal(double[] x, double[] zScore, double[] xScore, int from);

    /** ∇_z log p(z) = J⁻ᵀ (∇ₓ log p(x) − ∇ₓ log |det J|), of the row of x. */
    void scoreToModel(double[] x, double[] xScore, double[] zScore, int from);
}
