package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.models.model.GaussianModel;
import org.slicedscore.models.objective.DenoisingScoreMatching;
import org.slicedscore.models.objective.ScoreMatching;
import org.slicedscore.models.objective.SlicedScoreMatching;
import org.slicedscore.models.objective.VarianceReduced;
import org.slicedscore.models.projection.Basis;
import org.slicedscore.models.projection.GaussianProjection;
import org.slicedscore.models.projection.Rademacher;
import org.slicedscore.models.projection.Sphere;
import org.slicedscore.models.projection.UnitSphere;

/**
 * The precision learned from rows of N(0, I) is 1 for every objective, projection and dimension.
 *
 * <p>Under F = √a·I every loss is quadratic in a, so its least value follows from the gradient at two points, without a
 * loop of training. Independent samples give the standard error.
 */
class LearnedPrecisionTest {
    private static final double SIGMA = 0.4;
    private static final int SEEDS = 12;

    private record Case(Objective objective, Projection projection, int dimension) {
        @Override
        public String toString() {
            return objective.id() + " " + projection.id() + " D=" + dimension;
        }
    }

    static List<Case> cases() {
        List<Projection> projections =
                List.of(new GaussianProjection(), new Rademacher(), new Sphere(), new UnitSphere(), new Basis());
        List<Case> cases = new ArrayList<>();
        for (int d : new int[] {1, 2, 10, 50}) {
            cases.add(new Case(new ScoreMatching(), projections.get(0), d));
            cases.add(new Case(new DenoisingScoreMatching(), projections.get(0), d));
            for (Projection p : projections) {
                cases.add(new Case(new SlicedScoreMatching(), p, d));
                cases.add(new Case(new VarianceReduced(), p, d));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void precisionOfStandardNormalRowsIsOne(Case c) {
        int d = c.dimension;
        int rows = Math.max(96, 2048 / d);
        boolean noisy = c.objective instanceof DenoisingScoreMatching;
        Map<String, String> options = noisy ? Map.of("sigma", "" + SIGMA) : Map.of();
        Lab lab = new Lab(new GaussianModel(), Map.of(), c.objective, options, c.projection, 1, rows, d);
        lab.set("mean", new double[d]);
        Expr gradient = lab.gradients().get("precision_factor");
        double[] learned = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            lab.rows(Lab.normal(1000 + seed, rows * d));
            double near = slope(lab, gradient, d, 1, seed);
            double far = slope(lab, gradient, d, 4, seed);
            learned[seed] = 1 - 3 * near / (far - near);
        }
        SampleMoments moments = new SampleMoments(learned);
        double expected = noisy ? 1 / (1 + SIGMA * SIGMA) : 1;
        double error = moments.standardError();
        assertTrue(error < 0.06, c + ": too few rows for the test to mean something: standard error " + error);
        assertEquals(expected, moments.mean(), 3 * error, c + ": learned precision");
    }

    /** dJ/da at F = √a·I. */
    private static double slope(Lab lab, Expr gradient, int d, double a, long seed) {
        double f = Math.sqrt(a);
        double[] factor = new double[d * d];
        for (int i = 0; i < d; i++) {
            factor[i * d + i] = f;
        }
        double[] g = lab.set("precision_factor", factor).evaluate(gradient, seed);
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += g[i * d + i];
        }
        assertTrue(Arrays.stream(g).allMatch(Double::isFinite));
        return trace / (2 * f);
    }
}
