package org.slicedscore.cli.verb;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slicedscore.api.LevelSampler;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Options;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.flow.EndGaussian;
import org.slicedscore.engine.flow.LevelSampling;
import org.slicedscore.engine.sample.Reference;
import org.slicedscore.engine.sample.SampleConfig;
import org.slicedscore.engine.sample.SampleReport;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.sample.Samplers;
import org.slicedscore.engine.sample.Sampling;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.sample.Watch;
import org.slicedscore.engine.train.TrainingData;

/**
 * The way that rows are drawn: exactly, down through the noise levels, or by Markov chains.
 *
 * @param sampler the sampler's id, or {@code exact}
 * @param how in words, for rows that are independent draws; else null
 * @param draw draws all rows
 */
record RowDrawing(String sampler, String how, Draw draw) {
    private static final List<String> OF_CHAINS = List.of("chains", "burn-in", "thin", "anneal", "step-size", "start");

    /** Draws all rows into a sink. */
    @FunctionalInterface
    interface Draw {
        SampleReport into(Sampling.Sink sink);
    }

    /** Draws all rows. */
    SampleReport into(Sampling.Sink sink) {
        return draw.into(sink);
    }

    /** What the settings ask for; refuses at once what cannot be had. */
    static RowDrawing of(
            Context context, SettingValues values, StoredModel model, double[] conditions, AtomicBoolean stop) {
        DeviceModel device = model.device();
        Target target = device.target(conditions);
        context.console().note("seed %d", values.get(SampleSettings.SEED));
        String id = values.get(SampleSettings.SAMPLER);
        boolean generative = target.graph().generative();
        if (id.equals(Samplers.EXACT) && !generative) {
            throw values.wrong(
                    SampleSettings.SAMPLER.name(),
                    "model '%s' cannot be drawn from without chains; use %s",
                    device.components().model().id(),
                    device.noiseConditioned() ? Samplers.LEVELS : "hmc, mala or langevin");
        }
        String ofChains = OF_CHAINS.stream()
                .filter(name -> values.given(name).isPresent())
                .findFirst()
                .orElse(null);
        boolean auto = id.equals(SampleSettings.AUTO);
        boolean optionsGiven = values.given().keySet().stream().anyMatch(name -> name.startsWith("sampler."));
        if (id.equals(Samplers.EXACT) || auto && generative && ofChains == null && !optionsGiven) {
            return exact(context, values, target, device, stop);
        }
        boolean levels = auto && device.noiseConditioned() && ofChains == null;
        Sampler sampler = levels
                ? context.catalog().sampler(Samplers.LEVELS)
                : SamplerFlags.sampler(context, values, target.hasLogDensity());
        if (!(sampler instanceof LevelSampler through)) {
            return chains(context, values, model, target, sampler, stop);
        }
        if (!device.noiseConditioned()) {
            throw values.wrong(
                    SampleSettings.SAMPLER.name(),
                    "'%s' goes through noise levels, which model '%s' does not know; use %s",
                    id,
                    device.components().model().id(),
                    target.hasLogDensity() ? "hmc, mala or langevin" : "langevin");
        }
        if (ofChains != null) {
            throw values.wrong(
                    ofChains, "goes with Markov chains, and sampler '%s' runs none; leave it out, or use langevin", id);
        }
        return levels(context, values, model, target, through, stop);
    }

    private static RowDrawing exact(
            Context context, SettingValues values, Target target, DeviceModel device, AtomicBoolean stop) {
        return new RowDrawing(
                Samplers.EXACT,
                "without chains",
                sink -> watched(
                        context,
                        stop,
                        "",
                        watch -> Sampling.exact(
                                target,
                                values.get(SampleSettings.ROWS),
                                values.get(SampleSettings.SEED),
                                toOriginal(device),
                                sink,
                                watch)));
    }

    private static RowDrawing levels(
            Context context,
            SettingValues values,
            StoredModel model,
            Target target,
            LevelSampler sampler,
            AtomicBoolean stop) {
        DeviceModel device = model.device();
        NoiseLevels levels = device.components().levels();
        Options options = values.plugin("sampler", sampler.id(), sampler.options());
        Dataset train = trainingRows(context, model, false);
        EndGaussian start = train == null ? EndGaussian.standard(device.model().dim()) : EndGaussian.of(train);
        int steps = sampler.levels(levels.most(), levels.least(), options).length - 1;
        String how = String.format(
                Locale.ROOT,
                "%s: %,d steps from noise level %.3g to %.3g",
                sampler.id(),
                steps,
                levels.most(),
                levels.least());
        return new RowDrawing(sampler.id(), how, sink -> {
            try (LevelSampling sampling =
                    new LevelSampling(target, levels, start, sampler, options, values.get(SampleSettings.SEED))) {
                return watched(
                        context,
                        stop,
                        sampler.id() + ", ",
                        watch -> sampling.run(values.get(SampleSettings.ROWS), toOriginal(device), sink, watch));
            }
        });
    }

    private static RowDrawing chains(
            Context context,
            SettingValues values,
            StoredModel model,
            Target target,
            Sampler sampler,
            AtomicBoolean stop) {
        DeviceModel device = model.device();
        int rows = values.get(SampleSettings.ROWS);
        SampleConfig config = new SampleConfig(
                sampler,
                values.plugin("sampler", sampler.id(), sampler.options()),
                rows,
                values.get(SampleSettings.CHAINS),
                values.get(SampleSettings.BURN_IN),
                values.get(SampleSettings.THIN)
                        .orElseGet(() -> SampleConfig.usualThin(rows, values.get(SampleSettings.CHAINS))),
                values.get(SampleSettings.ANNEAL),
                values.get(SampleSettings.STEP_SIZE).orElse(0.0),
                values.get(SampleSettings.SEED));
        boolean atData = values.get(SampleSettings.START) == SampleSettings.Begin.DATA;
        Dataset train = trainingRows(context, model, atData);
        Reference reference = LogLikelihood.reference(device, train);
        double[] starts = atData ? train.toDoubles() : null;
        SampleConfig used = atData ? config.withoutAnnealing() : config;
        return new RowDrawing(
                sampler.id(),
                null,
                sink -> watched(
                        context,
                        stop,
                        sampler.id() + ", ",
                        watch -> new Sampling(target, reference, used, toOriginal(device)).run(starts, sink, watch)));
    }

    /** Work that a watch may stop. */
    @FunctionalInterface
    private interface Work {
        SampleReport with(Watch watch);
    }

    private static SampleReport watched(Context context, AtomicBoolean stop, String who, Work work) {
        try (ProgressLine line = context.console().progress()) {
            return work.with((done, phase) -> {
                line.update(done, () -> who + phase);
                return !stop.get();
            });
        }
    }

    private static UnaryOperator<double[]> toOriginal(DeviceModel device) {
        return device.model().preprocessing()::toCoordinates;
    }

    /** The rows that the model learned from, if they are wanted. */
    private static Dataset trainingRows(Context context, StoredModel model, boolean needed) {
        boolean scaled = model.device().model().preprocessing().scaling() != Scaling.NONE;
        if (scaled && !needed) {
            return null;
        }
        try {
            return TrainingData.again(model.run().rows(), model.device().model())
                    .train();
        } catch (SsmException e) {
            if (needed) {
                throw e;
            }
            context.console()
                    .note(
                            "the training rows cannot be read (%s), so chains begin at, and step by, N(0, 1)",
                            e.problem());
            return null;
        }
    }
}
