package org.slicedscore.models.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.sample.AisConfig;
import org.slicedscore.engine.sample.AnnealedImportance;
import org.slicedscore.engine.sample.AnnealedImportance.Start;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.sample.Reference;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;

/** log Z by annealed importance sampling, against what it is known to be. */
class NormaliserTest {
    private static Backend backend;

    @BeforeAll
    static void open() {
        backend = Catalog.load().backends().choose("simd").open(1);
    }

    @AfterAll
    static void close() {
        backend.close();
    }

    private static AisConfig config(int particles, int temperatures, double stepSize) {
        Hmc hmc = new Hmc();
        return new AisConfig(hmc, Options.defaults(hmc.options()), particles, temperatures, stepSize, 50, 1);
    }

    private static LogNormaliser estimate(Target target, Start start, AisConfig config) {
        return new AnnealedImportance(target, Reference.standard(target.dim()), config).estimate(start, Watch.NONE);
    }

    private static void assertAgrees(double exact, LogNormaliser z) {
        String what = "exact " + exact + ", found " + z;
        assertTrue(Math.abs(z.logZ() - exact) <= 3 * z.standardError(), what);
        assertTrue(Math.abs(z.reverse().logZ() - exact) <= 3 * z.reverse().standardError(), what);
        assertTrue(z.trusted(), what);
        double slack = 3 * Math.hypot(z.standardError(), z.reverse().standardError());
        assertTrue(z.forward().bound() <= exact + slack && z.reverse().bound() >= exact - slack, what);
        // the bound must say something: an error of 1 would be no check at all
        assertTrue(z.standardError() < 0.1, what);
    }

    /** Draws from the chain x₁ = z₁, xᵢ = ρ xᵢ₋₁ + √(1−ρ²) zᵢ. */
    private static double[] correlated(int rows, int dim, double rho) {
        Random random = new Random(5);
        double[] x = new double[rows * dim];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % dim == 0
                    ? random.nextGaussian()
                    : rho * x[i - 1] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        }
        return x;
    }

    @Test
    void correlatedGaussianInTwentyDimensions() {
        double rho = 0.9;
        Target target = Densities.target(backend, 20, Densities.correlated(20, rho, 3.5));
        AisConfig config = config(1000, 300, 0);
        LogNormaliser z = estimate(target, new Start.Exact(correlated(1000, 20, rho)), config);
        assertAgrees(Densities.correlatedLogZ(20, rho, 3.5), z);
    }

    @Test
    void mixtureInTenDimensionsFromDraws() {
        double[][] means = {new double[10], new double[10]};
        Arrays.fill(means[0], 1);
        Arrays.fill(means[1], -0.8);
        double[] scales = {0.5, 0.7};
        double[] weights = {3, 0.5};
        Target target = Densities.target(backend, 10, Densities.mixture(means, scales, weights));
        double[] masses = new double[2];
        for (int k = 0; k < 2; k++) {
            masses[k] = weights[k] * Math.pow(scales[k], 10);
        }
        Random random = new Random(2);
        double[] draws = new double[10_000];
        for (int i = 0; i < 1000; i++) {
            int k = random.nextDouble() * (masses[0] + masses[1]) < masses[0] ? 0 : 1;
            for (int j = 0; j < 10; j++) {
                draws[i * 10 + j] = means[k][j] + scales[k] * random.nextGaussian();
            }
        }
        assertAgrees(
                Densities.mixtureLogZ(means, scales, weights),
                estimate(target, new Start.Exact(draws), config(1000, 400, 0)));
    }

    /** A density with two modes and tails lighter than a Gaussian's, by Simpson's rule on ever finer grids. */
    @Test
    void quarticInOneDimensionByQuadrature() {
        Target target = Densities.target(backend, 1, x -> {
            Expr square = x.square();
            return square.mul(2).sub(square.square()).add(x.mul(0.3)).sum(-1);
        });
        double z = 0;
        int n = 4000;
        double h = 8.0 / n;
        for (int i = 0; i <= n; i++) {
            double x = -4 + i * h;
            z += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(2 * x * x - x * x * x * x + 0.3 * x);
        }
        assertAgrees(Math.log(z * h / 3), estimate(target, new Start.Forward(), config(2000, 200, 0)));
    }

    /** Bent, with a normalising constant that only quadrature knows. */
    @Test
    void bananaInTwoDimensionsByQuadrature() {
        Target target = Densities.target(backend, 2, x -> {
            Expr a = x.slice(1, 0, 1).sum(-1);
            Expr b = x.slice(1, 1, 2).sum(-1);
            Expr ridge = b.sub(a.square().mul(0.8)).square();
            return a.square().mul(-0.5).sub(ridge).sub(b.square().square().mul(0.05));
        });
        double z = 0;
        int n = 800;
        double h = 12.0 / n;
        for (int i = 0; i <= n; i++) {
            double a = -6 + i * h;
            for (int j = 0; j <= n; j++) {
                double b = -6 + j * h;
                z += Math.exp(-0.5 * a * a - (b - 0.8 * a * a) * (b - 0.8 * a * a) - 0.05 * b * b * b * b);
            }
        }
        // the trapezoidal rule is exact to rounding where all derivatives vanish at the ends
        assertAgrees(Math.log(z * h * h), estimate(target, new Start.Forward(), config(2000, 200, 0)));
    }

    @Test
    void badlyTunedSaysSo() {
        Target target = Densities.target(backend, 20, Densities.correlated(20, 0.95, 0));
        Start start = new Start.Exact(correlated(500, 20, 0.95));
        LogNormaliser z = estimate(target, start, config(500, 5, 1e-3));
        assertFalse(z.trusted(), z.toString());
        assertTrue(z.gap() > 3 * Math.hypot(z.standardError(), z.reverse().standardError()), z.toString());
        double exact = Densities.correlatedLogZ(20, 0.95, 0);
        assertTrue(z.forward().bound() < exact && exact < z.reverse().bound(), z.toString());
    }

    /** Another reference is another path to the same constant. */
    @Test
    void referenceChangesCoordinatesAndNotTheConstant() {
        double[] centre = {3, -2};
        double[] scale = {2, 0.25};
        Target target = Densities.target(
                backend, 2, Densities.mixture(new double[][] {{3, -2}}, new double[] {0.3}, new double[] {2}));
        LogNormaliser z = new AnnealedImportance(target, new Reference(centre, scale), config(500, 200, 0))
                .estimate(new Start.Forward(), Watch.NONE);
        assertAgrees(Densities.mixtureLogZ(new double[][] {{3, -2}}, new double[] {0.3}, new double[] {2}), z);
    }

    @Test
    void scoreFieldsAndBiasedSamplersAreRefused() {
        Target field = Densities.field(backend, 2, Expr::negate);
        SsmException e = assertThrows(
                SsmException.class, () -> new AnnealedImportance(field, Reference.standard(2), config(10, 10, 0)));
        assertTrue(e.getMessage().contains("score field"), e.getMessage());
        Target target = Densities.target(backend, 2, x -> x.square().sum(-1).mul(-0.5));
        Langevin langevin = new Langevin();
        AisConfig config = new AisConfig(langevin, Options.defaults(langevin.options()), 10, 10, 0, 1, 1);
        assertThrows(SsmException.class, () -> new AnnealedImportance(target, Reference.standard(2), config));
        assertEquals(
                2,
                assertThrows(SsmException.class, () -> new AnnealedImportance(target, Reference.standard(2), config))
                        .kind()
                        .exitCode());
    }
}
