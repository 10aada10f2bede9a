package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.data.Table;
import org.slicedscore.engine.Ssm;
import org.slicedscore.engine.detect.DetectOptions;
import org.slicedscore.engine.detect.Detection;
import org.slicedscore.engine.detect.DetectionRun;
import org.slicedscore.engine.run.DataOrigin;

/** A detector that was fitted on one backend ranks rows alike on another. */
class DetectorRanksTest {
    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    private static double[] rows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] rows = new double[ROWS * 4];
        Arrays.setAll(rows, i -> random.nextGaussian() * (1 + i % 3) + (i % 8 < 4 ? 3 : -3));
        return rows;
    }

    @Test
    void ranksAreThoseOfTheProcessor() {
        Lab.device();
        Table table = Table.of("rows", List.of("a", "b", "c", "d"), rows(1));
        DetectOptions options = new DetectOptions()
                .detectors("kernel-density,kernel-density?whiten=true,denoiser?steps=300")
                .set("folds", 1)
                .set("backend", "simd");
        Path run = folder.resolve("run");
        new DetectionRun(Ssm.detect(table, options), DataOrigin.memory(table))
                .write(run, false, options, List.of("test"));
        Detection.Answers simd = Ssm.loadDetector(run, "simd", 0).apply(rows(2));
        Detection.Answers opencl = Ssm.loadDetector(run, "opencl", 0).apply(rows(2));
        for (int i = 0; i < ROWS; i++) {
            assertEquals(simd.scores()[i], opencl.scores()[i], 1e-3 * Math.max(1, simd.scores()[i]), "row " + i);
        }
        int[] ranks = ranks(simd.scores());
        int[] there = ranks(opencl.scores());
        int moved = IntStream.range(0, ROWS)
                .map(i -> Math.abs(ranks[i] - there[i]))
                .max()
                .orElse(0);
        assertTrue(moved <= 2, "a row moves by " + moved + " ranks");
    }

    private static int[] ranks(double[] scores) {
        return Arrays.stream(scores)
                .mapToInt(s -> (int) Arrays.stream(scores).filter(t -> t < s).count())
                .toArray();
    }
}
