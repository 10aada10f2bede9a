package org.slicedscore.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.train.Criterion;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.TrainingConfig;

class RowFunctionTest {
    @TempDir
    private Path folder;

    private static final List<Primitive.Variable> PARAMETERS =
            List.of(new Primitive.Variable("mean", Shape.of(1)), new Primitive.Variable("log_scale", Shape.of(1)));

    /** One number a row that depends on the row and on its random numbers. */
    private static Expr formula(Expr x) {
        return x.square()
                .add(Expr.of(new Primitive.Random(Distribution.NORMAL, "test", x.shape())))
                .sum(-1);
    }

    private double[] values(int block, float[] rows, int count) {
        Catalog catalog = TestSource.smallCatalog(folder.resolve("b" + block));
        try (Backend backend = catalog.backends().choose("reference").open(1);
                RowFunction f =
                        new RowFunction("test", block, 2, x -> Map.of("y", formula(x)), new Workspace(backend))) {
            return f.apply("y", rows, count, 3, 0);
        }
    }

    @Test
    void aRowsValueDependsNeitherOnTheBlockNorOnPadding() {
        float[] rows = new float[2 * 13];
        RandomStream random = new RandomStream(1, "test");
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.normal();
        }
        double[] whole = values(13, rows, 13);
        for (int block : new int[] {1, 4, 5, 12, 64}) {
            assertArrayEquals(whole, values(block, rows, 13), "block " + block);
        }
    }

    @Test
    void paddingIsNeverCounted() {
        Catalog catalog = TestSource.smallCatalog(folder);
        TrainingConfig config = TrainingConfig.parse(Map.of("model", "gaussian"), catalog);
        // 130 rows are a block of 128 and one of 2; at mean 0 and scale 1 the loss of a row is −1 + ½x²
        int n = 130;
        float[] rows = new float[n];
        double expected = 0;
        for (int i = 0; i < n; i++) {
            rows[i] = i;
            expected += -1 + 0.5 * i * i;
        }
        try (Backend backend = catalog.backends().choose("reference").open(1);
                Workspace parameters = new Workspace(backend).allocate(PARAMETERS);
                Criterion sm = Criterion.scoreMatching(config.components(), 1, n, 0, parameters)) {
            Estimate estimate = sm.evaluate(rows, n);
            assertEquals(expected / n, estimate.mean(), 1e-9);
            assertEquals(true, sm.exact());
        }
    }

    @Test
    void fixedDrawsGiveTheSameLossTwice() {
        Catalog catalog = TestSource.smallCatalog(folder);
        TrainingConfig config = TrainingConfig.parse(
                Map.of("model", "gaussian", "objective", "dsm", "objective.sigma", "0.5"), catalog);
        float[] rows = {0.1f, -1, 2};
        try (Backend backend = catalog.backends().choose("reference").open(1);
                Workspace parameters = new Workspace(backend).allocate(PARAMETERS);
                Criterion dsm = Criterion.forStopping(config.components(), 1, 1, 3, 5, parameters)) {
            assertArrayEquals(dsm.rowLosses(rows, 3), dsm.rowLosses(rows, 3));
            assertEquals("dsm loss, 8 fixed draws", dsm.description());
        }
    }
}
