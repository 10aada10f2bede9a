package org.slicedscore.experiments.gallery;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.scheme.LearningRule;
import org.slicedscore.engine.scheme.Network;
import org.slicedscore.engine.scheme.RowFeed;
import org.slicedscore.engine.scheme.Scheme;
import org.slicedscore.engine.scheme.SchemeTrainer;
import org.slicedscore.engine.train.TrainingConfig;

/**
 * A small convolutional classifier, trained on the images and classes of a set: two convolutions of stride 2, a layer of features,
 * and the logits of the classes. Distances of images are taken between its features.
 */
final class Classifier implements AutoCloseable {
    static final int FEATURES = 32;
    private static final int BATCH = 128;
    private static final int BLOCK = 64;
    private static final int KERNEL = 3;
    private static final String FEATURE = "features";
    private static final String LOGITS = "logits";

    private final int pixels;
    private final int classes;
    private final Workspace device;
    private final RowFunction function;

    private Classifier(int pixels, int classes, Workspace device, RowFunction function) {
        this.pixels = pixels;
        this.classes = classes;
        this.device = device;
        this.function = function;
    }

    /**
     * Trains by cross-entropy with Adam.
     *
     * @param set the images and classes
     * @param rows which of them
     * @param steps of batches of 128
     * @param seed of first weights and batches
     * @param setup where
     * @param stop asked before each step
     * @throws ExperimentStopped if stopped
     */
    static Classifier train(ImageSet set, int[] rows, int steps, long seed, Setup setup, BooleanSupplier stop) {
        TrainingConfig config = TrainingConfig.parse(Map.of("optimizer", "adam", "lr", "1e-3"), setup.catalog());
        int batch = Math.min(BATCH, rows.length);
        int pixels = set.grid().size();
        Scheme.Builder b = Scheme.named("classifier");
        Network network = b.network("classifier");
        Expr all = b.rows(batch, pixels + set.classes());
        Expr logits = logits(network, features(network, set.grid(), all.slice(1, 0, pixels)), set.classes());
        Expr truth = all.slice(1, pixels, pixels + set.classes());
        Expr loss = logits.logSumExp(1).sub(logits.mul(truth).sum(1)).mean();
        b.turn(1, b.learner("classifier", loss, LearningRule.of(config), network));
        Workspace device = Workspace.open(setup.catalog().backends().choose(setup.backend()), setup.threads());
        boolean ready = false;
        try {
            SchemeTrainer.Result result = new SchemeTrainer(
                            b.build(),
                            RowFeed.of(labelled(set, rows), batch, seed),
                            steps,
                            seed,
                            steps,
                            report -> {},
                            null,
                            stop)
                    .run(device);
            if (result.rounds() < steps) {
                throw new ExperimentStopped();
            }
            RowFunction function = new RowFunction(
                    "classifier",
                    BLOCK,
                    pixels,
                    x -> {
                        Expr features = features(network, set.grid(), x);
                        return Map.of(FEATURE, features, LOGITS, logits(network, features, set.classes()));
                    },
                    result.session().state());
            ready = true;
            return new Classifier(pixels, set.classes(), device, function);
        } finally {
            if (!ready) {
                device.close();
            }
        }
    }

    private static Expr features(Network network, ImageGrid grid, Expr x) {
        Expr h =
                network.linear("0", grid.patches(grid.pixels(x), KERNEL, 2), 16).activation(ActivationFunction.SILU);
        ImageGrid half = grid.strided(2, 16);
        h = network.linear("1", half.patches(h, KERNEL, 2), 32).activation(ActivationFunction.SILU);
        return network.linear("2", half.strided(2, 32).rows(h), FEATURES).activation(ActivationFunction.SILU);
    }

    private static Expr logits(Network network, Expr features, int classes) {
        return network.linear("3", features, classes);
    }

    /** Pixels from 0 to 1, and behind them 1 for the class and 0 for all others. */
    private static Dataset labelled(ImageSet set, int[] rows) {
        int pixels = set.grid().size();
        int width = pixels + set.classes();
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        double[] row = new double[pixels];
        for (int i = 0; i < rows.length; i++) {
            set.table().copy(rows[i], row, 0);
            for (int j = 0; j < pixels; j++) {
                values[i * width + j] = (float) (row[j] / 255);
            }
            values[i * width + pixels + set.labels()[rows[i]]] = 1;
        }
        return new Dataset(values, width, IntStream.range(0, rows.length).toArray());
    }

    /**
     * What it makes of images.
     *
     * @param features [n, {@link #FEATURES}]
     * @param classes the class of the largest logit of each
     */
    record Seen(double[] features, int[] classes) {}

    /** Looks at images: pixels from 0 to 255, one image after the other. */
    Seen see(double[] images) {
        int n = images.length / pixels;
        float[] scaled = new float[images.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (images[i] / 255);
        }
        double[] features = new double[n * FEATURES];
        double[] logits = new double[n * classes];
        function.apply(scaled, n, 0, 0, Map.of(FEATURE, features, LOGITS, logits));
        int[] best = new int[n];
        for (int i = 0; i < n; i++) {
            for (int k = 1; k < classes; k++) {
                best[i] = logits[i * classes + k] > logits[i * classes + best[i]] ? k : best[i];
            }
        }
        return new Seen(features, best);
    }

    @Override
    public void close() {
        function.close();
        device.close();
    }
}
