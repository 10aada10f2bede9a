package org.slicedscore.core.testplugins;

import java.util.List;
import java.util.OptionalDouble;
import org.slicedscore.api.Init;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.api.ScoreFunction;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** The plug-ins, under the ids that are the defaults where there is one. */
public final class SmallPlugins {
    private SmallPlugins() {}

    /** A network of one hidden layer. */
    public static final class Energy implements LogDensityModel {
        static final Option<Integer> HIDDEN = Option.integer("hidden", 8, 1, 1000, "width");
        static final Option<ActivationFunction> ACTIVATION =
                Option.choice("activation", ActivationFunction.TANH, "kind");

        @Override
        public String id() {
            return "mlp-energy";
        }

        @Override
        public String description() {
            return "a small network";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(HIDDEN, ACTIVATION);
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            Expr h = scope.linear("net.0", x, scope.option(HIDDEN)).activation(scope.option(ACTIVATION));
            return scope.linear("net.1", h, 1)
                    .reshape(x.dim(0))
                    .sub(x.square().sum(-1).mul(0.05));
        }
    }

    /** N(mean, diag e^{2 log_scale}), normalised. */
    public static final class Gaussian implements LogDensityModel {
        @Override
        public String id() {
            return "gaussian";
        }

        @Override
        public String description() {
            return "independent columns";
        }

        @Override
        public boolean normalised() {
            return true;
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            int d = x.dim(1);
            Expr mean = scope.parameter("mean", Init.constant(0), d);
            Expr logScale = scope.parameter("log_scale", Init.constant(0), d);
            Expr z = x.sub(mean).mul(logScale.negate().exp());
            return z.square().sum(-1).mul(-0.5).sub(logScale.sum()).sub(0.5 * d * Math.log(2 * Math.PI));
        }
    }

    /** vᵀHv + ½‖s‖². */
    public static final class Reduced implements Objective {
        @Override
        public String id() {
            return "ssm-vr";
        }

        @Override
        public String description() {
            return "sliced";
        }

        @Override
        public Expr loss(ScoreFunction model) {
            return model.curvature().add(model.score().square().sum(-1).mul(0.5));
        }
    }

    /** −log p. */
    public static final class Likelihood implements Objective {
        @Override
        public String id() {
            return "mle";
        }

        @Override
        public String description() {
            return "likelihood";
        }

        @Override
        public boolean sliced() {
            return false;
        }

        @Override
        public Expr loss(ScoreFunction model) {
            return model.logDensity().negate();
        }
    }

    /** Denoising. */
    public static final class Denoising implements Objective {
        static final Option<Double> SIGMA = Option.number("sigma", 0.3, 1e-6, 100, "noise");

        @Override
        public String id() {
            return "dsm";
        }

        @Override
        public String description() {
            return "denoising";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(SIGMA);
        }

        @Override
        public boolean sliced() {
            return false;
        }

        @Override
        public Expr loss(ScoreFunction model) {
            double sigma = model.option(SIGMA);
            Expr e = model.noise("dsm");
            return model.at(model.rows().add(e.mul(sigma)))
                    .score()
                    .add(e.mul(1 / sigma))
                    .square()
                    .sum(-1)
                    .mul(0.5);
        }
    }

    /** Signs. */
    public static final class Signs implements Projection {
        @Override
        public String id() {
            return "rademacher";
        }

        @Override
        public String description() {
            return "signs";
        }

        @Override
        public Expr sample(Draws draws) {
            return draws.signs();
        }

        @Override
        public OptionalDouble secondMoment(int dimension, Options options) {
            return OptionalDouble.of(1);
        }
    }

    /** θ − ηg. */
    public static final class Descent implements Optimizer {
        @Override
        public String id() {
            return "sgd";
        }

        @Override
        public String description() {
            return "descent";
        }

        @Override
        public double defaultLearningRate() {
            return 0.1;
        }

        @Override
        public Expr update(Step step) {
            return step.parameter().sub(step.learningRate().mul(step.gradient()));
        }
    }

    /** Adam, with the usual constants. */
    public static final class Adam implements Optimizer {
        @Override
        public String id() {
            return "adam";
        }

        @Override
        public String description() {
            return "moments";
        }

        @Override
        public double defaultLearningRate() {
            return 0.01;
        }

        @Override
        public Expr update(Step step) {
            Expr g = step.gradient();
            Expr m = step.keep("m", step.state("m").mul(0.9).add(g.mul(0.1)));
            Expr v = step.keep("v", step.state("v").mul(0.99).add(g.square().mul(0.01)));
            Expr mHat = m.mul(step.perStep("m", t -> 1 / (1 - Math.pow(0.9, t))));
            Expr vHat = v.mul(step.perStep("v", t -> 1 / (1 - Math.pow(0.99, t))));
            return step.parameter()
                    .sub(step.learningRate().mul(mHat.div(vHat.sqrt().add(1e-8))));
        }
    }
}
