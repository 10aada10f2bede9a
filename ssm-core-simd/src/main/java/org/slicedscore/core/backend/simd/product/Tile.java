package org.slicedscore.core.backend.simd.product;

import static org.slicedscore.core.backend.simd.math.Lanes.COUNT;
import static org.slicedscore.core.backend.simd.math.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.slicedscore.core.backend.simd.math.Lanes;
import org.slicedscore.core.backend.simd.math.Rehearsal;

/**
 * The innermost piece of a matrix product: a few rows and two vectors of columns of C, held in registers while a panel of A
 * and a panel of B stream by.
 *
 * <p>A panel of B holds {@link #WIDTH} columns, one step of k after the other. A panel of A comes in one of two layouts,
 * each of which is a plain copy of its source: <em>by rows</em>, row i at {@code i · PITCH} (A lies row after row in memory),
 * or <em>by steps</em>, the rows of one k side by side (A lies column after column). In both, every address is one moving
 * index plus a constant, so that the compiler can lift all bounds checks out of the loop and keep the addresses out of
 * registers that it does not have.
 *
 * <p>The kernels write whole tiles; a tile that is not whole goes to a piece of scratch memory and from there through
 * {@link #merge}.
 */
final class Tile {
    /** Steps of k in a panel: two vectors of columns times this many steps stay in the L1 cache. */
    static final int DEPTH = 256;

    /** Distance between the rows of a panel of A; not a power of two, so that rows do not share cache sets. */
    static final int PITCH = DEPTH + 16;

    /** Columns of C in a tile. */
    static final int WIDTH = 2 * COUNT;

    /**
     * Rows of C in the largest tile: 24 accumulators, two columns of B and one broadcast of A fill 27 of 32 registers. Of 16
     * registers, 11 are as many as the compiler gets by with; with six rows it spills, and half the speed is gone.
     */
    static final int ROWS = Lanes.MANY_REGISTERS ? 12 : 4;

    /** Floats of the largest tile. */
    static final int SIZE = ROWS * WIDTH;

    private static final Rehearsal MERGE = new Rehearsal(14 * ROWS);
    private static final Rehearsal NARROW = new Rehearsal(14 * ROWS);
    private static final Runnable TRIAL_MERGE = () -> trial(WIDTH);
    private static final Runnable TRIAL_NARROW = () -> trial(COUNT - 1);

    /** What trials work on: a tile and another. */
    private static final float[] NUMBERS = new float[2 * SIZE];

    private Tile() {}

    /** Rows of the tile that computes this many rows, 1 to {@link #ROWS}. */
    static int height(int rows) {
        if (rows <= 4) {
            return 4;
        }
        return rows <= 8 ? 8 : 12;
    }

    /**
     * C = A·B or C = Z + A·B for one whole tile of {@code height(rows)} rows.
     *
     * @param bySteps the layout of A's panel
     */
    static void multiply(
            int rows,
            boolean bySteps,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            boolean add,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc) {
        TileCode code = bySteps
                ? switch (height(rows)) {
                    case 12 -> Steps12.COLD.done() ? Steps12.CODE : Steps12.COLD;
                    case 8 -> Steps8.COLD.done() ? Steps8.CODE : Steps8.COLD;
                    default -> Steps4.COLD.done() ? Steps4.CODE : Steps4.COLD;
                }
                : switch (height(rows)) {
                    case 12 -> Rows12.COLD.done() ? Rows12.CODE : Rows12.COLD;
                    case 8 -> Rows8.COLD.done() ? Rows8.CODE : Rows8.COLD;
                    default -> Rows4.COLD.done() ? Rows4.CODE : Rows4.COLD;
                };
        code.multiply(a, ao, b, bo, depth, add, z, zo, ldz, c, co, ldc);
    }

    /** Writes or adds the part of a tile that lies inside of C. */
    static void merge(float[] tile, int to, float[] c, int co, int ldc, int rows, int cols, boolean add) {
        Rehearsal rehearsal = cols < COUNT ? NARROW : MERGE;
        if (rehearsal.isOver()) {
            vectors(tile, to, c, co, ldc, rows, cols, add);
            return;
        }
        long start = System.nanoTime();
        plain(tile, to, c, co, ldc, rows, cols, add);
        rehearsal.after(start, cols < COUNT ? TRIAL_NARROW : TRIAL_MERGE);
    }

    static void plain(float[] tile, int to, float[] c, int co, int ldc, int rows, int cols, boolean add) {
        for (int i = 0; i < rows; i++) {
            int from = to + i * WIDTH;
            int at = co + i * ldc;
            for (int j = 0; j < cols; j++) {
                c[at + j] = add ? tile[from + j] + c[at + j] : tile[from + j];
            }
        }
    }

    private static void trial(int cols) {
        vectors(NUMBERS, 0, NUMBERS, SIZE, WIDTH, ROWS, cols, true);
        vectors(NUMBERS, 0, NUMBERS, SIZE, WIDTH, ROWS, cols, false);
    }

    static void vectors(float[] tile, int to, float[] c, int co, int ldc, int rows, int cols, boolean add) {
        if (cols < COUNT) {
            narrow(tile, to, c, co, ldc, rows, cols, add);
            return;
        }
        // the second vector ends where the columns do and may lie over the first: no masks
        int second = cols - COUNT;
        for (int i = 0; i < rows; i++) {
            int t = to + i * WIDTH;
            int at = co + i * ldc;
            FloatVector p = FloatVector.fromArray(FLOAT, tile, t);
            FloatVector q = FloatVector.fromArray(FLOAT, tile, t + second);
            if (add) {
                FloatVector x = p.add(FloatVector.fromArray(FLOAT, c, at));
                FloatVector y = q.add(FloatVector.fromArray(FLOAT, c, at + second));
                x.intoArray(c, at);
                y.intoArray(c, at + second);
            } else {
                p.intoArray(c, at);
                q.intoArray(c, at + second);
            }
        }
    }

    private static void narrow(float[] tile, int to, float[] c, int co, int ldc, int rows, int cols, boolean add) {
        for (int i = 0; i < rows; i++) {
            VectorMask<Float> mask = FLOAT.indexInRange(0, cols);
            int at = co + i * ldc;
            FloatVector x = FloatVector.fromArray(FLOAT, tile, to + i * WIDTH);
            if (add) {
                x.add(FloatVector.fromArray(FLOAT, c, at, mask)).intoArray(c, at, mask);
            } else {
                x.intoArray(c, at, mask);
            }
        }
    }

    // Constants, so that calls need no table; each made when it is first wanted.

    private static final class Steps12 {
        static final TileCode CODE = TileWriter.make(12, true);
        static final ColdTile COLD = new ColdTile(CODE, 12, true);
    }

    private static final class Steps8 {
        static final TileCode CODE = TileWriter.make(8, true);
        static final ColdTile COLD = new ColdTile(CODE, 8, true);
    }

    private static final class Steps4 {
        static final TileCode CODE = TileWriter.make(4, true);
        static final ColdTile COLD = new ColdTile(CODE, 4, true);
    }

    private static final class Rows12 {
        static final TileCode CODE = TileWriter.make(12, false);
        static final ColdTile COLD = new ColdTile(CODE, 12, false);
    }

    private static final class Rows8 {
        static final TileCode CODE = TileWriter.make(8, false);
        static final ColdTile COLD = new ColdTile(CODE, 8, false);
    }

    private static final class Rows4 {
        static final TileCode CODE = TileWriter.make(4, false);
        static final ColdTile COLD = new ColdTile(CODE, 4, false);
    }
}
