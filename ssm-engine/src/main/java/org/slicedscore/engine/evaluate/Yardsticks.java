package org.slicedscore.engine.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.RowUnits;
import org.slicedscore.data.Split;

/**
 * The yardsticks for a model: densities fitted to its training rows, and which of them is the best, as other rows than
 * those that are reported on say.
 *
 * @param all the yardsticks
 * @param bestByLoss the one of the least score-matching loss
 * @param bestByLikelihood the one of the greatest likelihood
 */
record Yardsticks(List<Yardstick> all, Yardstick bestByLoss, Yardstick bestByLikelihood) {
    static final Yardsticks NONE = new Yardsticks(List.of(), null, null);

    /** A covariance matrix of more columns takes minutes to invert. */
    private static final int LARGEST_GAUSSIAN = 2048;

    /** A covariance matrix for each component is too much to learn in more columns. */
    private static final int LARGEST_MIXTURE = 64;

    private static final int MOST_COMPONENTS = 32;

    /** Rows times columns squared: a mixture learns from fewer rows where there are more, to take seconds. */
    private static final double MIXTURE_WORK = 1e7;

    /** Fewer different rows are not taken apart to choose by. */
    private static final int FEWEST = 10;

    /** The share of the training rows that chooses where there are no validation rows to. */
    private static final double CHOOSING = 0.2;

    /**
     * Fits, and chooses by validation rows.
     *
     * @param train the training rows in the model's coordinates
     * @param validation rows to choose by
     * @param mixture whether a mixture is fitted
     * @param seed the run's seed
     * @param notes receives what a user should be told
     */
    static Yardsticks fit(Dataset train, Dataset validation, boolean mixture, long seed, List<Message> notes) {
        return fitFeatures(train.features(), validation.features(), mixture, seed, notes);
    }

    private static Yardsticks fitFeatures(
            Dataset train, Dataset validation, boolean mixture, long seed, List<Message> notes) {
        if (constant(train, notes)) {
            return NONE;
        }
        boolean mixed = possible(train, mixture, notes);
        return choose(fit(train, mixed ? mixture(train, validation, seed) : null), validation);
    }

    /**
     * Fits, and chooses by a fifth of the training rows.
     *
     * @param train the training rows in the model's coordinates
     * @param units which of them belong together
     * @param mixture whether a mixture is fitted
     * @param seed the run's seed
     * @param notes receives what a user should be told
     */
    static Yardsticks fit(Dataset train, RowUnits units, boolean mixture, long seed, List<Message> notes) {
        return fitFeatures(train.features(), units, mixture, seed, notes);
    }

    private static Yardsticks fitFeatures(
            Dataset train, RowUnits units, boolean mixture, long seed, List<Message> notes) {
        if (constant(train, notes)) {
            return NONE;
        }
        boolean mixed = possible(train, mixture, notes);
        Split fifth = units.count() < FEWEST ? null : Split.of("training rows", units, null, CHOOSING, 0, seed);
        Dataset rest = fifth == null ? null : train.select(fifth.train());
        if (rest == null || !ColumnMoments.of(rest).vary()) {
            List<Yardstick> all = fit(train, null);
            return new Yardsticks(all, all.getFirst(), all.getFirst());
        }
        Dataset choosing = train.select(fifth.validation());
        MixtureFit chosen = mixed ? mixture(rest, choosing, seed) : null;
        Yardsticks choice = choose(fit(rest, chosen), choosing);
        List<Yardstick> all = fit(train, chosen == null ? null : new MixtureFit(fewer(train), chosen.count(), seed));
        return new Yardsticks(all, named(all, choice.bestByLoss.id()), named(all, choice.bestByLikelihood.id()));
    }

    private static boolean constant(Dataset train, List<Message> notes) {
        boolean constant = !ColumnMoments.of(train).vary();
        if (constant) {
            notes.add(Message.of("no yardsticks: a column of the training rows has one value"));
        }
        return constant;
    }

    /** Says what is not fitted, for too many columns; whether a mixture is. */
    private static boolean possible(Dataset train, boolean mixture, List<Message> notes) {
        if (train.dim() > LARGEST_GAUSSIAN) {
            notes.add(Message.of("no Gaussian to compare with: %d columns are too many for one", train.dim()));
        }
        if (mixture && train.dim() > LARGEST_MIXTURE) {
            notes.add(Message.of("no mixture to compare with: %d columns are too many for one", train.dim()));
        }
        return mixture && train.dim() <= LARGEST_MIXTURE;
    }

    private static List<Yardstick> fit(Dataset rows, MixtureFit mixture) {
        ColumnMoments moments = ColumnMoments.of(rows);
        List<Yardstick> all = new ArrayList<>();
        if (rows.dim() <= LARGEST_GAUSSIAN) {
            all.add(new GaussianFit(rows, moments));
        }
        all.add(new IndependentFit(moments));
        if (mixture != null) {
            all.add(mixture);
        }
        return all;
    }

    /** Twice as many components as long as that makes the other rows likelier. */
    private static MixtureFit mixture(Dataset train, Dataset validation, long seed) {
        Dataset rows = fewer(train);
        MixtureFit best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int count = 1; count <= Math.min(MOST_COMPONENTS, rows.rows() / 2); count *= 2) {
            MixtureFit fit = new MixtureFit(rows, count, seed);
            double likelihood = mean(fit.at(validation).logDensities());
            if (!(likelihood > most)) {
                break;
            }
            most = likelihood;
            best = fit;
        }
        return best;
    }

    private static Dataset fewer(Dataset train) {
        int most = (int) (MIXTURE_WORK / train.dim() / train.dim());
        int step = (train.rows() + most - 1) / most;
        return step == 1
                ? train
                : train.select(IntStream.range(0, train.rows() / step)
                        .map(i -> i * step)
                        .toArray());
    }

    private static Yardsticks choose(List<Yardstick> all, Dataset rows) {
        return new Yardsticks(
                all,
                least(all, y -> mean(y.at(rows).losses())),
                least(all, y -> -mean(y.at(rows).logDensities())));
    }

    private static Yardstick least(List<Yardstick> all, ToDoubleFunction<Yardstick> loss) {
        return all.stream().min(Comparator.comparingDouble(loss)).orElseThrow();
    }

    private static Yardstick named(List<Yardstick> all, String id) {
        return all.stream().filter(y -> y.id().equals(id)).findFirst().orElseThrow();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
