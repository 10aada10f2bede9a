package org.slicedscore.experiments.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.engine.device.RowFunction;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Experiment;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Report;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Axis;
import org.slicedscore.engine.figure.Figure.Mark;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.engine.run.CheckpointStore;
import org.slicedscore.engine.run.Checkpoints;
import org.slicedscore.engine.run.ModelFile;
import org.slicedscore.engine.train.Criterion;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.Snapshot;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.Trainer;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/**
 * A NICE flow on images, trained with each objective: the exact score-matching loss and log-likelihood after every epoch,
 * of the test images at the best epoch, seconds an epoch, and samples.
 */
public final class Flows implements Experiment {
    private static final List<String> METHODS = List.of("ssm-vr", "ssm", "dsm", "mle");
    private static final Option<String> CHOSEN =
            Option.text("methods", String.join(",", METHODS), "Objectives to compare, joined by ','");
    private static final Option<Integer> EPOCHS =
            Option.integer("epochs", 100, 1, 100_000, "Passes over the training images");
    private static final Option<Double> SIGMA = Option.number("sigma", 0.1, 1e-6, 1e6, "The noise of dsm, in logits");
    private static final Option<Integer> TEST_ROWS = Option.integer(
            "test-rows", 1000, 2, 1_000_000, "Test images for the exact score-matching loss, which is dear");

    private static final int BATCH = 128;
    private static final int EXACT_ROWS = 128;
    private static final int SAMPLES = 64;
    private static final Map<String, double[]> PUBLISHED = Map.of(
            "mle", new double[] {-579, -791},
            "ssm-vr", new double[] {-8054, -3355},
            "ssm", new double[] {-2428, -2039},
            "dsm", new double[] {-3035, -4363});

    /** For the service loader. */
    public Flows() {}

    @Override
    public String id() {
        return "nice";
    }

    @Override
    public String title() {
        return "A NICE flow on images by objective: exact score-matching loss, log-likelihood, time and samples";
    }

    @Override
    public String source() {
        return "Song et al. 2019, UAI, section 6.3 (table 1 and figure 4)";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(CHOSEN, EPOCHS, SIGMA, TEST_ROWS);
    }

    @Override
    public int seeds(boolean quick) {
        return 1;
    }

    @Override
    public double expectedSeconds(boolean quick) {
        return quick ? 240 : 6 * 3600;
    }

    @Override
    public List<Cell> plan(Setup setup) {
        if (setup.data().isEmpty() || setup.data().size() > 2) {
            throw Problem.usage(Subject.setting("data"))
                    .says("experiment 'nice' needs images")
                    .remedy(
                            "give train-images-idx3-ubyte.gz, and t10k-images-idx3-ubyte.gz as a second file for the test, else a seventh of the first is taken")
                    .exception();
        }
        boolean quick = setup.quick();
        List<Cell> cells = new ArrayList<>();
        for (int seed = 1; seed <= setup.seeds(); seed++) {
            for (String method : setup.options().get(CHOSEN).split(",", -1)) {
                Map<String, String> settings = new LinkedHashMap<>();
                settings.put("method", method.strip());
                settings.put("seed", Integer.toString(seed));
                settings.put("train", setup.data().getFirst());
                settings.put("test", setup.data().size() > 1 ? setup.data().get(1) : "");
                settings.put("images", quick ? "4000" : Integer.toString(Integer.MAX_VALUE));
                settings.put("hidden", quick ? "200,200" : "1000,1000,1000,1000");
                settings.put(
                        "epochs",
                        Integer.toString(
                                quick
                                        ? Math.min(4, setup.options().get(EPOCHS))
                                        : setup.options().get(EPOCHS)));
                settings.put("sigma", setup.options().get(SIGMA).toString());
                settings.put(
                        "test_rows",
                        Integer.toString(quick ? EXACT_ROWS : setup.options().get(TEST_ROWS)));
                config(settings, setup).components();
                double epoch = quick ? 8 : method.strip().equals("mle") ? 45 : 70;
                cells.add(new Cell(
                        method.strip() + "-" + seed, settings, epoch * Integer.parseInt(settings.get("epochs"))));
            }
        }
        return cells;
    }

