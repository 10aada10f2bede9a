package org.slicedscore.data.prep;

/**
 * The scaling of one coordinate, fitted to the bulk of its values: u = (x − shift) / scale. Where some training values lie
 * far outside the bulk, u is linear up to a reach r and logarithmic beyond it, ±(r + log(1 + |u| − r)), so that one cell
 * cannot squeeze the rest; the map stays smooth, invertible, and has an exact Jacobian.
 *
 * @param shift the centre
 * @param scale the spread, positive
 * @param reach r, in units of the scale; infinite where no value lies far out
 * @param clip whether values beyond the reach are moved to it instead
 */
record ColumnScale(double shift, double scale, double reach, boolean clip) {
    /** The map that changes nothing. */
    static final ColumnScale NONE = new ColumnScale(0, 1, Double.POSITIVE_INFINITY, false);

    double toModel(double x) {
        double u = (x - shift) / scale;
        double over = Math.abs(u) - reach;
        return over > 0 ? Math.copySign(clip ? reach : reach + Math.log1p(over), u) : u;
    }

    double toOriginal(double z) {
        double over = Math.abs(z) - reach;
        double u = over > 0 && !clip ? Math.copySign(reach + Math.expm1(over), z) : z;
        return shift + scale * u;
    }

    /** log |∂z/∂x|. */
    double logDerivative(double x) {
        return logDerivative() - bend(x);
    }

    /** log |∂z/∂x| within the reach. */
    double logDerivative() {
        return -Math.log(scale);
    }

    /** How much less log |∂z/∂x| is than within the reach. */
    double bend(double x) {
        double over = Math.abs((x - shift) / scale) - reach;
        return over > 0 && !clip ? Math.log1p(over) : 0;
    }

    /** ∂z/∂x. */
    double derivative(double x) {
        double over = Math.abs((x - shift) / scale) - reach;
        return over > 0 && !clip ? 1 / (scale * (1 + over)) : 1 / scale;
    }

    /** ∂/∂x of {@link #logDerivative}. */
    double logDerivativeSlope(double x) {
        double u = (x - shift) / scale;
        double over = Math.abs(u) - reach;
        return over > 0 && !clip ? -Math.signum(u) / (scale * (1 + over)) : 0;
    }

    /** The scaled value, no further out than the reach. */
    double clamped(double x) {
        return Math.clamp((x - shift) / scale, -reach, reach);
    }
}
