package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.product.Tile.PITCH;
import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Copies operands into the panels that {@link Tile} reads.
 *
 * <p>Panels have room for whole vectors, and rows and columns of a tile do not mix: so a copy may include a few
 * neighbouring numbers that affect no result, as long as they lie inside the array.
 */
final class Packing {
    /** Floats of a cache line, which panels start at. */
    private static final int LINE = 16;

    private Packing() {}

    /** Floats of a panel of A. */
    static int panelA(boolean bySteps, int depth) {
        return Tile.ROWS * (bySteps ? depth : PITCH) + COUNT + LINE - 1 & -LINE;
    }

    /** Floats of a panel of B. */
    static int panelB(int depth) {
        return WIDTH * (depth + COUNT - 1 & -COUNT) + LINE - 1 & -LINE;
    }

    /** Rows of A that are contiguous along k: {@code to[i · PITCH + p] = a[i · stride + p]}. */
    static void byRows(float[] a, int ao, int stride, int rows, int depth, float[] to, int at) {
        int whole = depth & -COUNT;
        if (depth <= 2 * COUNT && ao + (rows - 1) * stride + 2 * COUNT <= a.length) {
            for (int i = 0; i < rows; i++) {
                int from = ao + i * stride;
                int row = at + i * PITCH;
                FloatVector.fromArray(FLOAT, a, from).intoArray(to, row);
                FloatVector.fromArray(FLOAT, a, from + COUNT).intoArray(to, row + COUNT);
            }
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = ao + i * stride;
            int row = at + i * PITCH;
            for (int p = 0; p < whole; p += COUNT) {
                FloatVector.fromArray(FLOAT, a, from + p).intoArray(to, row + p);
            }
            if (whole < depth) {
                copyEnd(a, from + whole, depth - whole, to, row + whole);
            }
        }
    }

    /** Rows of A that are contiguous along m: {@code to[p · height + i] = a[p · stride + i]}. */
    static void bySteps(float[] a, int ao, int stride, int rows, int depth, float[] to, int at) {
        int height = Tile.height(rows);
        // steps whose vectors stay inside of the source
        int width = height + COUNT - 1 & -COUNT;
        int safe = stride <= 0 ? 0 : Math.clamp((a.length - width - ao) / (long) stride + 1, 0, depth);
        if (height <= COUNT) {
            for (int p = 0; p < safe; p++) {
                FloatVector.fromArray(FLOAT, a, ao + p * stride).intoArray(to, at + p * height);
            }
        } else {
            for (int p = 0; p < safe; p++) {
                for (int i = 0; i < height; i += COUNT) {
                    FloatVector.fromArray(FLOAT, a, ao + p * stride + i).intoArray(to, at + p * height + i);
                }
            }
        }
        for (int p = safe; p < depth; p++) {
            for (int i = 0; i < rows; i++) {
                to[at + p * height + i] = a[ao + p * stride + i];
            }
        }
    }

    /** Rows of B that are contiguous along n, into panels side by side. */
    static void columns(float[] b, int bo, int stride, int cols, int depth, int panel, float[] to, int at) {
        int whole = cols / WIDTH;
        for (int p = 0; p < depth; p++) {
            int from = bo + p * stride;
            int row = at + p * WIDTH;
            for (int j = 0; j < whole; j++) {
                FloatVector.fromArray(FLOAT, b, from + j * WIDTH).intoArray(to, row + j * panel);
                FloatVector.fromArray(FLOAT, b, from + j * WIDTH + COUNT).intoArray(to, row + j * panel + COUNT);
            }
        }
        int rest = cols - whole * WIDTH;
        for (int j = 0; j < rest; j += COUNT) {
            for (int p = 0; p < depth; p++) {
                int from = bo + p * stride + whole * WIDTH + j;
                copyEnd(b, from, Math.min(COUNT, rest - j), to, at + whole * panel + p * WIDTH + j);
            }
        }
    }

    /** Rows of B that are contiguous along k, transposed into panels side by side. */
    static void transposed(
            float[] b,
            int bo,
            int stride,
            int cols,
            int depth,
            int panel,
            float[] to,
            int at,
            float[] scratch,
            int so) {
        for (int j = 0; j < cols; j += COUNT) {
            int column = at + j / WIDTH * panel + j % WIDTH;
            int rows = Math.min(COUNT, cols - j);
            int from = bo + j * stride;
            int farthest = from + (rows - 1) * stride + COUNT;
            int p = 0;
            for (; p < depth && farthest + p <= b.length; p += COUNT) {
                Transpose.block(b, from + p, stride, rows, to, column + p * WIDTH, WIDTH, scratch, so);
            }
            for (; p < depth; p++) {
                for (int i = 0; i < rows; i++) {
                    to[column + p * WIDTH + i] = b[from + i * stride + p];
                }
            }
        }
    }

    /**
     * Reads a number of every cache line, row by row: many reads under way at a time, in an order that the processor
     * predicts, where those of the transpositions wait for one another.
     */
    static void fetch(float[] b, int bo, int stride, int rows, int depth, float[] sink, int at) {
        int bits = 0;
        for (int i = 0; i < rows; i++) {
            int row = bo + i * stride;
            for (int p = 0; p < depth; p += LINE) {
                bits ^= Float.floatToRawIntBits(b[row + p]);
            }
        }
        sink[at] = bits;
    }

    private static void copyEnd(float[] from, int fo, int count, float[] to, int at) {
        if (fo + COUNT <= from.length) {
            FloatVector.fromArray(FLOAT, from, fo).intoArray(to, at);
        } else {
            for (int i = 0; i < count; i++) {
                to[at + i] = from[fo + i];
            }
        }
    }
}
