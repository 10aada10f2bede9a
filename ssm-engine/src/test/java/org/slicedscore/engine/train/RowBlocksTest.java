package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;

/** Blocks change how much memory a step takes, and nothing of what it computes. */
class RowBlocksTest {
    private static final int DIM = 5;
    private static final int BATCH = 637;

    @TempDir
    private Path folder;

    @Test
    void blocksAreAsFewAsFitAndNotWorthLessThanTheWeights() {
        assertEquals(1024, RowBlocks.rows(1024, 8_000_000, 100_000, 8_000_000), "what fits stays in one piece");
        assertEquals(512, RowBlocks.rows(1024, 8_000_001, 100_000, 8_000_000));
        assertEquals(342, RowBlocks.rows(1024, 24_000_000, 100_000, 8_000_000));
        assertEquals(
                1024, RowBlocks.rows(1024, 24_000_000, 2_000_001, 8_000_000), "weights too large to be read again");
        assertEquals(64, RowBlocks.rows(1024, 1L << 40, 100_000, 8_000_000), "no more than 16 blocks");
        assertEquals(1, RowBlocks.rows(5, 1L << 40, 1, 8), "no block without a row");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssm-vr", "dsm"})
    void aStepInBlocksIsTheStep(String objective) {
        Outcome whole = twoSteps(objective, Long.MAX_VALUE);
        for (int share : new int[] {2, 3, 5}) {
            Outcome blocks = twoSteps(objective, Float.BYTES * whole.plan.arenaSize() / share);
            assertTrue(
                    blocks.plan.arenaSize() < whole.plan.arenaSize(),
                    objective + ": " + blocks.plan.arenaSize() + " numbers in blocks, " + whole.plan.arenaSize()
                            + " at once");
            assertEquals(whole.loss, blocks.loss, 1e-12 * Math.abs(whole.loss), objective);
            assertEquals(whole.state.keySet(), blocks.state.keySet());
            whole.state.forEach((name, values) ->
                    assertArrayEquals(values, blocks.state.get(name), 1e-11, objective + ", " + name));
        }
    }

    private record Outcome(Plan plan, double loss, Map<String, double[]> state) {}

    private Outcome twoSteps(String objective, long preferred) {
        Catalog catalog = TestSource.smallCatalog(folder);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "mlp-energy");
        settings.put("model.hidden", "33");
        settings.put("objective", objective);
        TrainingConfig config = TrainingConfig.parse(settings, catalog);
        TrainingStep.Spec spec =
                new TrainingStep.Spec(config.components(), DIM, BATCH, 0, 2, 0.5, 0.9, t -> 0.1, 7, true);
        RandomStream random = new RandomStream(1, "blocks");
        float[] rows = new float[BATCH * DIM];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.normal();
        }
        try (Backend backend =
                        new Preferring(catalog.backends().choose("reference").open(1), preferred);
                TrainingStep step = new TrainingStep(spec, new Workspace(backend))) {
            step.initialise(new InitialValues(7, null));
            step.rows(rows);
            step.run(1);
            step.run(2);
            Map<String, double[]> state = new LinkedHashMap<>();
            step.state().names().forEach(name -> state.put(name, step.state().read(name)));
            return new Outcome(step.plan(), step.loss(), state);
        }
    }

    /** A backend with a wish. */
    private record Preferring(Backend to, long preferredTemporaries) implements Backend {
        @Override
        public Device device() {
            return to.device();
        }

        @Override
        public int threads() {
            return to.threads();
        }

        @Override
        public Memory allocate(long elements) {
            return to.allocate(elements);
        }

        @Override
        public Executable compile(Plan plan, Map<String, Memory> variables) {
            return to.compile(plan, variables);
        }

        @Override
        public void close() {
            to.close();
        }
    }
}
