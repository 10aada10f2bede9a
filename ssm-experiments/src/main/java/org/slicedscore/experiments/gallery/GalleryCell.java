package org.slicedscore.experiments.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.ModelDraws;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingResult;

/** One set of images: the score network is trained, and its images are looked at. */
final class GalleryCell {
    static final int SHOWN = 64;
    static final int COMPARED = 16;

    private final Cell cell;
    private final Work work;
    private final ImageSet set;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Map<String, Object> values = new LinkedHashMap<>();

    GalleryCell(Cell cell, Work work) {
        this.cell = cell;
        this.work = work;
        int most = cell.integer("images");
        set = cell.get("source").isEmpty()
                ? DrawnShapes.draw(most)
                : ImageSet.read(
                        cell.get("source"),
                        cell.get("labels"),
                        most,
                        work.setup().catalog());
    }

    Map<String, Object> run() {
        TrainingConfig config = ScoreTraining.config(cell, work);
        TrainingData data = TrainingData.prepare(set.table(), config);
        TrainingResult result = ScoreTraining.train(config, data, cell, work);
        work.onStop(() -> stop.set(true));
        values.put("height", set.grid().height());
        values.put("width", set.grid().width());
        values.put("train_images", data.split().train().length);
        values.put("test_images", data.split().test().length);
        values.put("steps", result.steps());
        values.put("best_step", result.bestStep());
        values.put("training_seconds", result.seconds());
        values.put("parameters", result.start().parameters());
        try (DeviceModel device = new DeviceModel(
                result.model(),
                work.setup().catalog(),
                work.setup().backend(),
                work.setup().threads())) {
            double[] drawn = draw(device, data);
            work.progress(0.8, "classifier");
            compare(data, drawn);
            neighbours(data, drawn);
            likelihood(device, data);
        }
        return values;
    }

    /** Images of the model as a file of 8-bit pixels would hold them. */
    private double[] draw(DeviceModel device, TrainingData data) {
        ModelDraws draws =
                ModelDraws.of(device, data.train(), cell.integer("samples"), cell.integer("seed"), (done, phase) -> {
                    work.progress(0.7 + 0.1 * done, "samples");
                    return !stop.get();
                });
        if (stop.get()) {
            throw new ExperimentStopped();
        }
        double[] drawn = device.model().preprocessing().toOriginal(draws.rows());
        Arrays.setAll(drawn, i -> Math.rint(Math.clamp(drawn[i], 0, 255)));
        values.put("samples", whole(drawn, SHOWN));
        return drawn;
    }

    private List<Integer> whole(double[] pixels, int images) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < Math.min(pixels.length, images * set.grid().size()); i++) {
            list.add((int) pixels[i]);
        }
        return list;
    }

    /** Fréchet distances to the test images and shares of the classes. */
    private void compare(TrainingData data, double[] drawn) {
        int[] test = data.split().test();
        int[] train = data.split().train();
        int count = cell.integer("samples");
        int dim = set.grid().size();
        int seed = cell.integer("seed");
        try (Classifier classifier =
                Classifier.train(set, train, cell.integer("classifier_steps"), seed, work.setup(), stop::get)) {
            Classifier.Seen seenTest = classifier.see(set.pixels(test));
            Classifier.Seen seenDrawn = classifier.see(drawn);
            Classifier.Seen seenTrain = classifier.see(set.pixels(Arrays.copyOf(train, Math.min(count, train.length))));
            Classifier.Seen seenMixed = classifier.see(mixed(train, count, dim, seed));
            int[] truth = set.classesOf(test);
            double[] right = IntStream.range(0, test.length)
                    .mapToDouble(i -> truth[i] == seenTest.classes()[i] ? 1 : 0)
                    .toArray();
            put("accuracy", Estimate.of(right, right.length));
            FrechetDistance ofTest = new FrechetDistance(seenTest.features(), Classifier.FEATURES);
            values.put("frechet_samples", distance(seenDrawn, ofTest));
            values.put("frechet_train", distance(seenTrain, ofTest));
            values.put("frechet_mixed", distance(seenMixed, ofTest));
            values.put("class_shares", shares(set.classesOf(train)));
            values.put("sample_shares", shares(seenDrawn.classes()));
        }
    }

    private static double distance(Classifier.Seen seen, FrechetDistance test) {
        return new FrechetDistance(seen.features(), Classifier.FEATURES).to(test);
    }

    /** Every pixel from an image of its own: the right values in each place, and nothing of how they go together. */
    private double[] mixed(int[] train, int count, int dim, int seed) {
        RandomStream random = new RandomStream(seed, "mixed pixels");
        double[] pixels = new double[count * dim];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = set.table().at(train[(int) (random.uniform() * train.length)], i % dim);
        }
        return pixels;
    }

    private double[] shares(int[] classes) {
        double[] shares = new double[set.classes()];
        for (int k : classes) {
            shares[k] += 1.0 / classes.length;
        }
        return shares;
    }

    private void neighbours(TrainingData data, double[] drawn) {
        int dim = set.grid().size();
        int count = Math.min(
                cell.integer("neighbours"),
                Math.min(drawn.length / dim, data.split().test().length));
        int[] train = data.split().train();
        NearestImages ofDrawn = NearestImages.of(Arrays.copyOf(drawn, count * dim), set.table(), train);
        int[] test = Arrays.copyOf(data.split().test(), count);
        NearestImages ofTest = NearestImages.of(set.pixels(test), set.table(), train);
        put("neighbour_samples", Estimate.of(ofDrawn.distances(), count));
        put("neighbour_test", Estimate.of(ofTest.distances(), count));
        values.put("neighbours", whole(set.pixels(Arrays.copyOf(ofDrawn.rows(), Math.min(COMPARED, count))), COMPARED));
    }

    private void likelihood(DeviceModel device, TrainingData data) {
        int count = Math.min(cell.integer("likelihood_images"), data.split().test().length);
        int[] first = IntStream.range(0, count).toArray();
        Dataset rows = data.test().select(first);
        double[] bits = BitsPerDimension.flow(device, rows, data.train(), work);
        put("bits", Estimate.of(bits, count));
        values.put("likelihood_images", count);
        int[] train = data.split().train();
        double[] pixelwise = BitsPerDimension.pixelwise(
                set.pixels(train),
                set.pixels(Arrays.copyOf(data.split().test(), count)),
                set.grid().size());
        put("pixelwise_bits", Estimate.of(pixelwise, count));
    }

    private void put(String name, Estimate estimate) {
        values.put(name, estimate.mean());
        values.put(name + "_se", estimate.standardError());
    }
}
