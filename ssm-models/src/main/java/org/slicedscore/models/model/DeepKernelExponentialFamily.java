package org.slicedscore.models.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;

/**
 * log p̃(x) = Σ_l α_l k(x, z_l) + log N(x; 0, 4I), unnormalised, with k(x, z) = Σ_r ρ_r exp(−‖φ_r(x) − φ_r(z)‖²/(2ℓ_r)): {@code
 * inducing} z [L,D], {@code kernel_logits} with ρ = softmax [R], {@code log10_lengthscale} log₁₀ ℓ [R] (ℓ is not squared), and
 * {@code featureR} φ_r a network of three layers of one width with softplus between them, beside a linear map {@code
 * featureR.skip} without bias. The α are the closed form's, with the ridge λ = 10^{@code log10_ridge}.
 */
public final class DeepKernelExponentialFamily implements ExponentialFamily {
    static final Option<Integer> INDUCING =
            Option.integer("inducing", 200, 1, 1 << 16, "Number of inducing points, L; they start at training rows");
    static final Option<Integer> KERNELS = Option.integer("kernels", 3, 1, 1000, "Number of kernels in the mixture, R");
    static final Option<Integer> WIDTH =
            Option.integer("width", 30, 1, 1 << 16, "Width of the layers of each kernel's network");

    private static final int LAYERS = 3;
    private static final double BASE_VARIANCE = 4;

    /** log₁₀ of the length scales 1, 3.3 and 10 of three kernels; other numbers of kernels are spaced between them. */
    private static final double[] LOG10_LENGTH_SCALES = {0, 0.5185, 1};

    @Override
    public String id() {
        return "dkef";
    }

    @Override
    public String description() {
        return "Deep kernel exponential family: a kernel on learned features, its coefficients fitted in closed form";
    }

    @Override
    public String source() {
        return "Wenliang, Sutherland, Strathmann & Gretton 2019, ICML; Song et al. 2019, UAI, section 6.1 and appendix";
    }

    @Override
    public Map<String, String> optionsForChecks() {
        return Map.of("inducing", "7", "kernels", "2", "width", "4");
    }

    @Override
    public List<Option<?>> options() {
        return List.of(INDUCING, KERNELS, WIDTH);
    }

    @Override
    public OptionalDouble learningRate() {
        return OptionalDouble.of(1e-2);
    }

    @Override
    public OptionalInt batchSize() {
        return OptionalInt.of(200);
    }

    @Override
    public Expr statistics(Expr x, ModelScope scope) {
        int kernels = scope.option(KERNELS);
        Expr z = scope.parameter("inducing", Init.trainingRows(), scope.option(INDUCING), x.dim(-1));
        Expr logits = scope.parameter("kernel_logits", Init.constant(0), kernels);
        Expr weights = logits.sub(logits.logSumExp(-1)).exp();
        Expr scales = scope.parameter("log10_lengthscale", (shape, source) -> lengthScales(kernels), kernels)
                .mul(Math.log(10))
                .exp();
        Expr sum = null;
        for (int r = 0; r < kernels; r++) {
            Features features = Features.of("feature" + r + ".", x.dim(-1), scope);
            Expr distance = squaredDistances(features.at(x), features.at(z));
            Expr kernel = distance.div(scales.slice(0, r, r + 1).mul(-2)).exp().mul(weights.slice(0, r, r + 1));
            sum = sum == null ? kernel : sum.add(kernel);
        }
        return sum;
    }

    @Override
    public Expr base(Expr x, ModelScope scope) {
        return x.square().sum(-1).mul(-0.5 / BASE_VARIANCE);
    }

    @Override
    public Expr ridge(ModelScope scope) {
        return scope.parameter("log10_ridge", Init.constant(-2), 1)
                .mul(Math.log(10))
                .exp()
                .reshape();
    }

    private static double[] lengthScales(int kernels) {
        double[] values = new double[kernels];
        for (int r = 1; r < kernels; r++) {
            double at = (LOG10_LENGTH_SCALES.length - 1.0) * r / (kernels - 1);
            int below = Math.min((int) at, LOG10_LENGTH_SCALES.length - 2);
            double share = at - below;
            values[r] = (1 - share) * LOG10_LENGTH_SCALES[below] + share * LOG10_LENGTH_SCALES[below + 1];
        }
        return values;
    }

    /** One kernel's network φ: layers of one width with softplus between them, and a parallel linear map. */
    private record Features(List<Expr> weights, List<Expr> biases, Expr skip) {
        static Features of(String name, int inputs, ModelScope scope) {
            int width = scope.option(WIDTH);
            Init init = Init.normal(1 / Math.sqrt(width));
            List<Expr> weights = new ArrayList<>();
            List<Expr> biases = new ArrayList<>();
            for (int i = 0; i < LAYERS; i++) {
                weights.add(scope.parameter(name + i + ".weight", init, width, i == 0 ? inputs : width));
                biases.add(scope.parameter(name + i + ".bias", init, width));
            }
            return new Features(weights, biases, scope.parameter(name + "skip.weight", init, width, inputs));
        }

        Expr at(Expr x) {
            Expr h = x;
            for (int i = 0; i < weights.size(); i++) {
                h = (i == 0 ? h : h.softplus()).matmul(weights.get(i).t()).add(biases.get(i));
            }
            return h.add(x.matmul(skip.t()));
        }
    }

    /** ‖a_b − c_l‖², [B,L]; with squares and products separate, so that the work is a matrix product. */
    private static Expr squaredDistances(Expr a, Expr c) {
        Expr products = a.matmul(c.t());
        return a.square().sum(-1).expand(-1).add(c.square().sum(-1)).sub(products.mul(2));
    }
}
