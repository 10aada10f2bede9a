package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void constant() {
        assertEquals(1, Schedule.CONSTANT.factor(1, 0, 100));
        assertEquals(1, Schedule.CONSTANT.factor(100, 0, 100));
    }

    @Test
    void warmUpClimbsInALine() {
        assertEquals(0.25, Schedule.CONSTANT.factor(1, 4, 100));
        assertEquals(1, Schedule.CONSTANT.factor(4, 4, 100));
        assertEquals(0.5, Schedule.COSINE.factor(2, 4, 100));
    }

    @Test
    void cosineFallsFromOneToNearZero() {
        assertEquals(1, Schedule.COSINE.factor(1, 0, 100));
        assertEquals(0.5, Schedule.COSINE.factor(51, 0, 100), 1e-12);
        assertEquals(0.5 * (1 + Math.cos(Math.PI * 0.99)), Schedule.COSINE.factor(100, 0, 100), 1e-12);
        assertEquals(1, Schedule.COSINE.factor(11, 10, 110), 1e-12);
        assertEquals(0.5, Schedule.COSINE.factor(61, 10, 110), 1e-12);
    }

    @Test
    void evaluationsAreRareWhereTheyAreDear() {
        assertEquals(42, EvaluationInterval.choose(42, 1000, 5000), "an epoch");
        assertEquals(10, EvaluationInterval.choose(1, 1000, 1000), "not every step");
        assertEquals(500, EvaluationInterval.choose(10_000, 1000, 1000), "not once in a long epoch");
        assertEquals(3000, EvaluationInterval.choose(42, 1000, 1_000_000), "training gets three times the work");
        assertEquals(42, EvaluationInterval.choose(42, 0, 0), "nothing is counted");
    }
}
