package org.slicedscore.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.expr.Shape;

class InitTest {
    /** Numbers 0.1, 0.6, 0.1 … and rows (0, 1), (10, 11), … */
    private static Init.Source source(int rows) {
        return new Init.Source() {
            private int drawn;

            @Override
            public double normal() {
                return 3 - drawn++;
            }

            @Override
            public double uniform() {
                return drawn++ % 2 == 0 ? 0.1 : 0.6;
            }

            @Override
            public int rows() {
                return rows;
            }

            @Override
            public double[] row(int index) {
                return new double[] {10 * index, 10 * index + 1};
            }
        };
    }

    @Test
    void identityOfAnyShape() {
        assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0}, Init.identity().values(Shape.of(2, 3), source(0)));
        assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0}, Init.identity().values(Shape.of(3, 2), source(0)));
    }

    @Test
    void drawsAreScaled() {
        assertArrayEquals(new double[] {-1.6, 0.4, -1.6}, Init.uniform(2).values(Shape.of(3), source(0)), 1e-15);
        assertArrayEquals(new double[] {1.5, 1, 0.5}, Init.normal(0.5).values(Shape.of(3), source(0)), 1e-15);
    }

    @Test
    void trainingRowsArePickedWhole() {
        assertArrayEquals(new double[] {10, 11, 60, 61}, Init.trainingRows().values(Shape.of(2, 2), source(10)));
        double[] drawn = Init.trainingRows().values(Shape.of(2, 2), source(0));
        assertTrue(Arrays.stream(drawn).distinct().count() == 4, Arrays.toString(drawn));
    }
}
