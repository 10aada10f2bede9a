package org.slicedscore.models.projection;

import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;

/**
 * M directions of length √D that are orthogonal to each other, each row's turned at random (Haar): E[vvᵀ] = I, and the mean
 * of vᵀHv over the M directions has the variance of {@link Sphere} times (D−M)/((D−1)·M), less than for independent
 * directions and 0 at M = D.
 *
 * <p>The directions are the Q of a QR decomposition of a normal matrix, by way of the Cholesky factor of its Gram matrix, a
 * few times: first with a shift that keeps it positive definite however close to singular a square matrix comes, then
 * without, to correct for it (Fukaya et al. 2020, SIAM J. Sci. Comput. 42, shifted CholeskyQR). In single precision each
 * shifted pass lifts a small singular value by a factor of 20 to 80. One in 10⁵ square matrices needs more than one of them,
 * and a single one that fails would spoil a training step.
 */
public final class Orthogonal implements Projection {
    /** Of the trace of the Gram matrix: enough for single precision. */
    private static final double SHIFT = 1e-5;

    private static final int SHIFTED = 3;
    private static final int PLAIN = 2;

    @Override
    public String id() {
        return "orthogonal";
    }

    @Override
    public String description() {
        return "Up to D orthogonal directions of length sqrt(D); M = D gives the exact trace";
    }

    @Override
    public String source() {
        return "Choromanski, Rowland & Weller 2017, NeurIPS (random orthogonal embeddings), as p_v of Song et al. 2019";
    }

    @Override
    public Expr sample(Draws draws) {
        Expr q = draws.normal().transpose(1, 0, 2); // [B,M,D]
        for (int i = 0; i < SHIFTED; i++) {
            q = orthonormal(q, SHIFT);
        }
        for (int i = 0; i < PLAIN; i++) {
            q = orthonormal(q, 0);
        }
        return q.transpose(1, 0, 2).mul(Math.sqrt(draws.dimension()));
    }

    /** L⁻¹A with L Lᵀ = A Aᵀ + shift·tr(A Aᵀ)·I: for no shift, orthonormal rows that span what those of A do. */
    private static Expr orthonormal(Expr a, double shift) {
        int m = a.dim(1);
        Expr gram = a.matmul(a.transpose(0, 2, 1));
        if (shift > 0) {
            double[] diagonal = new double[m * m];
            for (int i = 0; i < m; i++) {
                diagonal[i * m + i] = shift;
            }
            Expr trace = a.square().sum(1, 2).add(1e-30).reshape(a.dim(0), 1, 1);
            gram = gram.add(trace.mul(Expr.constant(Shape.of(m, m), diagonal)));
        }
        return gram.cholesky().solveTriangular(a);
    }

    @Override
    public OptionalDouble secondMoment(int dimension, Options options) {
        return OptionalDouble.of(1);
    }

    @Override
    public int mostDirections(int dimension) {
        return dimension;
    }
}
