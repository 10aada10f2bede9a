package org.slicedscore.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slicedscore.api.Sampler;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Names;
import org.slicedscore.cli.config.SettingValues;
import org.slicedscore.cli.output.ProgressLine;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.evaluate.DeviceModel;
import org.slicedscore.engine.evaluate.Evaluation;
import org.slicedscore.engine.evaluate.FlowEstimate;
import org.slicedscore.engine.evaluate.LogLikelihood;
import org.slicedscore.engine.flow.FlowLikelihood;
import org.slicedscore.engine.sample.AisConfig;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.sample.SampleSettings;
import org.slicedscore.engine.train.Settings;

/** The log-likelihood, as {@code evaluate} is asked for it. */
final class Likelihood {
    private static final String AUTO = "auto";
    private static final String EXACT = "exact";
    private static final String AIS = "ais";
    private static final String FLOW = "flow";

    private Likelihood() {}

    /** What finds it; refuses at once what cannot be had. */
    static Evaluation.Likelihoods of(Context context, SettingValues values, StoredModel model, String word) {
        AisConfig config = config(context, values, model);
        if (word == null) {
            SampleSettings.AIS.stream()
                    .filter(o -> values.given(o.name()).isPresent())
                    .findFirst()
                    .ifPresent(o -> {
                        throw values.wrong(o.name(), "goes with --log-likelihood alone; add that, or leave this out");
                    });
            return Evaluation.Likelihoods.NONE;
        }
        List<String> words = List.of(AUTO, EXACT, AIS, FLOW);
        if (!words.contains(word)) {
            throw Problem.usage(Subject.setting("log-likelihood"))
                    .found("'%s'", word)
                    .remedy("%s", Names.hint(word, words))
                    .exception();
        }
        DeviceModel device = model.device();
        boolean levels = device.noiseConditioned();
        if (word.equals(FLOW) && !levels) {
            throw Problem.usage(Subject.setting("log-likelihood"))
                    .found(
                            "'%s', but model '%s' does not know the density at every noise level",
                            FLOW, device.components().model().id())
                    .remedy("leave out '%s', or train a model that does, such as noise-score", FLOW)
                    .exception();
        }
        if (word.equals(FLOW) || word.equals(AUTO) && levels) {
            return (d, rows, train) -> flow(context, d, rows, train);
        }
        if (!device.hasLogDensity()) {
            throw Problem.usage(Subject.setting("log-likelihood"))
                    .says(
                            "model '%s' is a score field, which has no density and so no log-likelihood",
                            device.components().model().id())
                    .remedy("leave it out, or train a model that has a log-density")
                    .exception();
        }
        boolean exact = word.equals(EXACT) || word.equals(AUTO) && device.normalised();
        return exact
                ? (d, rows, train) -> LogLikelihood.of(d, rows, null)
                : (d, rows, train) -> annealed(context, config, d, rows, train);
    }

    private static LogLikelihood annealed(
            Context context, AisConfig config, DeviceModel device, Dataset rows, Dataset train) {
        AtomicBoolean stop = new AtomicBoolean();
        context.onSignal(() -> stop.set(true));
        LogNormaliser z;
        try (ProgressLine line = context.console().progress()) {
            z = LogLikelihood.normaliser(device, train, config, (done, phase) -> {
                line.update(done, () -> "log Z: " + phase);
                return !stop.get();
            });
        }
        if (z == null) {
            context.console().error("interrupted; log Z is not known");
            return null;
        }
        return LogLikelihood.of(device, rows, z);
    }

    private static LogLikelihood flow(Context context, DeviceModel device, Dataset rows, Dataset train) {
        AtomicBoolean stop = new AtomicBoolean();
        context.onSignal(() -> stop.set(true));
        LogLikelihood found;
        try (ProgressLine line = context.console().progress()) {
            found = FlowEstimate.all(device, rows, train, (done, phase) -> {
                line.update(done, () -> "log-likelihood: " + phase);
                return !stop.get();
            });
        }
        if (found == null) {
            context.console().error("interrupted; the log-likelihood of all rows is not known");
        }
        return found;
    }

    private static AisConfig config(Context context, SettingValues values, StoredModel model) {
        Sampler sampler = SamplerFlags.sampler(context, values, model.device().hasLogDensity());
        return new AisConfig(
                sampler,
                values.plugin("sampler", sampler.id(), sampler.options()),
                values.get(SampleSettings.PARTICLES),
                values.get(SampleSettings.TEMPERATURES),
                values.get(SampleSettings.AIS_STEP_SIZE).orElse(0.0),
                values.get(SampleSettings.AIS_BURN_IN),
                values.given(SampleSettings.SEED.name()).isPresent()
                        ? values.get(SampleSettings.SEED)
                        : model.run().config().get(Settings.SEED));
    }

    /** What is to be known of a log-likelihood by the probability flow besides its numbers. */
    static List<String> lines(FlowEstimate e, int rows) {
        FlowLikelihood flow = e.flow();
        int count = e.which().length;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "log-likelihood of %s by the probability flow, at noise level %.3g: %s; %.0f scores a row; the estimated errors "
                        + "of a row's steps add up to at most %.1g nats.",
                count == rows
                        ? String.format(Locale.ROOT, "all %,d rows", rows)
                        : String.format(Locale.ROOT, "%,d of %,d rows, for more would take long", count, rows),
                e.level(),
                flow.spreads() == null ? "exact divergence" : "divergence from random directions",
                flow.evaluations() / (double) count,
                flow.error()));
        if (count < rows) {
            lines.add("For all rows, add --log-likelihood.");
        }
        if (flow.beyond() + flow.failed() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d rows are beyond the range of 32-bit floating-point numbers, and the flow of %,d was given up; their "
                            + "log-likelihood counts as -Infinity.",
                    flow.beyond(),
                    flow.failed()));
        }
        if (!Double.isNaN(e.logZ())) {
            lines.add(String.format(
                    Locale.ROOT,
                    "The model's own log-density is above that of the flow by %.4f (standard deviation %.4f over rows): its "
                            + "log Z, if the spread is small.",
                    e.logZ(),
                    e.spread()));
        }
        return lines;
    }

    /** What is to be known of an estimate of log Z besides its numbers. */
    static List<String> lines(LogNormaliser z) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "log Z by annealed importance sampling: %,d paths each way, %,d temperatures, acceptance %.2f, effective "
                        + "sample size %,.0f forward%s.",
                z.particles(),
                z.temperatures(),
                z.acceptance(),
                z.forward().effectiveSize(),
                z.reverse() == null
                        ? ""
                        : String.format(Locale.ROOT, ", %,.0f back", z.reverse().effectiveSize())));
        if (z.reverse() != null) {
            lines.add("The paths back begin at " + z.reverseFrom() + ".");
            lines.add(String.format(
                    Locale.ROOT,
                    "Mean log-weights bound log Z: from below by %.4f, from above by %.4f.",
                    z.forward().bound(),
                    z.reverse().bound()));
        }
        lines.add(verdict(z));
        return lines;
    }

    private static String verdict(LogNormaliser z) {
        if (z.trusted()) {
            return z.reverse() == null
                    ? ""
                    : String.format(Locale.ROOT, "The two sides meet: they differ by %.4f.", z.gap());
        }
        return String.format(
                Locale.ROOT,
                "WARNING: log Z is not to be trusted: the two sides differ by %.4f, with effective sample sizes of %.1f and "
                        + "%.1f; give more --ais-temperatures, or leave --ais-step-size to be adapted.",
                z.gap(),
                z.forward().effectiveSize(),
                z.reverse() == null ? Double.NaN : z.reverse().effectiveSize());
    }
}
