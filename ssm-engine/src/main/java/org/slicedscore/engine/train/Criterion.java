package org.slicedscore.engine.train;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.Objective;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.Philox;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.device.Workspace;

/**
 * A loss of held-out rows that depends on the weights alone: what is random in it is drawn by the same keys each time, so
 * that two evaluations differ only where the model does.
 */
public final class Criterion implements AutoCloseable {
    /** Beyond this dimension the exact trace is dearer than it is worth during training. */
    public static final int EXACT_DIM = 200;

    private static final int BLOCK = 128;
    private static final int DIRECTIONS = 4;
    private static final int DRAWS = 8;

    /** The loss varies more over levels than over noise. */
    private static final int LEVEL_DRAWS = 16;

    private final RowFunction function;
    private final int draws;
    private final long seed;
    private final String description;
    private final boolean exact;

    private Criterion(RowFunction function, int draws, long seed, String description, boolean exact) {
        this.function = function;
        this.draws = draws;
        this.seed = seed;
        this.description = description;
        this.exact = exact;
    }

    /**
     * What early stopping looks at: the denoising loss of a noise-conditioned model; else the exact score-matching loss where
     * the training objective estimates it and D is not large, otherwise the training objective over several fixed draws.
     *
     * @param c the plug-ins
     * @param projections M in training
     * @param dim D
     * @param rows how many rows there will be
     * @param seed the run's seed
     * @param device where it runs, with the parameters as variables
     */
    public static Criterion forStopping(
            TrainingComponents c, int projections, int dim, int rows, long seed, Workspace device) {
        if (c.model().noiseConditioned()) {
            return denoising(c, dim, rows, seed, device);
        }
        return c.objective().estimatesScoreMatching() && dim <= EXACT_DIM
                ? scoreMatching(c, dim, rows, seed, device)
                : objective(c, projections, dim, rows, seed, device);
    }

    /**
     * The weighted denoising loss of a noise-conditioned model over fixed draws of levels and noise. It is the score-matching
     * loss at those levels up to a number that no weight changes (Vincent 2011), and needs no second derivative.
     */
    private static Criterion denoising(TrainingComponents c, int dim, int rows, long seed, Workspace device) {
        ModelGraph graph = c.graph();
        RowFunction f = new RowFunction(
                "denoising",
                Math.min(BLOCK, rows),
                dim + c.conditions(),
                x -> Map.of("loss", c.denoising(graph, x)),
                device);
        String text = "denoising loss at all levels, " + LEVEL_DRAWS + " fixed draws";
        return new Criterion(f, LEVEL_DRAWS, Philox.key(seed, "evaluation"), text, false);
    }

    /**
     * The training objective, averaged over fixed draws of directions and noise.
     *
     * @param c the plug-ins
     * @param projections M in training; at least a few are used
     * @param dim D
     * @param rows how many rows there will be
     * @param seed the run's seed
     * @param device where it runs, with the parameters as variables
     */
    public static Criterion objective(
            TrainingComponents c, int projections, int dim, int rows, long seed, Workspace device) {
        Objective objective = c.objective();
        int most = c.projection().mostDirections(dim);
        int m = objective.sliced() ? Math.min(Math.max(projections, DIRECTIONS), most) : 1;
        // what is not sliced is exact, or draws noise: the repeats cost nothing to speak of where it is exact
        int draws = objective.sliced() ? 1 : DRAWS;
        ModelGraph graph = c.graph();
        RowFunction f = new RowFunction(
                "objective",
                Math.min(BLOCK, rows),
                dim + c.conditions(),
                x -> Map.of("loss", c.loss(graph, x, m)),
                device);
        boolean random = f.plan().instructions().stream()
                .anyMatch(i -> i instanceof org.slicedscore.api.plan.Instruction.Random);
        String text = objective.id() + " loss"
                + (!random ? "" : ", " + (objective.sliced() ? m + " fixed directions a row" : draws + " fixed draws"));
        return new Criterion(f, random ? draws : 1, Philox.key(seed, "evaluation"), text, !random);
    }

