package org.slicedscore.engine.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.evaluate.Verdict.Answer;
import org.slicedscore.engine.evaluate.Verdict.Gains;

class VerdictTest {
    private static double[] normal(int n, double mean) {
        RandomStream random = new RandomStream(1, "verdict");
        double[] values =
                IntStream.range(0, n).mapToDouble(i -> random.normal()).toArray();
        double off = mean - Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> v + off).toArray();
    }

    private static int[] each(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static Verdict judge(long looks, double[]... gains) {
        List<Gains> all = IntStream.range(0, gains.length)
                .mapToObj(i -> new Gains("y" + i, gains[i]))
                .toList();
        return Verdict.of(all, each(gains[0].length), looks, 0);
    }

    @Test
    void clearDifferencesAreSaid() {
        assertEquals(Answer.AHEAD, judge(0, normal(100, 0.5)).answer());
        assertEquals(Answer.BEHIND, judge(0, normal(100, -0.5)).answer());
        assertEquals(Answer.UNDECIDED, judge(0, normal(100, 0.1)).answer());
        assertEquals(0.5, judge(0, normal(100, 0.5)).gain().mean(), 1e-12);
    }

    /** Ahead of the best one that other rows named, but not of another. */
    @Test
    void aheadMeansOfEveryYardstick() {
        Verdict v = judge(0, normal(100, 0.5), normal(100, 0.1));
        assertEquals(Answer.UNDECIDED, v.answer());
        assertEquals("y1", v.yardstick());
        assertEquals(Answer.AHEAD, judge(0, normal(100, 0.5), normal(100, 0.6)).answer());
        assertEquals("y0", judge(0, normal(100, 0.5), normal(100, 0.6)).yardstick());
    }

    /** 3.5 standard errors are enough for one model, but not for the best of 500. */
    @Test
    void whatWasChosenOnTheRowsMustBeFurtherAhead() {
        assertEquals(Answer.AHEAD, judge(1, normal(200, 3.5 / Math.sqrt(200))).answer());
        assertEquals(
                Answer.UNDECIDED, judge(500, normal(200, 3.5 / Math.sqrt(200))).answer());
        assertEquals(Answer.UNDECIDED, judge(Long.MAX_VALUE, normal(200, 0.5)).answer());
        assertEquals(Answer.BEHIND, judge(Long.MAX_VALUE, normal(200, -1)).answer());
    }

    /** 98 rows a little better and two very much worse, of which a sample of 50 may have none. */
    @Test
    void oneMoreRowLikeTheWorstMustNotChangeTheAnswer() {
        double[] gains = new double[40];
        Arrays.setAll(gains, i -> i == 0 ? -10 : 1 + 0.1 * Math.sin(i));
        assertEquals(Answer.UNDECIDED, judge(0, gains).answer());
        gains[0] = 1;
        assertEquals(Answer.AHEAD, judge(0, gains).answer());
    }

    @Test
    void aCommonErrorCounts() {
        List<Gains> gains = List.of(new Gains("y", normal(100, 0.5)));
        assertEquals(Answer.AHEAD, Verdict.of(gains, each(100), 0, 0).answer());
        assertEquals(Answer.UNDECIDED, Verdict.of(gains, each(100), 0, 0.3).answer());
    }

    @Test
    void noneWithoutFiniteLossesOrEnoughRows() {
        double[] gains = normal(100, 0.5);
        gains[7] = Double.POSITIVE_INFINITY;
        assertEquals("some losses are not finite", judge(0, gains).reason().toString());
        assertEquals(Answer.NONE, judge(0, normal(29, 3)).answer());
        int[] copies = IntStream.range(0, 100).map(i -> i % 25).toArray();
        Verdict v = Verdict.of(List.of(new Gains("y", normal(100, 0.5))), copies, 0, 0);
        assertEquals("too few different rows (25); it takes 30", v.reason().toString());
        assertEquals(Answer.NONE, Verdict.of(List.of(), each(100), 0, 0).answer());
    }
}