    private static TrainingConfig config(Map<String, String> cell, Setup setup) {
        Map<String, String> settings = new HashMap<>();
        String method = cell.get("method");
        settings.put("model", "nice");
        settings.put("model.hidden", cell.get("hidden"));
        settings.put("objective", method);
        settings.put("seed", cell.get("seed"));
        settings.put("lr", method.equals("dsm") || method.equals("cp") ? "1e-3" : "1e-4");
        settings.put("clip", "0");
        settings.put("ema", "0");
        settings.put("batch-size", Integer.toString(BATCH));
        settings.put("validation", "0");
        settings.put("preprocess", "none");
        settings.put("evaluate-every", "100");
        settings.put("checkpoint-every", Integer.toString(Integer.MAX_VALUE));
        settings.put("backend", setup.backend());
        settings.put("threads", Integer.toString(setup.threads()));
        if (method.equals("dsm")) {
            settings.put("objective.sigma", cell.get("sigma"));
        }
        return TrainingConfig.parse(settings, setup.catalog());
    }

    /** The three sets of images. */
    private record Images(LogitImages train, LogitImages validation, LogitImages test) {
        static Images read(Cell cell) {
            LogitImages all = LogitImages.read(cell.get("train"), cell.integer("images"));
            LogitImages test;
            if (cell.get("test").isEmpty()) {
                List<LogitImages> parts = all.divide(all.rows() - all.rows() / 7);
                all = parts.get(0);
                test = parts.get(1);
            } else {
                test = LogitImages.read(cell.get("test"), cell.integer("images"));
            }
            if (test.dim() != all.dim()) {
                throw Problem.data(cell.get("test"))
                        .found("images of %d pixels", test.dim())
                        .expected("%d as in %s", all.dim(), cell.get("train"))
                        .exception();
            }
            List<LogitImages> parts = all.divide(all.rows() - all.rows() / 10);
            return new Images(parts.get(0), parts.get(1), test);
        }
    }

    @Override
    public Map<String, Object> run(Cell cell, Work work) {
        Images images = Images.read(cell);
        int dim = images.train.dim();
        Preprocessing none = LogitImages.none(dim);
        TrainingConfig config = config(cell.settings(), work.setup());
        int epochs = cell.integer("epochs");
        int seed = cell.integer("seed");
        long perEpoch = images.train.rows() / Math.min(BATCH, images.train.rows());
        Path folder = work.folder();
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
        FlowHistory history = FlowHistory.read(folder.resolve("history.csv"));
        history.cut(Math.toIntExact(stepsDone(checkpoints) / perEpoch));
        Dataset exact = images.validation.draw(Math.min(EXACT_ROWS, images.validation.rows()), 0, "validation");
        Dataset validation = images.validation.draw(images.validation.rows(), 0, "validation");
        for (int epoch = history.size() + 1; epoch <= epochs; epoch++) {
            work.checkStop();
            Dataset rows = images.train.draw(images.train.rows(), seed, "epoch." + epoch);
            TrainingResult result = train(
                    config, TrainingData.of(rows, null, none), checkpoints, epoch * perEpoch, epochs, perEpoch, work);
            try (DeviceModel device = open(result.model(), work)) {
                Estimate sm = exactLoss(device, exact);
                Estimate ll = likelihood(device, validation);
                double seconds = result.seconds() - history.seconds();
                // first the model, then the line that records it
                if (history.better(sm)) {
                    ModelFile.write(folder.resolve("best.safetensors"), result.model());
                }
                history.add(epoch, seconds, sm, ll);
            }
        }
        return results(cell, work, images, history, folder);
    }

    /** Of the checkpoint to go on from: the last one, or the one before if that is damaged. */
    private static long stepsDone(Checkpoints checkpoints) {
        Snapshot snapshot = checkpoints.resumePoint().snapshot();
        return snapshot == null ? 0 : snapshot.step();
    }

