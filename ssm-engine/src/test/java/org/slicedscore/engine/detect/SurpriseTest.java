package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurpriseTest {
    private static double[] exponential(int n) {
        Random random = new Random(2);
        return random.doubles(n).map(u -> -Math.log1p(-u)).toArray();
    }

    /** Of exponential scores, −log P(score ≥ s) = s, far beyond those that were seen, too. */
    @Test
    void exponentialScoresSurpriseAsMuchAsTheySay() {
        Surprise s = new Surprise(exponential(2000));
        for (double score : new double[] {0.1, 0.7, 1.5, 3, 6, 12, 30}) {
            assertEquals(score, s.at(score), 0.02 + 0.15 * score, "at " + score);
        }
    }

    @Test
    void itIncreasesAndIsNeverNegative() {
        Surprise s = new Surprise(exponential(57));
        double last = -1;
        for (double score = -1; score < 20; score += 0.003) {
            double now = s.at(score);
            assertTrue(now >= 0 && now >= last, "at " + score + ": " + now + " after " + last);
            last = now;
        }
        assertEquals(Double.POSITIVE_INFINITY, s.at(Double.POSITIVE_INFINITY));
    }

    @Test
    void equalScoresStillTellLargerOnes() {
        Surprise s = new Surprise(new double[] {1, 1, 1, 1, 1, 1, 1, 1});
        assertTrue(s.at(1) < s.at(1.1) && s.at(1.1) < s.at(2));
    }

    @Test
    void itsScoresMakeItAgain() {
        Surprise s = new Surprise(exponential(100));
        Surprise again = new Surprise(s.scores());
        double[] at = exponential(50);
        assertArrayEquals(
                java.util.Arrays.stream(at).map(s::at).toArray(),
                java.util.Arrays.stream(at).map(again::at).toArray());
    }

    /** Scores 1 to 10: the tail begins at 5, and half of what is beyond lies beyond 8. */
    @Test
    void theScaleOfTenScores() {
        Surprise s = new Surprise(new double[] {7, 3, 1, 10, 2, 5, 6, 4, 9, 8});
        assertEquals(0, s.at(0.99));
        assertEquals(-Math.log(10.0 / 11), s.at(1), 1e-15);
        assertEquals(-Math.log(9.0 / 11), s.at(2), 1e-15);
        assertEquals(-(Math.log(9.0 / 11) + 3 * Math.log(8.0 / 11)) / 4, s.at(2.75), 1e-15);
        assertEquals(-Math.log(6.0 / 11), s.at(5), 1e-15);
        assertEquals(-Math.log(6.0 / 11) + Math.log(2), s.at(8), 1e-14);
        assertEquals(-Math.log(6.0 / 11) + 5 * Math.log(2), s.at(20), 1e-14);
    }

    /** Of many scores the tail is the upper tenth. */
    @Test
    void theTailOfManyScores() {
        Surprise s = new Surprise(IntStream.range(0, 100).mapToDouble(i -> i).toArray());
        assertEquals(-Math.log(11.0 / 101), s.at(89), 1e-15);
        assertEquals(-Math.log(11.0 / 101) + 10 * Math.log(2) / 5, s.at(99), 1e-13);
    }

    /** Of equal scores all are at least as large. */
    @Test
    void equalScoresSurpriseAsTheFirst() {
        Surprise s = new Surprise(new double[] {1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertEquals(-Math.log(11.0 / 13), s.at(2), 1e-15);
        assertEquals(-(Math.log(9.0 / 13) + Math.log(8.0 / 13)) / 2, s.at(2.5), 1e-15);
    }

    /** What is infinite says nothing about the scale; without scores it is the scores' own. */
    @Test
    void fewFiniteScores() {
        Surprise none = new Surprise(new double[] {Double.POSITIVE_INFINITY});
        assertEquals(3.5, none.at(3.5));
        Surprise one = new Surprise(new double[] {3, Double.POSITIVE_INFINITY});
        assertEquals(Math.log(2), one.at(3), 1e-15);
        assertEquals(0, one.at(2.9));
        assertEquals(Math.log(2) + 1, one.at(3 + 3e-6), 1e-6);
    }

    /** A tail without width is as wide as a thousandth of all scores. */
    @Test
    void aTailOfEqualScores() {
        Surprise s = new Surprise(new double[] {0, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9});
        assertEquals(-Math.log(7.0 / 12), s.at(9), 1e-15);
        assertEquals(-Math.log(6.0 / 12) + 2, s.at(9.018), 1e-9);
    }
}
