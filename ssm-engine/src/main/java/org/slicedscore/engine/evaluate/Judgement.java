package org.slicedscore.engine.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.RowUnits;
import org.slicedscore.engine.evaluate.EvaluationReport.Comparison;
import org.slicedscore.engine.evaluate.EvaluationReport.Standing;
import org.slicedscore.engine.sample.LogNormaliser;
import org.slicedscore.engine.train.Estimate;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.Settings;
import org.slicedscore.engine.train.TrainingData;

/**
 * A model beside the yardsticks.
 *
 * @param units for each row the number of its unit
 * @param values what the yardsticks say of the rows
 * @param comparisons the same in the mean
 * @param byLoss the verdict by the score-matching loss
 * @param byLikelihood the verdict by the log-likelihood, or null if the model's is not known
 */
record Judgement(
        int[] units,
        List<Yardstick.Values> values,
        List<Comparison> comparisons,
        Verdict byLoss,
        Verdict byLikelihood) {

    /**
     * Judges.
     *
     * @param device the model
     * @param evaluated the rows
     * @param sm the model's score-matching losses, or null
     * @param likelihood its log-likelihood, or null
     * @param notes receives what a user should be told
     */
    static Judgement of(
            DeviceModel device, EvaluatedRows evaluated, double[] sm, LogLikelihood likelihood, List<Message> notes) {
        int[] units = units(RowUnits.together(evaluated.table(), evaluated.indices()));
        ResolvedConfig config = device.model().config();
        Yardsticks yardsticks = yardsticks(evaluated, config, likelihood != null, notes);
        List<Yardstick.Values> values = yardsticks.all().stream()
                .map(y -> y.at(evaluated.rows().features()))
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        for (int y = 0; y < values.size(); y++) {
            Yardstick.Values v = values.get(y);
            comparisons.add(new Comparison(
                    yardsticks.all().get(y).id(),
                    yardsticks.all().get(y).name(),
                    MeanTest.estimate(v.losses(), units),
                    sm == null ? null : finite(MeanTest.estimate(minus(v.losses(), sm), units)),
                    likelihood == null
                            ? null
                            : MeanTest.estimate(likelihood.of(v.logDensities()), likelihood.of(units))));
        }
        Verdict refused = refused(evaluated, device);
        long looks = looks(evaluated, device);
        Verdict byLoss = refused != null
                ? refused
                : likelihood != null && likelihood.flow() != null
                        ? Verdict.none("a model of all noise levels is judged by its log-likelihood")
                        : byLoss(yardsticks, values, sm, units, looks);
        Verdict byLikelihood = likelihood == null
                ? null
                : refused != null ? refused : byLikelihood(yardsticks, values, likelihood, units, looks);
        return new Judgement(units, values, comparisons, byLoss, byLikelihood);
    }

    /**
     * The verdict by the score-matching loss.
     *
     * @param yardsticks the yardsticks
     * @param values what each of them says of the rows
     * @param sm the model's losses, or null
     * @param units for each row the number of its unit
     * @param looks how often the model was chosen on these rows
     */
    static Verdict byLoss(Yardsticks yardsticks, List<Yardstick.Values> values, double[] sm, int[] units, long looks) {
        return sm == null
                ? Verdict.none("the model has no score-matching loss")
                : Verdict.of(
                        gains(yardsticks, yardsticks.bestByLoss(), values, v -> minus(v.losses(), sm)),
                        units,
                        looks,
                        0);
    }

    private static Verdict byLikelihood(
            Yardsticks yardsticks, List<Yardstick.Values> values, LogLikelihood likelihood, int[] units, long looks) {
        LogNormaliser z = likelihood.normaliser();
        return z != null && !z.trusted()
                ? Verdict.none("log Z is not to be trusted")
                : Verdict.of(
                        gains(
                                yardsticks,
                                yardsticks.bestByLikelihood(),
                                values,
                                v -> minus(likelihood.rows(), likelihood.of(v.logDensities()))),
                        likelihood.of(units),
                        looks,
                        z == null ? 0 : z.standardError());
    }

    private static int[] units(RowUnits units) {
        return IntStream.range(0, units.rows()).map(units::of).toArray();
    }

    private static Yardsticks yardsticks(
            EvaluatedRows evaluated, ResolvedConfig config, boolean mixture, List<Message> notes) {
        TrainingData run = evaluated.run();
        if (run == null) {
            notes.add(Message.of(
                    "no yardsticks, and not known whether rows are copies of training rows: %s",
                    evaluated.unknown().problem()));
            return Yardsticks.NONE;
        }
        Dataset validation = evaluated.standing() == Standing.FRESH ? run.validation() : null;
        return validation != null
                ? Yardsticks.fit(run.train(), validation, mixture, config.get(Settings.SEED), notes)
                : Yardsticks.fit(
                        run.train(),
                        RowUnits.together(run.table(), run.split().train()),
                        mixture,
                        config.get(Settings.SEED),
                        notes);
    }

    /** Why no verdict is possible whatever the losses are, or null. */
    private static Verdict refused(EvaluatedRows evaluated, DeviceModel device) {
        if (evaluated.standing() == Standing.TRAINED) {
            return Verdict.none("the model learned from these rows");
        }
        if (evaluated.standing() == Standing.CHOSEN && evaluated.copies() > 0) {
            return Verdict.none(
                    "%d of %d rows are copies of training or validation rows, and the others are too few",
                    evaluated.copies(), evaluated.given());
        }
        if (evaluated.run() == null) {
            return Verdict.none("there is nothing to compare with");
        }
        List<String> discrete = Discrete.columns(evaluated.run(), device.model().preprocessing());
        return discrete.isEmpty()
                ? null
                : Verdict.none(
                        "rows have no density where values repeat: column '%s'%s",
                        discrete.getFirst(), discrete.size() == 1 ? "" : " and " + (discrete.size() - 1) + " more");
    }

    /**
     * How often the model was chosen on these rows: the evaluations that training may have made. The states that training
     * goes through do not depend on the validation rows, so "ahead" for the best of them at a level divided by their
     * number is wrong no more often than at that level. A ridge that was fitted to them could have been any number.
     */
    private static long looks(EvaluatedRows evaluated, DeviceModel device) {
        if (evaluated.standing() == Standing.FRESH || evaluated.run() == null) {
            return 0;
        }
        if (device.components().linear()) {
            return Long.MAX_VALUE;
        }
        ResolvedConfig config = device.model().config();
        long perEpoch = Math.max(1, evaluated.run().train().rows() / config.batchSize());
        long every = config.get(Settings.EVALUATE_EVERY).orElse(1);
        return config.totalSteps(perEpoch) / every + 1;
    }

    /** The gains on the yardsticks, the best one first. */
    private static List<Verdict.Gains> gains(
            Yardsticks yardsticks,
            Yardstick best,
            List<Yardstick.Values> values,
            Function<Yardstick.Values, double[]> gain) {
        List<Verdict.Gains> gains = new ArrayList<>();
        for (int y = 0; y < values.size(); y++) {
            Yardstick yardstick = yardsticks.all().get(y);
            Verdict.Gains g = new Verdict.Gains(yardstick.name(), gain.apply(values.get(y)));
            gains.add(yardstick == best ? 0 : gains.size(), g);
        }
        return gains;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return differences;
    }

    private static Estimate finite(Estimate e) {
        return Double.isFinite(e.mean()) ? e : null;
    }
}
