package org.slicedscore.core.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Operations on images against loops over pixels, at sizes that do not fit together. */
class ImageGridTest {
    private static final int IMAGES = 2;

    private static Expr input(String name, int... dims) {
        return Expr.of(new Primitive.Input(name, Shape.of(dims)));
    }

    private static double[] numbers(int n, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    @ParameterizedTest
    @CsvSource({"5,4,3,3,1", "5,4,3,3,2", "7,6,2,2,2", "4,9,1,5,3", "1,6,2,3,1", "6,1,1,1,1", "3,3,2,7,2", "8,8,1,4,4"})
    void aConvolutionIsASumOverTheSurroundingPixels(int height, int width, int channels, int kernel, int stride) {
        ImageGrid from = new ImageGrid(height, width, channels);
        ImageGrid to = from.strided(stride, 3);
        double[] x = numbers(IMAGES * from.size(), 1);
        double[] w = numbers(kernel * kernel * channels * 3, 2);
        Expr convolved = from.patches(from.pixels(input("x", IMAGES, from.size())), kernel, stride)
                .matmul(input("w", kernel * kernel * channels, 3));
        double[] found = Interpreter.evaluate(convolved, Map.of("x", x, "w", w));
        double[] expected = new double[IMAGES * to.size()];
        int above = Math.max(0, (to.height() - 1) * stride + kernel - height) / 2;
        int left = Math.max(0, (to.width() - 1) * stride + kernel - width) / 2;
        for (int b = 0; b < IMAGES; b++) {
            for (int i = 0; i < to.height(); i++) {
                for (int j = 0; j < to.width(); j++) {
                    for (int o = 0; o < 3; o++) {
                        double sum = 0;
                        for (int u = 0; u < kernel; u++) {
                            for (int v = 0; v < kernel; v++) {
                                int row = i * stride + u - above;
                                int column = j * stride + v - left;
                                if (row < 0 || row >= height || column < 0 || column >= width) {
                                    continue;
                                }
                                for (int c = 0; c < channels; c++) {
                                    sum += x[b * from.size() + (row * width + column) * channels + c]
                                            * w[((u * kernel + v) * channels + c) * 3 + o];
                                }
                            }
                        }
                        expected[b * to.size() + (i * to.width() + j) * 3 + o] = sum;
                    }
                }
            }
        }
        assertArrayEquals(expected, found, 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"5,4,3,3,1", "5,4,3,3,2", "7,6,2,2,2", "4,9,1,5,3", "3,3,2,7,2"})
    void layingOverEachOtherIsTheTranspose(int height, int width, int channels, int kernel, int stride) {
        ImageGrid grid = new ImageGrid(height, width, channels);
        int patch = kernel * kernel * channels;
        int area = grid.strided(stride, 1).area();
        double[] x = numbers(grid.size(), 3);
        double[] y = numbers(area * patch, 4);
        Expr xs = grid.pixels(input("x", 1, grid.size()));
        Expr ys = input("y", 1, area, patch);
        Expr one = grid.patches(xs, kernel, stride).mul(ys).sum();
        Expr other = grid.overlaid(ys, kernel, stride).mul(xs).sum();
        Map<String, double[]> leaves = Map.of("x", x, "y", y);
        assertEquals(Interpreter.evaluate(one, leaves)[0], Interpreter.evaluate(other, leaves)[0], 1e-12);
    }

    @Test
    void poolingUndoesEnlarging() {
        ImageGrid small = new ImageGrid(2, 3, 2);
        ImageGrid large = new ImageGrid(6, 9, 2);
        double[] x = numbers(IMAGES * small.size(), 5);
        Expr enlarged = small.enlarged(small.pixels(input("x", IMAGES, small.size())), 3);
        double[] pixels = Interpreter.evaluate(enlarged, Map.of("x", x));
        // the pixel in the second row and the last column of the first image
        assertEquals(x[2 * 2 + 1], pixels[(9 + 8) * 2 + 1]);
        assertArrayEquals(x, Interpreter.evaluate(large.pooled(enlarged, 3), Map.of("x", x)), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> large.pooled(enlarged, 2));
    }

    @Test
    void aGroupHasMean0AndVariance1() {
        ImageGrid grid = new ImageGrid(3, 4, 6);
        double[] x = numbers(IMAGES * grid.size(), 6);
        double[] z =
                Interpreter.evaluate(grid.normalised(grid.pixels(input("x", IMAGES, grid.size())), 3), Map.of("x", x));
        for (int b = 0; b < IMAGES; b++) {
            for (int group = 0; group < 3; group++) {
                double sum = 0;
                double squares = 0;
                for (int p = 0; p < grid.area(); p++) {
                    for (int c = 2 * group; c < 2 * group + 2; c++) {
                        double value = z[b * grid.size() + p * 6 + c];
                        sum += value;
                        squares += value * value;
                    }
                }
                assertEquals(0, sum / (2 * grid.area()), 1e-12);
                assertEquals(1, squares / (2 * grid.area()), 1e-4);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> grid.normalised(grid.pixels(input("x", 1, 72)), 4));
    }
}
