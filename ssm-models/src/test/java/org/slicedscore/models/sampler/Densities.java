package org.slicedscore.models.sampler;

import java.util.function.UnaryOperator;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.sample.Target;

/** Densities whose moments and normalising constants are known, as models without parameters. */
final class Densities {
    private Densities() {}

    private record Formula(UnaryOperator<Expr> logDensity) implements LogDensityModel {
        @Override
        public String id() {
            return "formula";
        }

        @Override
        public String description() {
            return "a formula";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            return logDensity.apply(x);
        }
    }

    private record Field(UnaryOperator<Expr> score) implements ScoreModel {
        @Override
        public String id() {
            return "field";
        }

        @Override
        public String description() {
            return "a formula";
        }

        @Override
        public Expr score(Expr x, ModelScope scope) {
            return score.apply(x);
        }
    }

    static Target target(Backend backend, int dim, UnaryOperator<Expr> logDensity) {
        return new Target(new ModelGraph(new Formula(logDensity), Options.NONE), dim, new Workspace(backend));
    }

    static Target field(Backend backend, int dim, UnaryOperator<Expr> score) {
        return new Target(new ModelGraph(new Field(score), Options.NONE), dim, new Workspace(backend));
    }

    /** log p̃ = c − ½ (x₁² + Σ (xᵢ − ρ xᵢ₋₁)² / (1−ρ²)): unit variances, correlation ρ^|i−j|. */
    static UnaryOperator<Expr> correlated(int dim, double rho, double constant) {
        return x -> {
            Expr first = x.slice(1, 0, 1).square().sum(-1);
            Expr rest = x.slice(1, 1, dim)
                    .sub(x.slice(1, 0, dim - 1).mul(rho))
                    .square()
                    .sum(-1);
            return first.add(rest.div(1 - rho * rho)).mul(-0.5).add(constant);
        };
    }

    /** log Z of {@link #correlated}. */
    static double correlatedLogZ(int dim, double rho, double constant) {
        return constant + 0.5 * dim * Math.log(2 * Math.PI) + 0.5 * (dim - 1) * Math.log(1 - rho * rho);
    }

    /** log Σ_k w_k exp(−‖x − m_k‖² / (2 s_k²)), not normalised. */
    static UnaryOperator<Expr> mixture(double[][] means, double[] scales, double[] weights) {
        int k = means.length;
        int dim = means[0].length;
        double[] flat = new double[k * dim];
        double[] precisions = new double[k];
        double[] logs = new double[k];
        for (int i = 0; i < k; i++) {
            System.arraycopy(means[i], 0, flat, i * dim, dim);
            precisions[i] = -0.5 / (scales[i] * scales[i]);
            logs[i] = Math.log(weights[i]);
        }
        return x -> x.expand(1)
                .sub(Expr.constant(Shape.of(k, dim), flat))
                .square()
                .sum(-1)
                .mul(Expr.constant(Shape.of(k), precisions))
                .add(Expr.constant(Shape.of(k), logs))
                .logSumExp(-1);
    }

    static double mixtureLogZ(double[][] means, double[] scales, double[] weights) {
        double sum = 0;
        for (int i = 0; i < scales.length; i++) {
            sum += weights[i] * Math.pow(2 * Math.PI * scales[i] * scales[i], means[0].length / 2.0);
        }
        return Math.log(sum);
    }
}
