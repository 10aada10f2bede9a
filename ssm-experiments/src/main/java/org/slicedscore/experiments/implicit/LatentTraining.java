package org.slicedscore.experiments.implicit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.run.Checkpoints;
import org.slicedscore.engine.scheme.Network;
import org.slicedscore.engine.scheme.RowFeed;
import org.slicedscore.engine.scheme.Scheme;
import org.slicedscore.engine.scheme.SchemeTrainer;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.experiments.images.PixelRows;

/** One auto-encoder: trained, with a likelihood now and then, and at the end its likelihood, samples and interpolations. */
final class LatentTraining {
    private static final int BATCH = 128;
    private static final int BLOCK = 32;
    private static final int CURVE_IMAGES = 96;
    private static final int SAMPLES = 64;
    private static final int PAIRS = 6;
    static final int STATIONS = 10;

    private final Cell cell;
    private final Work work;
    private final PixelRows train;
    private final PixelRows test;
    private final LatentNetworks networks;
    private final long seed;
    private final Scheme scheme;

    LatentTraining(Cell cell, Work work) {
        this.cell = cell;
        this.work = work;
        PixelRows all = PixelRows.read(cell.get("train"), cell.integer("images"));
        if (cell.get("test").isEmpty()) {
            List<PixelRows> parts = all.divide(all.rows() - all.rows() / 7);
            train = parts.get(0);
            test = parts.get(1);
        } else {
            train = all;
            test = PixelRows.read(cell.get("test"), cell.integer("images"));
        }
        networks = new LatentNetworks(train.dim(), cell.integer("latent"), cell.integer("hidden"));
        seed = cell.integer("seed");
        scheme = LatentScheme.of(
                networks,
                config(work.setup()),
                Math.min(BATCH, train.rows()),
                cell.integer("particles"),
                cell.get("model"),
                cell.get("method"));
    }

    /** The paper's estimator and optimiser. */
    static TrainingConfig config(Setup setup) {
        return TrainingConfig.parse(
                Map.of(
                        "objective", "ssm-vr",
                        "projection", "gaussian",
                        "projections", "1",
                        "optimizer", "rmsprop",
                        "lr", "1e-3",
                        "clip", "0"),
                setup.catalog());
    }

    Map<String, Object> run() {
        Path folder = work.folder();
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
        long steps = cell.integer("steps");
        long done = checkpoints.latest() == null
                ? 0
                : Checkpoints.read(checkpoints.latest()).step();
        LatentHistory history = new LatentHistory(folder.resolve("history.csv"), done);
        AtomicBoolean stop = new AtomicBoolean();
        work.onStop(() -> stop.set(true));
        int batch = Math.min(BATCH, train.rows());
        try (Workspace device = Workspace.open(
                work.setup().catalog().backends().choose(work.setup().backend()),
                work.setup().threads())) {
            SchemeTrainer trainer = new SchemeTrainer(
                    scheme,
                    RowFeed.of(brightness(train), batch, seed),
                    steps,
                    seed,
                    cell.integer("every"),
                    report -> record(report, history, steps),
                    checkpoints,
                    stop::get);
            SchemeTrainer.Result result = trainer.run(device);
            if (result.rounds() < steps) {
                throw new ExperimentStopped();
            }
            return results(history, result);
        }
    }

    private void record(SchemeTrainer.Report report, LatentHistory history, long steps) {
        Map<String, Double> means = report.means();
        Estimate nll = Estimate.NONE;
        if (report.round() % cell.integer("curve_every") == 0 || report.round() == steps) {
            int chains = cell.integer("curve_chains");
            nll = likelihood(
                            report.state(),
                            CURVE_IMAGES,
                            new DecoderLikelihood.Settings(
                                    BLOCK, chains, cell.integer("curve_temperatures"), cell.integer("leaps")),
                            done -> {})
                    .negative();
        }
        history.add(
                report.round(),
                report.seconds(),
                means.get("model"),
                means.get(LatentScheme.RECONSTRUCTION),
                means.getOrDefault("score", Double.NaN),
                nll.mean(),
                nll.standardError());
        work.progress(
                0.8 * report.round() / steps,
                String.format(
                        Locale.ROOT,
                        "step %d, reconstruction %.1f",
                        report.round(),
                        means.get(LatentScheme.RECONSTRUCTION)));
    }