    /** Trains from the last checkpoint to the end of an epoch. */
    private static TrainingResult train(
            TrainingConfig config,
            TrainingData data,
            Checkpoints checkpoints,
            long until,
            int epochs,
            long perEpoch,
            Work work) {
        Catalog catalog = work.setup().catalog();
        TrainingConfig upTo = config.with(Settings.STEPS, Optional.of(Math.toIntExact(until)))
                .with(Settings.EPOCHS, Optional.of(epochs));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void progress(Progress p) {
                work.progress(
                        (double) p.step() / (epochs * perEpoch),
                        String.format(java.util.Locale.ROOT, "epoch %d, loss %.1f", p.step() / perEpoch + 1, p.loss()));
            }
        };
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        TrainingResult result = new Trainer(upTo, data, catalog)
                .store(new CheckpointStore(checkpoints))
                .listener(listener)
                .from(checkpoints.resumePoint().snapshot())
                .stop(stop::get)
                .run();
        if (result.outcome() == Outcome.INTERRUPTED) {
            throw new ExperimentStopped();
        }
        return result;
    }

    private static DeviceModel open(TrainedModel model, Work work) {
        return new DeviceModel(
                model,
                work.setup().catalog(),
                work.setup().backend(),
                work.setup().threads());
    }

    private static Estimate exactLoss(DeviceModel device, Dataset rows) {
        try (Criterion criterion =
                Criterion.scoreMatching(device.components(), rows.dim(), rows.rows(), 0, device.workspace())) {
            return criterion.evaluate(rows.values(), rows.rows());
        }
    }

    private static Estimate likelihood(DeviceModel device, Dataset rows) {
        var graph = device.components().graph();
        try (RowFunction f = new RowFunction(
                "log-likelihood",
                Math.min(256, rows.rows()),
                rows.dim(),
                x -> Map.of("value", graph.logDensity(x)),
                device.workspace())) {
            double[] values = f.apply("value", rows.values(), rows.rows(), 0, 0);
            return Estimate.of(values, values.length);
        }
    }

    private static Map<String, Object> results(Cell cell, Work work, Images images, FlowHistory history, Path folder) {
        Map<String, Object> values = new LinkedHashMap<>(history.values());
        TrainedModel best =
                ModelFile.read(folder.resolve("best.safetensors"), work.setup().catalog());
        try (DeviceModel device = open(best, work)) {
            int count = Math.min(cell.integer("test_rows"), images.test.rows());
            Estimate sm = exactLoss(device, images.test.draw(count, 0, "test"));
            Estimate ll = likelihood(device, images.test.draw(images.test.rows(), 0, "test"));
            values.put("test_sm", sm.mean());
            values.put("test_sm_se", sm.standardError());
            values.put("test_ll", ll.mean());
            values.put("test_ll_se", ll.standardError());
            values.put("samples", samples(device, cell.integer("seed")));
            values.put("dim", images.train.dim());
            values.put("train_rows", images.train.rows());
        }
        return values;
    }

    /** Rows drawn from the model, as pixels from 0 to 255. */
    private static List<Integer> samples(DeviceModel device, long seed) {
        int dim = device.model().dim();
        var graph = device.components().graph();
        // a draw needs no rows, but the function requires some
        try (RowFunction f = new RowFunction(
                "samples",
                SAMPLES,
                dim,
                x -> Map.of("samples", graph.sample(SAMPLES, dim), "rows", x),
                device.workspace())) {
            double[] logits = f.apply("samples", new float[SAMPLES * dim], SAMPLES, seed, 0);
            List<Integer> pixels = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                for (float p : LogitImages.pixels(logits, i, dim)) {
                    pixels.add(Math.round(255 * p));
                }
            }
            return pixels;
        }
    }

    @Override
    public void report(ExperimentResults results, Report report) {
        boolean reduced = results.setup().quick() || results.setup().options().get(EPOCHS) < 100;
        report.heading("Test images");
        report.table(
                "nice",
                "Test score-matching loss and log-likelihood in logit space, in nats, at the epoch with the best exact"
                        + " score-matching loss on validation images; beside the published numbers after 100 epochs.",
                List.of(
                        "objective",
                        "SM loss",
                        "published",
                        "log-likelihood",
                        "published",
                        "best epoch",
                        "of",
                        "seconds an epoch"),
                rows(results));
        report.figure(curves(results));
        figures(results, report);
        report.heading("Against the paper");
        StringBuilder text = new StringBuilder();
        if (reduced) {
            text.append(
                    "These runs are shorter than the paper's 100 epochs, so the numbers are not its numbers; what can be"
                            + " compared is their order. ");
        }
        text.append(
                        "Published are one run each (a transcription). Two things differ here by design: the best epoch is chosen"
                                + " at the end of each epoch by the exact loss of ")
                .append(EXACT_ROWS)
                .append(
                        " fixed validation images, where the paper looks at a fresh batch every 100 steps; and the test loss is"
                                + " exact on a fixed number of test images with its standard error, the log-likelihood on all. A"
                                + " score-matching loss is not a likelihood: `ssm-vr` reaches far lower score-matching losses and"
                                + " lower likelihoods than `mle`, as in the paper.");
        report.paragraph(text.toString());
    }

    private static List<List<String>> rows(ExperimentResults results) {
        List<List<String>> rows = new ArrayList<>();
        for (ExperimentResults.Row r : results.rows()) {
            double[] published = PUBLISHED.getOrDefault(r.cell().get("method"), new double[] {Double.NaN, Double.NaN});
            double[] seconds = r.numbers("epoch_seconds");
            rows.add(List.of(
                    r.cell().get("method"),
                    Text.plusMinus(r.number("test_sm"), r.number("test_sm_se")),
                    Text.fixed(published[0], 0),
                    Text.plusMinus(r.number("test_ll"), r.number("test_ll_se")),
                    Text.fixed(published[1], 0),
                    Text.fixed(r.number("best_epoch"), 0),
                    r.cell().get("epochs"),
                    Text.fixed(Arrays.stream(seconds).average().orElse(Double.NaN), 1)));
        }
        return rows;
    }

    private static Figure curves(ExperimentResults results) {
        return new Figure.Plot(
                "nice-curves",
                "Validation images after each epoch: the exact score-matching loss (lower is better) with bars of one"
                        + " standard error, and the exact log-likelihood.",
                List.of(
                        panel(results, "sm", "sm_se", "exact score-matching loss"),
                        panel(results, "ll", "ll_se", "log-likelihood (logit space)")));
    }

    private static Panel panel(ExperimentResults results, String name, String error, String label) {
        List<Series> series = new ArrayList<>();
        int colour = 0;
        for (ExperimentResults.Row r : results.rows()) {
            double[] y = r.numbers(name);
            double[] x = new double[y.length];
            Arrays.setAll(x, i -> i + 1);
            series.add(new Series(r.cell().id(), Mark.POINTS_AND_LINE, colour++, x, y, r.numbers(error)));
        }
        return new Panel("validation", Axis.linear("epoch"), Axis.linear(label), series);
    }

    /** Samples as pictures, if rows are square images. */
    private static void figures(ExperimentResults results, Report report) {
        List<String> titles = new ArrayList<>();
        List<float[][]> blocks = new ArrayList<>();
        int side = 0;
        for (ExperimentResults.Row r : results.rows()) {
            double[] pixels = r.numbers("samples");
            int dim = (int) r.number("dim");
            side = (int) Math.round(Math.sqrt(dim));
            if (side * side != dim) {
                return;
            }
            float[][] images = new float[pixels.length / dim][dim];
            for (int i = 0; i < images.length * dim; i++) {
                images[i / dim][i % dim] = (float) (pixels[i] / 255);
            }
            titles.add(r.cell().id());
            blocks.add(images);
        }
        report.heading("Samples");
        report.figure(new Figure.Images(
                "nice-samples",
                "Rows drawn from the flow at its best epoch, each objective's " + SAMPLES + ".",
                titles,
                side,
                side,
                8,
                blocks));
    }
}
