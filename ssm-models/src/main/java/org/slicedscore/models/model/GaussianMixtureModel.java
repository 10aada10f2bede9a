package org.slicedscore.models.model;

import java.util.List;
import org.slicedscore.api.GenerativeModel;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;

/**
 * log p(x) = log Σ_k softmax(logits)_k Π_d N(x_d; μ_kd, σ_kd²), with {@code logits} [K], {@code means} μ [K,D] and {@code
 * log_scales} log σ [K,D]. Normalised. Starts with equal weights and unit scales around training rows.
 */
public final class GaussianMixtureModel implements GenerativeModel {
    static final Option<Integer> COMPONENTS = Option.integer("components", 8, 1, 1 << 16, "Number of Gaussians, K");

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
        int d = x.dim(-1);
        Expr logScales = logScales(d, scope);
        Expr z = x.expand(1).sub(means(d, scope)).mul(logScales.negate().exp()); // [B,K,D]
        Expr logNormalisers = logScales.sum(-1).add(0.5 * d * Math.log(2 * Math.PI));
        return z.square()
                .sum(-1)
                .mul(-0.5)
                .add(logWeights(scope).sub(logNormalisers))
                .logSumExp(-1);
    }

    /** Chooses component k if a uniform number lies between the cumulative weights before and after it. */
    @Override
    public Expr sample(Draws draws, ModelScope scope) {
        int k = scope.option(COMPONENTS);
        int d = draws.dimension();
        Expr ones = Expr.filled(1, Shape.of(k, k)).lowerTriangle();
        Expr sums = logWeights(scope).exp().reshape(1, k).matmul(ones.t());
        // the last sum is exactly 1, despite rounding
        Expr isLast = Expr.constant(k - 1.5).less(Expr.range(k));
        Expr reached = draws.uniform(1).less(sums.add(isLast));
        Expr chosen = reached.sub(reached.pad(1, 1, 0).slice(1, 0, k)); // [B,K], one of them 1
        return draws.normal().mul(chosen.matmul(logScales(d, scope).exp())).add(chosen.matmul(means(d, scope)));
    }

    private static Expr logWeights(ModelScope scope) {
        Expr logits = scope.parameter("logits", Init.constant(0), scope.option(COMPONENTS));
        return logits.sub(logits.logSumExp(-1));
    }

    private static Expr means(int d, ModelScope scope) {
        return scope.parameter("means", Init.trainingRows(), scope.option(COMPONENTS), d);
    }

    private static Expr logScales(int d, ModelScope scope) {
        return scope.parameter("log_scales", Init.constant(0), scope.option(COMPONENTS), d);
    }
}
