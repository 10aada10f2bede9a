package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.synthetic.SyntheticSet;
import org.slicedscore.data.synthetic.SyntheticSets;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.SsmOptions;

/** The framework as a library, with what ships. */
class LibraryTest {
    @TempDir
    private Path folder;

    private static float[][] banana(int n) {
        SyntheticSet set = SyntheticSets.create("banana", java.util.Map.of());
        double[] flat = set.sample(n, 1);
        float[][] rows = new float[n][2];
        for (int i = 0; i < n; i++) {
            rows[i][0] = (float) flat[2 * i];
            rows[i][1] = (float) flat[2 * i + 1];
        }
        return rows;
    }

    private static SsmOptions quick() {
        return Ssm.options()
                .model("mlp-energy")
                .objective("ssm-vr")
                .seed(1)
                .set("model.hidden", "16,16")
                .set("steps", 60);
    }

    /** The lines of README.md. */
    @Test
    void trainSaveLoadScore() {
        float[][] rows = banana(400);
        SsmOptions options =
                Ssm.options().model("mlp-energy").objective("ssm-vr").seed(1);
        options.set("model.hidden", "16,16").set("steps", 60);
        try (SsmModel model = Ssm.train(rows, options)) {
            double[] logDensity = model.logDensity(rows); // log p̃(x), up to a constant
            double[][] score = model.score(rows); // ∇ log p(x)
            model.save(folder.resolve("run")); // what ./ssm evaluate, score and sample read
            assertEquals(400, logDensity.length);
            assertEquals(2, score[0].length);
        }
        try (SsmModel model = Ssm.load(folder.resolve("run"))) {
            double density = model.logDensity(rows)[0];
            assertTrue(Double.isFinite(density));
        }
    }

    @Test
    void theScoreIsTheSlopeOfTheLogDensityInTheOriginalColumns() {
        float[][] rows = banana(300);
        try (SsmModel model = Ssm.train(rows, quick().backend("reference"))) {
            double[][] at = {{0.3, 1.2}, {-1, 0.5}};
            double[][] score = model.score(at);
            double h = 1e-2;
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < 2; j++) {
                    double[] up = at[i].clone();
                    double[] down = at[i].clone();
                    up[j] += h;
                    down[j] -= h;
                    double[] values = model.logDensity(new double[][] {up, down});
                    assertEquals((values[0] - values[1]) / (2 * h), score[i][j], 2e-3 * (1 + Math.abs(score[i][j])));
                }
            }
        }
    }

    @Test
    void aSavedModelSaysTheSame() {
        float[][] rows = banana(300);
        Path saved = folder.resolve("saved");
        double[] before;
        try (SsmModel model = Ssm.train(rows, quick().run(folder.resolve("run")))) {
            before = model.logDensity(rows);
            model.save(saved);
            assertEquals(30, model.evaluate().rows());
            assertTrue(model.training().isPresent());
        }
        for (String name : new String[] {"run", "saved"}) {
            try (SsmModel model = Ssm.load(folder.resolve(name))) {
                assertArrayEquals(before, model.logDensity(rows));
                assertThrows(SsmException.class, model::evaluate);
            }
        }
    }

    @Test
    void aRowsScoreDoesNotDependOnTheOthers() {
        float[][] rows = banana(600);
        try (SsmModel model = Ssm.train(rows, quick())) {
            double[] together = model.logDensity(rows);
            for (int i : new int[] {0, 255, 256, 599}) {
                assertEquals(together[i], model.logDensity(new float[][] {rows[i]})[0]);
            }
        }
    }

    @Test
    void mistakesAreOneClearLine() {
        assertEquals(
                "the matrix: row 1 has length 1, expected 2 as in the first",
                refused(new float[][] {{1, 2}, {3}}, Ssm.options()));
        assertTrue(refused(new float[][] {{1, Float.NaN}}, Ssm.options()).contains("found NaN in row 0, column 1"));
        assertTrue(refused(new float[0][], Ssm.options()).contains("empty"));
        assertTrue(refused(banana(50), Ssm.options().model("mlp")).contains("unknown model 'mlp'"));
        assertTrue(refused(banana(50), Ssm.options().set("epoch", 3)).contains("did you mean 'epochs'?"));
        assertTrue(refused(banana(50), Ssm.options().batchSize(1000)).contains("batch-size"));
        assertTrue(refused(banana(50), Ssm.options().backend("cuda")).contains("unknown backend 'cuda'"));
    }

    private static String refused(float[][] rows, SsmOptions options) {
        SsmException e = assertThrows(SsmException.class, () -> Ssm.train(rows, options));
        assertEquals(1, e.getMessage().lines().count());
        return e.getMessage();
    }
}
