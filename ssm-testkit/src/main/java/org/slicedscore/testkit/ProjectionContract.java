package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.score.Directions;

/** The contract of {@link Projection}s. Extend it, return the projection, and run the class with JUnit. */
public abstract class ProjectionContract extends PluginContract {
    private static final int SAMPLES = 40_000;

    /** For subclasses. */
    protected ProjectionContract() {}

    /** {@return the projection under test, a fresh or shared instance} */
    protected abstract Projection projection();

    @Override
    protected final Projection plugin() {
        return projection();
    }

    /** {@return the numbers of features D to try} */
    protected int[] dimensions() {
        return new int[] {1, 2, 3, 7};
    }

    /** {@return the numbers of directions M per row to try} */
    protected int[] directions() {
        return new int[] {1, 2, 5};
    }

    /** Directions have the requested shape and are finite. */
    @Check("directions have the shape [M,B,D] and are finite")
    protected void directionsAreOneVectorForEachRowAndDirection() {
        for (int d : dimensions()) {
            for (int m : directions(d)) {
                for (int b : new int[] {1, 3}) {
                    Expr v = sample(m, b, d);
                    assertEquals(
                            Shape.of(m, b, d),
                            v.shape(),
                            name() + ": sample() has the wrong shape for M = " + m + ", B = " + b + ", D = " + d);
                    assertEquals(
                            -1,
                            Arrays64.notFinite(new Oracle(1, 0, 0).of(v)),
                            name() + ": D = " + d + ", the number at this position is not finite");
                }
            }
        }
    }

    /** E[vvᵀ] is c·I with the declared c, or at least positive definite if none is declared. */
    @Check("E[vvᵀ] is what secondMoment() declares, by Monte Carlo")
    protected void secondMomentIsWhatIsDeclared() {
        for (int d : dimensions()) {
            for (int m : directions(d)) {
                double[] v = new Oracle(2, 0, 0).of(sample(m, SAMPLES / m, d));
                OptionalDouble c = projection().secondMoment(d, settings());
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j <= i; j++) {
                        double[] products = Arrays64.products(v, d, i, j);
                        double mean = Arrays64.mean(products);
                        double allowed = 5 * Arrays64.standardError(products) + 1e-9;
                        if (c.isPresent()) {
                            double expected = i == j ? c.getAsDouble() : 0;
                            assertEquals(
                                    expected,
                                    mean,
                                    allowed,
                                    String.format(
                                            "%s: D = %d, M = %d: E[v_%d v_%d] is not what secondMoment() declares, within 5"
                                                    + " standard errors of %d draws; declare the true factor, or none",
                                            name(), d, m, i, j, products.length));
                        } else if (i == j) {
                            assertTrue(
                                    mean > 0,
                                    name() + ": D = " + d + ": component " + i
                                            + " is always 0, so E[vvᵀ] is not positive definite and sliced score matching"
                                            + " cannot see that feature");
                        }
                    }
                }
                assertTrue(
                        isPositiveDefinite(v, d),
                        name() + ": D = " + d + ": E[vvᵀ] is not positive definite: some direction is never looked at");
            }
        }
    }

    /** New directions at each step, row and direction. */
    @Check("directions are new at each step, row and direction")
    protected void directionsAreFresh() {
        for (int d : dimensions()) {
            if (d == 1) {
                continue; // there may be only one direction of fixed length
            }
            int m = Math.min(3, projection().mostDirections(d));
            int b = 64;
            double[] now = new Oracle(3, 0, 0).of(sample(m, b, d));
            double[] next = new Oracle(3, 1, 0).of(sample(m, b, d));
            double[] otherSeed = new Oracle(4, 0, 0).of(sample(m, b, d));
            assertFalse(
                    Arrays.equals(now, next),
                    name() + ": D = " + d + ": two steps get the same directions; draw from Projection.Draws alone");
            assertFalse(Arrays.equals(now, otherSeed), name() + ": D = " + d + ": two seeds give the same directions");
            int block = b * d;
            assertFalse(
                    m > 1 && Arrays.equals(Arrays.copyOf(now, block), Arrays.copyOfRange(now, block, 2 * block)),
                    name() + ": D = " + d + ": the first and the second direction of a row are the same for all rows");
            boolean rowsDiffer = false;
            for (int row = 1; row < b; row++) {
                rowsDiffer |= !Arrays.equals(Arrays.copyOf(now, d), Arrays.copyOfRange(now, row * d, (row + 1) * d));
            }
            assertTrue(rowsDiffer, name() + ": D = " + d + ": all rows of a batch get the same direction");
        }
    }

    /** The same key gives the same directions, for any split of rows into batches. */
    @Check("directions depend on the key alone, however rows are split")
    protected void directionsDependOnTheKeyAlone() {
        for (int d : dimensions()) {
            double[] whole = new Oracle(5, 9, 0).of(sample(1, 8, d));
            assertArrayEquals(
                    whole,
                    new Oracle(5, 9, 0).of(sample(1, 8, d)),
                    name() + ": D = " + d + ": the same seed and step give other directions");
            assertArrayEquals(
                    Arrays.copyOfRange(whole, 3 * d, 8 * d),
                    new Oracle(5, 9, 3).of(sample(1, 5, d)),
                    1e-12,
                    name() + ": D = " + d
                            + ": rows 3 to 7 get other directions in a batch of their own; the direction of a"
                            + " row must not depend on its neighbours");
        }
    }

    /** The numbers of directions to try, at most those a row can have: the core rejects more. */
    private int[] directions(int d) {
        return Arrays.stream(directions())
                .map(m -> Math.min(m, projection().mostDirections(d)))
                .distinct()
                .toArray();
    }

    private Expr sample(int m, int b, int d) {
        return projection().sample(new Directions.RandomDraws(m, b, d, settings()));
    }

    private static boolean isPositiveDefinite(double[] v, int d) {
        double[] moments = new double[d * d];
        double trace = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                moments[i * d + j] = Arrays64.mean(Arrays64.products(v, d, i, j));
            }
            trace += moments[i * d + i];
        }
        for (int i = 0; i < d; i++) {
            moments[i * d + i] -= 1e-6 * trace; // makes a singular matrix indefinite, but not a regular one
        }
        double[] factor =
                new Oracle(0, 0, 0).of(Expr.constant(Shape.of(d, d), moments).cholesky());
        return Arrays64.notFinite(factor) < 0;
    }
}
