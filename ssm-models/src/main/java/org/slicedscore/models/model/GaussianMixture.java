package org.slicedscore.models.model;

import java.util.List;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * log p(x) = log Σ_k softmax(logits)_k Π_d N(x_d; μ_kd, σ_kd²), with {@code logits} [K], {@code means} μ [K,D] and {@code
 * log_scales} log σ [K,D]. Normalised. Starts with equal weights and unit scales around training rows.
 */
public final class GaussianMixture implements LogDensityModel {
    static final Option<Integer> COMPONENTS = Option.integer("components", 8, 1, 1 << 16, "How many Gaussians, K");

    @Override
    public String id() {
        return "gmm";
    }

    @Override
    public String description() {
        return "A normalised mixture of Gaussians with diagonal covariances";
    }

    @Override
    public String source() {
        return "Bishop 2006, Pattern Recognition and Machine Learning, equation 2.188";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(COMPONENTS);
    }

    @Override
    public boolean normalised() {
        return true;
    }

    @Override
    public Expr logDensity(Expr x, ModelScope scope) {
        int k = scope.option(COMPONENTS);
        int d = x.dim(-1);
        Expr logits = scope.parameter("logits", Init.constant(0), k);
        Expr means = scope.parameter("means", Init.trainingRows(), k, d);
        Expr logScales = scope.parameter("log_scales", Init.constant(0), k, d);

        Expr logWeights = logits.sub(logits.logSumExp(-1));
        Expr z = x.expand(1).sub(means).mul(logScales.negate().exp()); // [B,K,D]
        Expr logNormalisers = logScales.sum(-1).add(0.5 * d * Math.log(2 * Math.PI));
        return z.square().sum(-1).mul(-0.5).add(logWeights.sub(logNormalisers)).logSumExp(-1);
    }
}
