package org.slicedscore.cli.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.catalog.BackendState;
import org.slicedscore.catalog.Backends;
import org.slicedscore.testkit.BackendContract;

/**
 * Graphs that bytes describe, compiled and run on a backend, against the interpreter in double precision. Every backend that is
 * there takes each graph.
 */
final class Graphs extends BackendContract {
    private static final int[][] EXTENTS = {{1, 2, 3, 5}, {1, 7, 16, 17}, {1, 4, 33, 64}};

    private static final int MOST_STEPS = 60;

    private final BackendProvider provider;
    private final Backend backend;
    private final double tolerance;

    private Graphs(BackendState state) {
        provider = (BackendProvider) state.entry().plugin();
        backend = provider.open(state.devices().getFirst(), new BackendSettings(2));
        tolerance = super.tolerance();
    }

    /** One for each backend that can be used here. */
    static List<Graphs> all(Backends backends) {
        return backends.states().stream()
                .filter(s -> s.state() == BackendState.State.AVAILABLE)
                .map(Graphs::new)
                .toList();
    }

    /** Runs a graph: the first byte chooses the lengths of axes, the second the number of operations, the others what they are. */
    void run(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        int[] extents = EXTENTS[(bytes[0] & 0xff) % EXTENTS.length];
        int steps = 1 + (bytes[1] & 0xff) % MOST_STEPS;
        randomPlan(backend, "graph", new Choices(bytes), extents, steps);
    }

    @Override
    protected BackendProvider provider() {
        return provider;
    }

    @Override
    protected double tolerance() {
        return tolerance;
    }

    /** Choices by bytes, one each, so that changing a byte changes one choice; numbers, and what bytes do not reach, by a seed. */
    private static final class Choices implements RandomGenerator {
        private final byte[] bytes;
        private final RandomGenerator rest;
        private int next = 2;

        Choices(byte[] bytes) {
            this.bytes = bytes;
            rest = RandomGeneratorFactory.of("L64X128MixRandom").create(Arrays.hashCode(bytes));
        }

        @Override
        public long nextLong() {
            return rest.nextLong();
        }

        @Override
        public int nextInt(int bound) {
            return next < bytes.length ? (bytes[next++] & 0xff) % bound : rest.nextInt(bound);
        }

        @Override
        public boolean nextBoolean() {
            return nextInt(2) == 1;
        }
    }
}
