package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.slicedscore.api.Generator;
import org.slicedscore.api.Generator.Source;
import org.slicedscore.api.random.RandomNumbers;

/**
 * The contract of {@link Generator}s. Extend it, return the generator, and run the class with JUnit.
 *
 * @since 0.2.0
 */
public abstract class GeneratorContract extends PluginContract {
    private static final int ROWS = 40_000;
    private static final int FEW = 64;
    private static final double UNTOUCHED = 12345.678;

    /** For subclasses. */
    protected GeneratorContract() {}

    /** {@return the generator under test, a fresh or shared instance} */
    protected abstract Generator generator();

    @Override
    protected final Generator plugin() {
        return generator();
    }

    /**
     * The log-density with {@link #options()}, for a check of the score by differences.
     *
     * @param x a row, [D]
     * @return log p(x) up to a constant; empty if unknown, the default
     */
    protected OptionalDouble logDensity(double[] x) {
        return OptionalDouble.empty();
    }

    /** Rows are finite, and nothing else is written. */
    @Check("rows are finite and go where they belong")
    protected void rowsAreFinite() {
        checkRows(open());
    }

    private void checkRows(Source source) {
        int d = source.dim();
        assertTrue(d >= 1, name() + ": dim() is " + d + "; at least 1 is expected");
        double[] out = new double[d + 4];
        for (int row = 0; row < FEW; row++) {
            Arrays.fill(out, UNTOUCHED);
            source.draw(new RowNumbers(1, row), out, 3);
            for (int i = 0; i < out.length; i++) {
                boolean inside = i >= 3 && i < 3 + d;
                assertTrue(
                        inside ? Double.isFinite(out[i]) && out[i] != UNTOUCHED : out[i] == UNTOUCHED,
                        name() + ": draw(random, out, 3) of " + d + " columns leaves out[" + i + "] at " + out[i]
                                + "; finite numbers are expected from out[3] on, and nothing elsewhere");
            }
        }
    }

    /** A row depends only on its own random numbers, not on earlier ones or another source. */
    @Check("a row depends on its random numbers alone, not on the rows before it")
    protected void rowsDependOnTheirNumbersAlone() {
        double[] rows = rows(open(), 1, FEW);
        int d = rows.length / FEW;
        for (int row = FEW - 1; row >= 0; row -= 7) {
            double[] alone = new double[d];
            open().draw(new RowNumbers(1, row), alone, 0);
            assertArrayEquals(
                    Arrays.copyOfRange(rows, row * d, (row + 1) * d),
                    alone,
                    name() + ": row " + row + " after those before it (expected) and drawn first (actual) differ; draw"
                            + " from the numbers that are handed in, and keep nothing");
        }
    }

    /** Rows of different random numbers differ. */
    @Check("rows differ from each other and from seed to seed")
    protected void rowsAreFresh() {
        double[] rows = rows(open(), 1, FEW);
        int d = rows.length / FEW;
        boolean differ = false;
        for (int row = 1; row < FEW; row++) {
            differ |= !Arrays.equals(rows, 0, d, rows, row * d, (row + 1) * d);
        }
        assertTrue(differ, name() + ": " + FEW + " rows are all the same");
        assertFalse(Arrays.equals(rows, rows(open(), 2, FEW)), name() + ": two seeds give the same rows");
    }

    /** A source may be used by one thread while another one is used by a second thread. */
    @Check("two open sources do not disturb each other")
    protected void sourcesShareNothing() {
        double[] expected = rows(open(), 1, FEW);
        Source source = open();
        Source other = open();
        int d = source.dim();
        double[] scratch = new double[d];
        double[] out = new double[expected.length];
        for (int row = 0; row < FEW; row++) {
            RowNumbers disturbed = new RowNumbers(1, row);
            RandomNumbers elsewhere = new RowNumbers(2, row);
            disturbed.before = () -> other.draw(elsewhere, scratch, 0);
            source.draw(disturbed, out, row * d);
        }
        assertArrayEquals(
                expected,
                out,
                name() + ": rows change when a second source draws in between; scratch memory belongs to a source");
    }

    /** The declared score is that of the rows, by Stein's identities. */
    @Check("the score is that of the rows, by Stein's identities")
    protected void scoreIsThatOfTheRows() {
        Source source = openWithScore();
        int d = source.dim();
        double[] rows = rows(source, 3, ROWS);
        double[] scores = new double[rows.length];
        for (int row = 0; row < ROWS; row++) {
            System.arraycopy(score(source, Arrays.copyOfRange(rows, row * d, (row + 1) * d)), 0, scores, row * d, d);
        }
        assertEquals(-1, Arrays64.notFinite(scores), name() + ": the score at this position is not finite");
        Stein.check(name(), rows, scores, d, "score() is that of another density than draw() draws from");
    }

