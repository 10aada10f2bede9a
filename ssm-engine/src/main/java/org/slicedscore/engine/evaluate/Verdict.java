package org.slicedscore.engine.evaluate;

import java.util.Arrays;
import java.util.List;
import org.slicedscore.api.error.Message;
import org.slicedscore.engine.train.Estimate;

/**
 * Whether a model is ahead of yardsticks or behind on rows.
 *
 * @param answer the answer
 * @param yardstick name of the yardstick that {@code gain} compares with: the best one; where the model is not ahead of
 *     another, that one; or null without an answer
 * @param gain by how much the model is ahead of it, negative if it is behind, with the standard error over different rows;
 *     or null without an answer
 * @param reason why there is no answer, or why it is not said that the model is ahead; empty otherwise
 */
public record Verdict(Answer answer, String yardstick, Estimate gain, Message reason) {
    /** Fewer different rows than this have no spread to judge by. */
    static final int FEWEST = 30;

    /** The chance of "ahead" for a model that is level, and of "behind". */
    private static final double LEVEL = 0.025;

    /** What can be said. */
    public enum Answer {
        /** The model is better than every yardstick. */
        AHEAD,
        /** The best yardstick is better than the model. */
        BEHIND,
        /** Chance explains the difference. */
        UNDECIDED,
        /** Nothing can be said. */
        NONE
    }

    /** What is compared: a gain for each row, positive where the model is better. */
    record Gains(String yardstick, double[] rows) {}

    static Verdict none(String reason, Object... arguments) {
        return new Verdict(Answer.NONE, null, null, Message.of(reason, arguments));
    }

    /**
     * Judges. "Ahead" needs a gain on every yardstick that chance does not explain, "behind" a loss against the best one.
     *
     * @param gains for each yardstick; the best one, as other rows say, is the first
     * @param units for each row the number of its unit; rows of a unit, such as copies, count as one observation
     * @param looks how often the model was chosen on these rows: 0 if never; "ahead" is then said only if it would be said of
     *     the best of so many models
     * @param error a further standard error of the gains that is common to all rows, or 0
     */
    static Verdict of(List<Gains> gains, int[] units, long looks, double error) {
        if (gains.isEmpty()) {
            return none("there is nothing to compare with");
        }
        if (gains.stream().anyMatch(g -> !Arrays.stream(g.rows).allMatch(Double::isFinite))) {
            return none("some losses are not finite");
        }
        int count = (int) Arrays.stream(units).distinct().count();
        if (count < FEWEST) {
            return none("too few different rows (%d); it takes %d", count, FEWEST);
        }
        Gains best = gains.getFirst();
        Gains worst = null;
        double least = Double.POSITIVE_INFINITY;
        for (Gains g : gains) {
            double chance = MeanTest.chance(g.rows, units, error, true);
            if (chance > LEVEL / Math.max(1, looks) && -chance < least) {
                least = -chance;
                worst = g;
            }
        }
        if (worst == null) {
            return new Verdict(Answer.AHEAD, best.yardstick, estimate(best, units, error), Message.NONE);
        }
        // rows that the sample missed would rather be such that the model fails on: no caution is needed
        double[] losses = Arrays.stream(best.rows).map(g -> -g).toArray();
        if (MeanTest.chance(losses, units, error, false) <= LEVEL) {
            return new Verdict(Answer.BEHIND, best.yardstick, estimate(best, units, error), Message.NONE);
        }
        return new Verdict(Answer.UNDECIDED, worst.yardstick, estimate(worst, units, error), Message.NONE);
    }

    private static Estimate estimate(Gains gains, int[] units, double error) {
        Estimate rows = MeanTest.estimate(gains.rows, units);
        return new Estimate(rows.mean(), Math.hypot(rows.standardError(), error));
    }
}
