package org.slicedscore.models.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingStep;

/**
 * A batch of images is worked through in blocks where it outgrows what the backend prefers. Blocks that met at something that
 * depends on weights alone would wait for each other, and take the memory of the whole batch.
 */
class ImageBlocksTest {
    private static final int ROWS = 64;

    @ParameterizedTest
    @ValueSource(strings = {"ssm-vr", "ssm", "dsm"})
    void blocksAreFinishedOneByOne(String objective) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(Map.of("model", "conv-energy", "objective", objective), catalog);
        TrainingStep.Spec spec = new TrainingStep.Spec(config.components(), 784, ROWS, 0, 1, 0, 0, _ -> 0, 1, false);
        try (Backend backend = catalog.backends().choose("simd").open(1)) {
            TrainingStep step = new TrainingStep(spec, new Workspace(backend));
            long bytes = Float.BYTES * step.plan().arenaSize();
            assertTrue(bytes < 1.5 * backend.preferredTemporaries(), bytes + " of " + backend.preferredTemporaries());
        }
    }
}