    /**
     * The score-matching loss tr H + ½‖s‖² with the exact trace, taken in blocks of directions.
     *
     * @param c the plug-ins
     * @param dim D
     * @param rows how many rows there will be
     * @param seed the run's seed
     * @param device where it runs, with the parameters as variables
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has no second derivatives
     */
    public static Criterion scoreMatching(TrainingComponents c, int dim, int rows, long seed, Workspace device) {
        ModelGraph graph = c.graph();
        RowFunction f = new RowFunction(
                "score-matching",
                Math.min(BLOCK, rows),
                dim + c.conditions(),
                x -> Map.of("loss", scoreMatching(c.score(graph, x, 1))),
                device);
        return new Criterion(f, 1, Philox.key(seed, "evaluation"), "exact sm loss", true);
    }

    /**
     * The score-matching loss with the trace estimated from random signs: for dimensions where the exact trace is too dear.
     *
     * @param c the plug-ins
     * @param directions M, how many directions a row
     * @param dim D
     * @param rows how many rows there will be
     * @param seed the run's seed
     * @param device where it runs, with the parameters as variables
     * @return the criterion; the error of the estimate is part of the error over rows
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if the model has no second derivatives
     */
    public static Criterion estimatedScoreMatching(
            TrainingComponents c, int directions, int dim, int rows, long seed, Workspace device) {
        ModelGraph graph = c.graph();
        RowFunction f = new RowFunction(
                "score-matching",
                Math.min(BLOCK, rows),
                dim + c.conditions(),
                x -> {
                    ScoreGraph model = c.score(graph, x, new Signs(directions));
                    return Map.of("loss", model.scoreMatching(model.curvature()));
                },
                device);
        return new Criterion(
                f,
                1,
                Philox.key(seed, "evaluation"),
                "sm loss, trace estimated from " + directions + " directions",
                false);
    }

    /** Random signs, whatever the projection of the run is: of independent entries they estimate a trace best. */
    private record Signs(int count) implements Directions {
        @Override
        public Expr sample(int rows, int dimension) {
            return new Directions.RandomDraws(count, rows, dimension, Options.NONE).signs();
        }

        @Override
        public OptionalDouble secondMoment(int dimension) {
            return OptionalDouble.of(1);
        }

        @Override
        public String name() {
            return "random signs";
        }
    }

    private static Expr scoreMatching(ScoreGraph model) {
        return model.scoreMatching(model.trace());
    }

    /**
     * The loss of each row.
     *
     * @param rows with their conditions, row-major
     * @param count how many
     * @return one number a row, averaged over the draws
     */
    public double[] rowLosses(float[] rows, int count) {
        double[] sum = new double[count];
        for (int draw = 0; draw < draws; draw++) {
            double[] one = function.apply("loss", rows, count, seed, draw);
            for (int i = 0; i < count; i++) {
                sum[i] += one[i];
            }
        }
        Arrays.setAll(sum, i -> sum[i] / draws);
        return sum;
    }

    /**
     * The mean loss.
     *
     * @param rows with their conditions, row-major
     * @param count how many
     * @return mean and standard error over rows
     */
    public Estimate evaluate(float[] rows, int count) {
        return Estimate.of(rowLosses(rows, count), count);
    }

    /**
     * The multiply-adds of an evaluation.
     *
     * @param count how many rows
     * @return over all blocks and draws
     */
    public long multiplyAdds(int count) {
        return draws * function.multiplyAdds(count);
    }

    /** What it is, for people, such as {@code exact sm loss}. */
    public String description() {
        return description;
    }

    /** Whether nothing in it is random: true if the loss of a row is exact. */
    public boolean exact() {
        return exact;
    }

    @Override
    public void close() {
        function.close();
    }
}
