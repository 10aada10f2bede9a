package org.slicedscore.engine.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
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
}
