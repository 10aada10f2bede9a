package org.slicedscore.engine.train;

import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.LinearFamily;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.Alternative;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.LinearFamilyGraph;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.core.score.ScoreGraph;

/**
 * Plug-ins that are ready for use, and the formulas that follow from them: of the model, and of its losses.
 *
 * @param model the model
 * @param modelOptions its options
 * @param objective the objective
 * @param objectiveOptions its options
 * @param projection the projection
 * @param projectionOptions its options
 * @param optimizer the optimiser
 * @param optimizerOptions its options
 * @param levels the noise levels of a noise-conditioned model
 * @param conditions the numbers behind each row that it is conditional on: C
 */
public record TrainingComponents(
        Model model,
        Options modelOptions,
        Objective objective,
        Options objectiveOptions,
        Projection projection,
        Options projectionOptions,
        Optimizer optimizer,
        Options optimizerOptions,
        NoiseLevels levels,
        int conditions) {
    private static final String FIT = "fit.";

    /**
     * The same for rows with conditions.
     *
     * @param count the numbers behind each row: C
     * @throws SsmException of kind USAGE if there are some and the model takes none
     */
    public TrainingComponents given(int count) {
        if (count > 0 && !model.conditional()) {
            throw Problem.usage(new Subject.Plugin("model", model.id()))
                    .says("takes no conditions")
                    .remedy("use %s, or leave out %s", Alternative.CONDITIONAL_MODEL, Subject.setting("condition"))
                    .exception();
        }
        return new TrainingComponents(
                model,
                modelOptions,
                objective,
                objectiveOptions,
                projection,
                projectionOptions,
                optimizer,
                optimizerOptions,
                levels,
                count);
    }

    /** The model's formula, its parameters not declared yet. */
    public ModelGraph graph() {
        return new ModelGraph(model, modelOptions, levels.least());
    }

    /**
     * The model's formula, its parameters declared.
     *
     * @param dim D
     */
    public ModelGraph graph(int dim) {
        ModelGraph graph = graph();
        Expr c = Expr.of(new Primitive.Input("conditions", Shape.of(1, Math.max(1, conditions))));
        (conditions == 0 ? graph : graph.given(c)).declare(dim);
        return graph;
    }

    /** Whether the model has coefficients that are fitted in closed form: true for an exponential family. */
    public boolean linear() {
        return model instanceof ExponentialFamily;
    }

    /**
     * What the objective sees of the model, with fresh directions and noise at every step.
     *
     * @param graph the model
     * @param rows with their conditions, [B,D+C]
     * @param directions M
     * @return the score function
     */
    public ScoreGraph score(ModelGraph graph, Expr rows, int directions) {
        return score(graph, rows, Directions.random(projection, projectionOptions, directions));
    }

    /**
     * What the objective sees of the model, with fresh noise at every step.
     *
     * @param graph the model
     * @param rows with their conditions, [B,D+C]
     * @param directions the source of directions
     * @return the score function
     */
    public ScoreGraph score(ModelGraph graph, Expr rows, Directions directions) {
        int dim = rows.dim(1) - conditions;
        return conditions == 0
                ? new ScoreGraph(graph, rows, directions, Noise.RANDOM, objectiveOptions)
                : new ScoreGraph(
                        graph.given(rows.slice(1, dim, dim + conditions)),
                        rows.slice(1, 0, dim),
                        directions,
                        Noise.RANDOM,
                        objectiveOptions);
    }

    /**
     * The loss that training minimises the mean of. For a noise-conditioned model it is the objective's at rows with
     * noise of a random level, λ(σ)-weighted, whatever the objective.
     *
     * @param graph the model
     * @param rows with their conditions, [B,D+C]
     * @param directions M
     * @return [B]
     */
    public Expr loss(ModelGraph graph, Expr rows, int directions) {
        ScoreGraph score = score(graph, rows, directions);
        if (!graph.noiseConditioned()) {
            return objective.loss(score);
        }
        Expr sigma = levels.draw(rows.dim(0));
        return objective.loss(score.perturbed(sigma)).mul(NoiseLevels.weight(sigma));
    }

    /**
     * The denoising loss of a noise-conditioned model, λ(σ)-weighted: ½λ(σ)‖s(x + σε, σ) + ε/σ‖² (Vincent 2011).
     *
     * @param graph the model
     * @param rows with their conditions, [B,D+C]
     * @return [B]
     */
    public Expr denoising(ModelGraph graph, Expr rows) {
        Expr sigma = levels.draw(rows.dim(0));
        ScoreGraph there = score(graph, rows, 1).perturbed(sigma);
        Expr noise = there.perturbation().orElseThrow().noise();
        return there.denoising(noise.div(sigma.expand(1))).mul(NoiseLevels.weight(sigma));
    }

    /**
     * What the fit of an exponential family's coefficients sees of it, with directions and noise of its own.
     *
     * @param graph the model
     * @param rows [B,D]
     * @param directions M
     * @param weights of the rows, [B]; null for 1
     * @return the sums that the coefficients follow from
     */
    public CoefficientFit fit(ModelGraph graph, Expr rows, int directions, Expr weights) {
        Directions own = Directions.random(projection, projectionOptions, directions, FIT + Directions.PURPOSE);
        Noise noise = (purpose, shape) -> Noise.RANDOM.sample(FIT + purpose, shape);
        LinearFamily family = new LinearFamilyGraph(graph, rows, own, noise, objectiveOptions);
        return CoefficientFit.of(objective.quadratic(family), weights);
    }
}