    /** A score is a gradient: its Jacobian is symmetric. */
    @Check("the score is a gradient: its Jacobian is symmetric, by differences")
    protected void scoreIsAGradient() {
        Source source = openWithScore();
        int d = source.dim();
        double[] rows = rows(source, 4, FEW);
        for (int row = 0; row < FEW; row++) {
            double[] x = Arrays.copyOfRange(rows, row * d, (row + 1) * d);
            double[][] slopes = new double[d][];
            double largest = 1;
            for (int j = 0; j < d; j++) {
                int axis = j;
                slopes[j] = Differences.slope(h -> score(source, moved(x, axis, h)));
                largest = Math.max(largest, Arrays64.largest(slopes[j]));
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < i; j++) {
                    assertEquals(
                            slopes[i][j],
                            slopes[j][i],
                            1e-5 * largest,
                            name() + ": at " + Arrays.toString(x) + ", ∂s_" + j + "/∂x_" + i + " (expected) and ∂s_" + i
                                    + "/∂x_" + j + " (actual) differ: score() is no gradient");
                }
            }
        }
    }

    /** The declared score is the slope of the log-density, if that is known. */
    @Check("the score is the slope of the log-density, by differences")
    protected void scoreIsTheSlopeOfTheLogDensity() {
        Source source = openWithScore();
        int d = source.dim();
        double[] rows = rows(source, 5, FEW);
        for (int row = 0; row < FEW; row++) {
            double[] x = Arrays.copyOfRange(rows, row * d, (row + 1) * d);
            double[] score = score(source, x);
            for (int j = 0; j < d; j++) {
                int axis = j;
                double slope = Differences.slope(h -> new double[] {
                    logDensity(moved(x, axis, h))
                            .orElseGet(() -> Expect.inapplicable("logDensity() says nothing to compare with"))
                })[0];
                assertEquals(
                        slope,
                        score[j],
                        1e-5 * Math.max(1, Arrays64.largest(score)),
                        name() + ": at " + Arrays.toString(x) + ", ∂ log p/∂x_" + j
                                + " by differences (expected) and by score() (actual) differ");
            }
        }
    }

    /** All of the score is written and the row unchanged; an unknown score is rejected. */
    @Check("score() writes all of the score and leaves the row alone, or says that it is not known")
    protected void scoreWritesAllAndNothingElse() {
        Source source = open();
        int d = source.dim();
        double[] x = rows(source, 6, 1);
        if (!source.knowsScore()) {
            Expect.assertThrows(
                    UnsupportedOperationException.class,
                    () -> source.score(x.clone(), new double[d]),
                    name() + ": knowsScore() is false, so score() must fail");
            return;
        }
        double[] same = x.clone();
        double[] onZeros = score(source, same);
        assertArrayEquals(x, same, name() + ": score() changes the row");
        double[] onOthers = new double[d];
        Arrays.fill(onOthers, UNTOUCHED);
        source.score(same, onOthers);
        assertArrayEquals(
                onZeros, onOthers, name() + ": score() depends on what was in its output; write every element");
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        withEachOption(options -> checkRows(generator().open(options)));
    }

    private Source open() {
        return generator().open(settings());
    }

    private Source openWithScore() {
        Source source = open();
        return source.knowsScore() ? source : Expect.inapplicable("its score is not known");
    }

    private static double[] rows(Source source, long seed, int count) {
        int d = source.dim();
        double[] rows = new double[count * d];
        for (int row = 0; row < count; row++) {
            source.draw(new RowNumbers(seed, row), rows, row * d);
        }
        return rows;
    }

    private static double[] score(Source source, double[] x) {
        double[] score = new double[x.length];
        source.score(x, score);
        return score;
    }

    private static double[] moved(double[] x, int axis, double h) {
        double[] moved = x.clone();
        moved[axis] += h;
        return moved;
    }

    /** The numbers of one row. */
    private static final class RowNumbers implements RandomNumbers {
        private final SplittableRandom random;
        private Runnable before = () -> {};

        RowNumbers(long seed, int row) {
            random = new SplittableRandom((seed << 32) + row);
        }

        private SplittableRandom next() {
            before.run();
            return random;
        }

        @Override
        public double normal() {
            return next().nextGaussian();
        }

        @Override
        public double uniform() {
            return next().nextDouble();
        }

        @Override
        public int nextInt(int bound) {
            return next().nextInt(bound);
        }
    }
}
