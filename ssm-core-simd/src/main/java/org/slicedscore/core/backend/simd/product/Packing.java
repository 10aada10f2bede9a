package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;
import static org.slicedscore.core.backend.simd.product.Tile.PITCH;
import static org.slicedscore.core.backend.simd.product.Tile.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/**
 * Copies operands into the panels that {@link Tile} reads.
 *
 * <p>Panels have room for whole vectors, and rows and columns of a tile do not mix: so a copy may include a few
 * neighbouring numbers that affect no result, as long as they lie inside the array.
 */
final class Packing {
    /** Floats of a cache line, which panels start at. */
    private static final int LINE = 16;

    private static final Rehearsal BY_ROWS = Rehearsal.ofLoops(8 * Rehearsal.VECTORS);
    /** Steps of k of a trial: enough for the compiler to unroll the loop. */
    private static final int STEPS = 32;

    private static final Rehearsal BY_STEPS = Rehearsal.ofLoops(2 * STEPS);
    private static final Rehearsal COLUMNS = Rehearsal.ofLoops(12);

    /** Numbers of a row of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS * COUNT;

    private static final float[] NUMBERS = new float[4 * PITCH + 4 * TRIAL];

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
        if (BY_ROWS.isOver()) {
            vectorsByRows(a, ao, stride, rows, depth, to, at);
            return;
        }
        long start = System.nanoTime();
        rowByRow(a, ao, stride, rows, depth, to, at);
        BY_ROWS.after(start, Packing::tryByRows);
    }

    static void rowByRow(float[] a, int ao, int stride, int rows, int depth, float[] to, int at) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, ao + i * stride, to, at + i * PITCH, depth);
        }
    }

    private static void tryByRows() {
        vectorsByRows(NUMBERS, 0, TRIAL, 1, TRIAL - 1, NUMBERS, 0);
        vectorsByRows(NUMBERS, 0, TRIAL, 2, 2 * COUNT, NUMBERS, 0);
        // the end of the array, where vectors would go beyond it
        vectorsByRows(NUMBERS, NUMBERS.length - 3, TRIAL, 1, 3, NUMBERS, 0);
    }

    static void vectorsByRows(float[] a, int ao, int stride, int rows, int depth, float[] to, int at) {
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
        if (BY_STEPS.isOver()) {
            vectorsBySteps(a, ao, stride, rows, depth, to, at);
            return;
        }
        long start = System.nanoTime();
        stepByStep(a, ao, stride, rows, 0, depth, to, at);
        BY_STEPS.after(start, Packing::tryBySteps);
    }

    private static void tryBySteps() {
        vectorsBySteps(NUMBERS, 0, 16, Tile.ROWS, STEPS, NUMBERS, 0);
        vectorsBySteps(NUMBERS, NUMBERS.length - 4, 2, 1, 2, NUMBERS, 0);
    }

    static void stepByStep(float[] a, int ao, int stride, int rows, int first, int depth, float[] to, int at) {
        int height = Tile.height(rows);
        for (int p = first; p < depth; p++) {
            for (int i = 0; i < rows; i++) {
                to[at + p * height + i] = a[ao + p * stride + i];
            }
        }
    }

    static void vectorsBySteps(float[] a, int ao, int stride, int rows, int depth, float[] to, int at) {
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
        stepByStep(a, ao, stride, rows, safe, depth, to, at);
    }

    /** Rows of B that are contiguous along n, into panels side by side. */
    static void columns(float[] b, int bo, int stride, int cols, int depth, int panel, float[] to, int at) {
        if (COLUMNS.isOver()) {
            vectorsOfColumns(b, bo, stride, cols, depth, panel, to, at);
            return;
        }
        long start = System.nanoTime();
        panelByPanel(b, bo, stride, cols, depth, panel, to, at);
        COLUMNS.after(start, Packing::tryColumns);
    }

    private static void tryColumns() {
        vectorsOfColumns(NUMBERS, 0, WIDTH, WIDTH + 1, 2, TRIAL, NUMBERS, 0);
        vectorsOfColumns(NUMBERS, NUMBERS.length - 2, 1, 1, 2, TRIAL, NUMBERS, 0);
    }

    static void panelByPanel(float[] b, int bo, int stride, int cols, int depth, int panel, float[] to, int at) {
        for (int p = 0; p < depth; p++) {
            for (int j = 0; j < cols; j += WIDTH) {
                int count = Math.min(WIDTH, cols - j);
                System.arraycopy(b, bo + p * stride + j, to, at + j / WIDTH * panel + p * WIDTH, count);
            }
        }
    }

    static void vectorsOfColumns(float[] b, int bo, int stride, int cols, int depth, int panel, float[] to, int at) {
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
