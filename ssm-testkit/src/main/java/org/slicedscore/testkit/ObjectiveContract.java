package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;

/**
 * The contract of {@link Objective}s. Extend it, return the objective, and run the class with JUnit.
 *
 * <p>The objective is applied to N(0, I/a), a model with one parameter a, and rows of N(0, I): its minimum must be
 * at the precision a that the objective is meant to learn.
 */
public abstract class ObjectiveContract extends PluginContract {
    private static final int[] DIMENSIONS = {1, 2, 10, 50};
    private static final int SEEDS = 8;
    private static final int ROWS = 2400;

    /** How well the precision with the least loss is found. */
    private static final double PRECISE = 5e-4;

    /** For subclasses. */
    protected ObjectiveContract() {}

    /** {@return the objective under test, a fresh or shared instance} */
    protected abstract Objective objective();

    @Override
    protected final Objective plugin() {
        return objective();
    }

    /** {@return the directions to use, by default standard normal ones} */
    protected Projection projection() {
        return new Isotropic.Normal();
    }

    /**
     * {@return the precision that is learned from infinitely many rows of N(0, I), by default 1/(1+σ²), with σ from
     * {@link Objective#smoothing}}
     */
    protected double learnedPrecision() {
        double sigma = objective().smoothing(settings());
        assertTrue(
                sigma >= 0 && Double.isFinite(sigma),
                name() + ": smoothing() is " + sigma + "; a standard deviation is expected, 0 for none");
        return 1 / (1 + sigma * sigma);
    }

    /** The loss has one entry per row for any numbers of rows, directions and features. */
    @Check("the loss has one finite entry a row")
    protected void lossHasOneEntryARow() {
        for (int d : DIMENSIONS) {
            for (int b : new int[] {1, 4}) {
                for (int m : new int[] {1, 3}) {
                    Trial trial = new Trial(new Isotropic.Energy(), m, b, d);
                    assertEquals(
                            Shape.of(b),
                            trial.loss.shape(),
                            name() + ": the loss has the wrong shape for M = " + m + ", B = " + b + ", D = " + d
                                    + "; average over directions and sum over features, not over rows");
                    assertEquals(
                            -1, Arrays64.notFinite(trial.loss(1, 0)), name() + ": the loss of this row is not finite");
                }
            }
        }
    }

    /** {@link Objective#sliced()} says whether directions are used. */
    @Check("sliced() says whether directions are used")
    protected void slicedSaysWhetherDirectionsAreUsed() {
        Trial trial = new Trial(new Isotropic.Energy(), 2, 3, 2);
        assertEquals(
                objective().sliced(),
                trial.directions.asked,
                name() + ": sliced() (expected) does not say whether the loss asks for directions (actual)");
    }

    /** A row's loss is the same alone or in a batch, with the same random numbers. */
    @Check("a row's loss does not depend on its neighbours")
    protected void rowsDoNotSeeEachOther() {
        int d = 3;
        Trial all = new Trial(new Isotropic.Energy(), 2, 5, d);
        double[] rows = Arrays64.normal(3, 5L * d);
        double[] together = all.loss(0.7, 1, rows, 0);
        Trial one = new Trial(new Isotropic.Energy(), 2, 1, d);
        for (int row = 0; row < 5; row++) {
            double alone = one.loss(0.7, 1, Arrays.copyOfRange(rows, row * d, (row + 1) * d), row)[0];
            assertEquals(
                    alone,
                    together[row],
                    1e-10 * Math.max(1, Math.abs(alone)),
                    name() + ": the loss of row " + row + " alone (expected) and among others (actual) differ");
        }
    }

    /** A log-density and a score field with the same score have the same loss. */
    @Check("a log-density and a score field of one score have one loss")
    protected void bothKindsOfModelHaveTheSameLoss() {
        for (int d : DIMENSIONS) {
            Trial energy = new Trial(new Isotropic.Energy(), 2, 16, d);
            Trial field;
            try {
                field = new Trial(new Isotropic.Field(), 2, 16, d);
            } catch (SsmException e) {
                assertEquals(
                        SsmException.Kind.USAGE,
                        e.kind(),
                        name() + ": refuses a score field, but not with a failure of kind USAGE");
                Expect.inapplicable(name() + " is for log-densities alone: " + e.getMessage());
                return;
            }
            assertArrayEquals(
                    energy.loss(0.8, 2),
                    field.loss(0.8, 2),
                    1e-10 * d,
                    name() + ": D = " + d + ": −½a‖x‖² (expected) and the score −ax (actual) give different losses");
        }
    }

    /** Negating the log-density increases the loss. */
    @Check("turning the log-density round makes the loss larger: the sign")
    protected void signOfTheEnergyIsSeen() {
        for (int d : DIMENSIONS) {
            Trial trial = new Trial(new Isotropic.Energy(), 2, 2048 / d, d);
            double right = Arrays64.mean(trial.loss(1, 3));
            double turned = Arrays64.mean(trial.loss(-1, 3));
            assertTrue(
                    right < turned,
                    name() + ": D = " + d + ": rows of N(0, I) have the loss " + right + " under −½‖x‖² and " + turned
                            + " under +½‖x‖²; the first must be smaller: a sign is wrong");
        }
    }

