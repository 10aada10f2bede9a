package org.slicedscore.engine.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;

/** Chains, with the simplest sampler there is. */
class ChainsTest {
    private static final Catalog CATALOG = Catalog.load();

    /** Metropolis with a Gaussian proposal. */
    private static final class RandomWalk implements Sampler {
        @Override
        public String id() {
            return "random-walk";
        }

        @Override
        public String description() {
            return "a random walk";
        }

        @Override
        public OptionalDouble targetAcceptance(Options options) {
            return OptionalDouble.of(0.4);
        }

        @Override
        public Transition transition(Step step) {
            Point to = step.at(step.current().position().add(step.normal("move").mul(step.stepSize())));
            Expr a = Sampler.acceptance(to.logDensity().sub(step.current().logDensity()));
            return new Transition(step.choose(step.uniform("accept").less(a), to), a);
        }
    }

    /** −½ Σ x² − 0.1 Σ x⁴. */
    private static final class Quartic implements LogDensityModel {
        @Override
        public String id() {
            return "quartic";
        }

        @Override
        public String description() {
            return "a formula";
        }

        @Override
        public Expr logDensity(Expr x, ModelScope scope) {
            Expr square = x.square();
            return square.mul(-0.5).sub(square.square().mul(0.1)).sum(-1);
        }
    }

    private static Target target(Backend backend) {
        return new Target(new ModelGraph(new Quartic(), Options.NONE), 3, new Workspace(backend));
    }

    private static double[] rows(String backend, int chains, int block, double stepSize, double anneal) {
        SampleConfig config =
                new SampleConfig(new RandomWalk(), Options.NONE, chains, chains, 30, 5, anneal, stepSize, 8);
        double[][] out = new double[1][];
        try (Backend open = CATALOG.backends().choose(backend).open(1)) {
            new Sampling(target(open), Reference.standard(3), config, UnaryOperator.identity())
                    .block(block)
                    .run((rows, count) -> out[0] = Arrays.copyOf(rows, 3 * count), Watch.NONE);
        }
        return out[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "reference"})
    void howChainsAreDividedDoesNotMatter(String backend) {
        double[] whole = rows(backend, 50, 50, 0, 0.5);
        assertArrayEquals(whole, rows(backend, 50, 7, 0, 0.5));
        assertArrayEquals(whole, rows(backend, 50, 1, 0, 0.5));
    }

    /** Without adaptation and resampling a chain knows nothing of the others. */
    @Test
    void aChainDependsOnItsNumberAlone() {
        double[] few = rows("simd", 9, 256, 0.7, 0);
        double[] many = rows("simd", 40, 256, 0.7, 0);
        assertArrayEquals(few, Arrays.copyOf(many, few.length));
    }

    @Test
    void aTransitionAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend open = CATALOG.backends().choose("simd").open(1);
                Chains chains = new Chains(
                        target(open), new RandomWalk(), Options.NONE, Reference.standard(3), 64, 1, "test", 64)) {
            chains.start(chains.drawReference());
            double[] positions = new double[64 * 3];
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 400 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 100; i++) {
                    chains.step(0.5, 1);
                    chains.positions(positions);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
        }
    }

    @Test
    void theFirstStopIsTheLastTransition() {
        SampleConfig config = new SampleConfig(new RandomWalk(), Options.NONE, 1000, 10, 20, 1, 0, 0, 8);
        try (Backend open = CATALOG.backends().choose("simd").open(1)) {
            int[] calls = new int[1];
            int[] handed = new int[1];
            SampleReport report = new Sampling(target(open), Reference.standard(3), config, UnaryOperator.identity())
                    .run((rows, count) -> handed[0] += count, (done, phase) -> ++calls[0] < 25);
            assertEquals(25, calls[0]);
            assertEquals(50, handed[0]);
            assertEquals(50, report.rows());
            assertEquals(false, report.complete());
        }
    }

    @Test
    void aPointOfASamplersOwnIsRefused() {
        Sampler wrong = new Sampler() {
            @Override
            public String id() {
                return "wrong";
            }

            @Override
            public String description() {
                return "wrong";
            }

            @Override
            public OptionalDouble targetAcceptance(Options options) {
                return OptionalDouble.empty();
            }

            @Override
            public Transition transition(Step step) {
                Point here = step.current();
                return new Transition(here, here.position());
            }
        };
        try (Backend open = CATALOG.backends().choose("simd").open(1)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> new Chains(target(open), wrong, Options.NONE, Reference.standard(3), 4, 1, "test", 4));
        }
    }
}
