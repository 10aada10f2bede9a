package org.slicedscore.engine.scheme;

import java.util.function.UnaryOperator;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.ScoreModel;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * The score of a distribution that can only be sampled, learned from its samples, and the gradient of its entropy (Song et al.
 * 2019, UAI, sections 3 and 5.2). For samples z = g(ε; φ) with density q, s ≈ ∇ log q minimises a score-matching loss over the
 * samples, and
 *
 * <pre>∇_φ H(q) = −E[ s(z)ᵀ ∂g/∂φ ]</pre>
 *
 * (the term ∇_φ log q at fixed z has mean 0), which is the gradient of −s(z)ᵀz with s(z) held constant. The score may depend on
 * more than z: with s(z, x) and samples of q(z | x) it is the gradient of the entropy of q(z | x), averaged over x.
 */
public final class SampleScore {
    private final Scheme.Builder scheme;
    private final String name;
    private final UnaryOperator<Expr> formula;
    private final TrainingConfig estimator;

    /**
     * A score to be learned.
     *
     * @param scheme the scheme that it is part of
     * @param name unique among the scheme's scores: separates streams of random numbers
     * @param formula s at samples [B,D], a formula over the parameters of a network
     * @param estimator its objective, projection, and number of directions; nothing else is read
     */
    public SampleScore(Scheme.Builder scheme, String name, UnaryOperator<Expr> formula, TrainingConfig estimator) {
        this.scheme = scheme;
        this.name = name;
        this.formula = formula;
        this.estimator = estimator;
    }

    /**
     * What a learner of the score minimises.
     *
     * @param z samples, [B,D], held constant
     * @return the mean of the objective over the samples, a scalar
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the objective needs what a score field does not have
     */
    public Expr loss(Expr z) {
        TrainingComponents c = estimator.components();
        Directions directions = Directions.random(
                c.projection(),
                c.projectionOptions(),
                estimator.get(Settings.PROJECTIONS),
                name + "." + Directions.PURPOSE);
        Noise noise = (purpose, shape) -> Noise.RANDOM.sample(name + "." + purpose, shape);
        ModelGraph graph = new ModelGraph(new Formula(name, formula), Options.NONE);
        return c.objective()
                .loss(new ScoreGraph(graph, scheme.hold(z), directions, noise, c.objectiveOptions()))
                .mean();
    }

    /**
     * The score at samples, as a constant.
     *
     * @param z samples, [B,D]
     * @return s(z), [B,D]
     */
    public Expr at(Expr z) {
        return scheme.hold(formula.apply(scheme.hold(z)));
    }

    /**
     * A stand-in for the entropy: its gradient through the samples is the gradient of H(q). Its value has no meaning.
     *
     * @param z samples, [B,D]
     * @return −mean s(z)ᵀz, with s(z) held constant, a scalar
     */
    public Expr entropy(Expr z) {
        return entropy(z, at(z));
    }

    /**
     * The same with a score from elsewhere.
     *
     * @param z samples, [B,D]
     * @param score of the samples, held constant, [B,D]
     * @return −mean sᵀz, a scalar
     */
    public static Expr entropy(Expr z, Expr score) {
        return score.dot(z).mean().negate();
    }

    /** A score whose parameters belong to a network of the scheme. */
    private record Formula(String id, UnaryOperator<Expr> formula) implements ScoreModel {
        @Override
        public String description() {
            return "The score of samples";
        }

        @Override
        public Expr score(Expr x, ModelScope scope) {
            return formula.apply(x);
        }
    }
}