    /** The loss is least at the precision that the objective is meant to learn. */
    @Check("the least loss is at the data's precision: the optimum")
    protected void leastLossIsAtTheDatasPrecision() {
        for (int d : DIMENSIONS) {
            for (int m : d == 2 ? new int[] {1, 3} : new int[] {1}) {
                double[] learned = learned(m, ROWS / d, d);
                if (Arrays64.standardError(learned) > 0.02) {
                    learned = learned(m, 16 * ROWS / d, d);
                }
                double error = Arrays64.standardError(learned);
                String what =
                        name() + ": D = " + d + ", M = " + m + ": the precision with the least loss on rows of N(0, I)";
                assertTrue(error < 0.1, what + " varies by " + error + " between samples: is the loss bounded below?");
                assertEquals(
                        learnedPrecision(),
                        Arrays64.mean(learned),
                        5 * error + 2e-3,
                        what
                                + " is off; is a factor wrong (½, c, the mean over directions)? Allowed are five standard errors");
            }
        }
    }

    private double[] learned(int directions, int rows, int dimension) {
        Trial trial = new Trial(new Isotropic.Energy(), directions, rows, dimension);
        double[] learned = new double[SEEDS];
        Arrays.parallelSetAll(learned, seed -> trial.least(100 + seed));
        return learned;
    }

    /** Random directions and noise are fresh at each step. */
    @Check("random numbers are fresh at each step, and repeat with the key")
    protected void randomNumbersAreFresh() {
        Trial trial = new Trial(new Isotropic.Energy(), 2, 16, 3);
        if (trial.usesRandomNumbers()) {
            // signs, for example, are exact on a Gaussian with independent columns, where no two steps would differ
            trial = new Trial(new Coupled(), 2, 16, 3);
        }
        double[] rows = trial.rows(7);
        double[] now = trial.at(0.7, 1, rows, 0).of(trial.loss);
        assertArrayEquals(
                now, trial.at(0.7, 1, rows, 0).of(trial.loss), name() + ": the same seed and step give another loss");
        double[] next = trial.at(0.7, 1, 1, rows, 0).of(trial.loss);
        if (trial.usesRandomNumbers()) {
            assertFalse(
                    Arrays.equals(now, next),
                    name()
                            + ": two steps have the same losses, though random numbers go into them; are they drawn once and"
                            + " used again?");
        } else {
            assertArrayEquals(now, next, name() + ": two steps have different losses without random numbers");
        }
    }

    /** The gradient of the loss is its slope. */
    @Check("the gradient of the loss is its slope, by differences")
    protected void gradientIsTheSlopeOfTheLoss() {
        Trial trial = new Trial(new Isotropic.Energy(), 2, 64, 3);
        Expr parameter = trial.model.parameters().get(Isotropic.PARAMETER).variable();
        Expr gradient = Autodiff.grad(trial.loss.mean(), parameter);
        double h = 1e-4;
        double slope = (Arrays64.mean(trial.loss(0.7 + h, 5)) - Arrays64.mean(trial.loss(0.7 - h, 5))) / (2 * h);
        assertEquals(
                slope,
                trial.at(0.7, 5, trial.rows(5), 0).of(gradient)[0],
                1e-5 * Math.max(1, Math.abs(slope)),
                name() + ": the slope of the loss by central differences (expected) and its gradient (actual) differ");
    }

    /** The objective on one model and batch size. */
    private final class Trial {
        final Expr x;
        final ModelGraph model;
        final Expr loss;
        final Counted directions;

        Trial(Model m, int count, int rows, int dimension) {
            x = Expr.of(new Primitive.Input("x", Shape.of(rows, dimension)));
            model = new ModelGraph(m, Options.NONE, dimension);
            directions = new Counted(Directions.random(
                    projection(), Options.defaults(projection().options()), count));
            loss = objective().loss(new ScoreGraph(model, x, directions, Noise.RANDOM, settings()));
        }

        double[] rows(long seed) {
            return Arrays64.normal(seed, x.shape().size());
        }

        boolean usesRandomNumbers() {
            Map<Expr, Boolean> seen = new IdentityHashMap<>();
            List<Expr> open = new ArrayList<>(List.of(loss));
            while (!open.isEmpty()) {
                Expr e = open.removeLast();
                if (e.primitive() instanceof Primitive.Random) {
                    return true;
                }
                if (seen.put(e, true) == null) {
                    open.addAll(e.inputs());
                }
            }
            return false;
        }

        Oracle at(double a, long seed, double[] rows, long firstRow) {
            return at(a, seed, 0, rows, firstRow);
        }

        Oracle at(double a, long seed, long step, double[] rows, long firstRow) {
            return new Oracle(seed, step, firstRow).bind("x", rows).bind(Isotropic.PARAMETER, new double[] {a});
        }

        double[] loss(double a, long seed) {
            return loss(a, seed, rows(seed), 0);
        }

        double[] loss(double a, long seed, double[] rows, long firstRow) {
            return at(a, seed, rows, firstRow).of(loss);
        }

        /** The a of least mean loss; equal random numbers at every a make the loss smooth. */
        double least(long seed) {
            double[] rows = rows(seed);
            return Minimum.of(
                    a -> Arrays64.mean(loss(a, seed, rows, 0)),
                    0.2 * learnedPrecision(),
                    3 * learnedPrecision(),
                    PRECISE);
        }
    }

    /** Records whether directions are requested. */
    private static final class Counted implements Directions {
        private final Directions source;
        private boolean asked;

        Counted(Directions source) {
            this.source = source;
        }

        @Override
        public Expr sample(int rows, int dimension) {
            asked = true;
            return source.sample(rows, dimension);
        }

        @Override
        public OptionalDouble secondMoment(int dimension) {
            return source.secondMoment(dimension);
        }

        @Override
        public String name() {
            return source.name();
        }
    }
}
