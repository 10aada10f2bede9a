package org.slicedscore.experiments.density;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.Detector;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.evaluate.YardstickDensities;
import org.slicedscore.engine.train.TrainingData;

/** Densities that need no training: a Gaussian, independent columns, a mixture, a kernel density. */
final class Peers {
    static final String GAUSSIAN = "gaussian";
    static final String KERNEL = "kernel-density";
    static final List<String> IDS = List.of(GAUSSIAN, "independent", "mixture", KERNEL);

    private static final int BLOCK = 64;

    private Peers() {}

    /** log p of the test rows in the model's coordinates by each, and the seconds that all took. */
    static Map<String, double[]> logDensities(TrainingData data, int seed, Catalog catalog) {
        Map<String, double[]> all =
                new LinkedHashMap<>(YardstickDensities.of(data.train(), data.validation(), data.test(), seed));
        all.put(KERNEL, kernels(data.train().features(), data.test().features(), seed, catalog));
        return all;
    }

    /** The bandwidth maximises the likelihood of training rows left out one at a time. */
    private static double[] kernels(Dataset train, Dataset test, int seed, Catalog catalog) {
        Detector detector = catalog.detector(KERNEL);
        Options options = Options.defaults(detector.options());
        Detector.Scorer scorer = detector.scorer(detector.fit(new Rows(train, seed), options), options);
        double[] scores = new double[test.rows()];
        IntStream.range(0, (scores.length + BLOCK - 1) / BLOCK).forEach(b -> {
            int from = b * BLOCK;
            int count = Math.min(BLOCK, scores.length - from);
            float[] some = Arrays.copyOfRange(test.values(), from * test.dim(), (from + count) * test.dim());
            scorer.scores(some, count, scores, from);
        });
        return Arrays.stream(scores).map(score -> -score).toArray();
    }

    /** Rows for a detector. */
    private record Rows(Dataset all, int seed) implements Detector.Rows {
        @Override
        public int rows() {
            return all.rows();
        }

        @Override
        public int dim() {
            return all.dim();
        }

        @Override
        public void copy(int index, float[] out, int from) {
            System.arraycopy(all.values(), index * all.dim(), out, from, all.dim());
        }

        @Override
        public RandomNumbers random() {
            return new RandomStream(seed, "peers");
        }
    }
}
