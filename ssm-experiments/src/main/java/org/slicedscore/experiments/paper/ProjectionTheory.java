package org.slicedscore.experiments.paper;

import java.util.List;

/** Variances of the estimate of tr H from M directions v with E[vvᵀ] = I, for a symmetric H. */
final class ProjectionTheory {
    /** The projections whose variance is known here. */
    static final List<String> IDS = List.of("gaussian", "rademacher", "sphere", "basis", "orthogonal");

    private ProjectionTheory() {}

    /** Var of (1/M) Σ vᵀHv for one of {@link #IDS}. */
    static double variance(String projection, Quadratic h, int m) {
        double d = h.dim();
        double trace = h.trace();
        double sphere = 2 * d / (d + 2) * (h.frobenius() - trace * trace / d);
        return switch (projection) {
            case "gaussian" -> 2 * h.frobenius() / m;
            case "rademacher" -> 2 * (h.frobenius() - h.diagonalSquares()) / m;
            case "sphere" -> sphere / m;
            case "basis" -> (d * h.diagonalSquares() - trace * trace) / m;
            // the M directions divide the whole space between them: a finite-population correction
            case "orthogonal" -> d == 1 ? 0 : sphere * (d - m) / ((d - 1) * m);
            default -> throw new IllegalArgumentException("no variance known for projection " + projection);
        };
    }

    /** Var of vᵀHv + ½(vᵀs)², one Gaussian direction: 2‖H‖² + 2 sᵀHs + ½‖s‖⁴. */
    static double slicedLoss(Quadratic h, double[] x) {
        double[] s = h.score(x);
        double norm = dot(s, s);
        return 2 * h.frobenius() + 2 * dot(s, h.times(s)) + 0.5 * norm * norm;
    }

    /** Var of vᵀHv + ½‖s‖², one Gaussian direction: 2‖H‖². */
    static double reducedLoss(Quadratic h) {
        return 2 * h.frobenius();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