    private Map<String, Object> results(LatentHistory history, SchemeTrainer.Result result) {
        Map<String, Object> values = new LinkedHashMap<>(history.values());
        Workspace state = result.session().state();
        int count = Math.min(cell.integer("test_images"), test.rows());
        int chains = cell.integer("chains");
        DecoderLikelihood.Result likelihood = likelihood(
                state,
                count,
                new DecoderLikelihood.Settings(BLOCK, chains, cell.integer("temperatures"), cell.integer("leaps")),
                done -> {
                    work.checkStop();
                    work.progress(0.8 + 0.2 * done, "likelihood of test images");
                });
        values.put("test_nll", likelihood.negative().mean());
        values.put("test_nll_se", likelihood.negative().standardError());
        values.put("test_nll_bias", likelihood.bias(chains));
        values.put("test_log_likelihoods", likelihood.logLikelihood());
        values.put("acceptance", likelihood.acceptance());
        values.put("test_images", count);
        values.put("dim", train.dim());
        values.put("train_images", train.rows());
        values.put("training_seconds", result.seconds());
        values.put("samples", pictures(state, codes(SAMPLES)));
        values.put("interpolations", pictures(state, paths()));
        return values;
    }

    private DecoderLikelihood.Result likelihood(
            Workspace state, int count, DecoderLikelihood.Settings settings, DoubleConsumer progress) {
        int n = Math.min(count, test.rows());
        try (DecoderLikelihood likelihood = new DecoderLikelihood(
                (z, x) -> LatentNetworks.bernoulli(
                        networks.logits(decoder(), z).reshape(settings.images(), settings.chains(), networks.pixels()),
                        x.broadcastTo(Shape.of(settings.images(), settings.chains(), networks.pixels()))),
                networks.pixels(),
                networks.latent(),
                settings,
                state)) {
            return likelihood.estimate(binary(test, n), n, seed, progress);
        }
    }

    private Network decoder() {
        return scheme.networks().stream()
                .filter(n -> n.name().equals(LatentScheme.DECODER))
                .findFirst()
                .orElseThrow();
    }

    /** Chances of 1. */
    private static Dataset brightness(PixelRows images) {
        float[] values = new float[images.rows() * images.dim()];
        for (int i = 0; i < values.length; i++) {
            values[i] = images.brightness(i) / 255f;
        }
        return new Dataset(
                values, images.dim(), IntStream.range(0, images.rows()).toArray());
    }

    /** The first images, drawn as 0 and 1 once for all methods. */
    static float[] binary(PixelRows images, int count) {
        RandomStream random = new RandomStream(0, "binarise");
        float[] values = new float[count * images.dim()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.uniform() < images.brightness(i) / 255.0 ? 1 : 0;
        }
        return values;
    }

    private double[] codes(int count) {
        RandomStream random = new RandomStream(seed, "samples");
        return IntStream.range(0, count * networks.latent())
                .mapToDouble(i -> random.normal())
                .toArray();
    }

    /** Great circles from one draw to another, which keep to where the prior's mass is. */
    private double[] paths() {
        int d = networks.latent();
        double[] ends = codes(2 * PAIRS);
        double[] z = new double[PAIRS * STATIONS * d];
        for (int i = 0; i < PAIRS; i++) {
            for (int j = 0; j < STATIONS; j++) {
                double angle = Math.PI / 2 * j / (STATIONS - 1);
                for (int k = 0; k < d; k++) {
                    z[(i * STATIONS + j) * d + k] =
                            Math.cos(angle) * ends[2 * i * d + k] + Math.sin(angle) * ends[(2 * i + 1) * d + k];
                }
            }
        }
        return z;
    }

    /** The decoder's mean images, as pixels from 0 to 255. */
    private List<Integer> pictures(Workspace state, double[] z) {
        int n = z.length / networks.latent();
        Expr means = networks.logits(decoder(), Expr.constant(Shape.of(n, networks.latent()), z))
                .sigmoid();
        double[] values = state.values("pictures", Map.of("means", means), name -> new double[0], 0, 0)
                .get("means");
        List<Integer> pixels = new ArrayList<>();
        for (double v : values) {
            pixels.add((int) Math.round(255 * v));
        }
        return pixels;
    }
}
