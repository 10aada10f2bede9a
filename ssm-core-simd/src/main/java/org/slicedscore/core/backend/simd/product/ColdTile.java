package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.math.Lanes;

/**
 * A tile's kernel in its first second. Until the JVM's last compiler has done with it, each vector operation of a {@link TileCode} is a call
 * that makes an object, and a tile takes a hundred times as long as later. Here the same sums are taken number by number, in the same
 * order and with the same bits, by loops that are compiled within milliseconds. As long again as each tile takes, the kernel is called
 * on numbers without meaning, so that the compiler gets to see it.
 */
final class ColdTile implements TileCode {
    /** Numbers of a row that are summed at a time: with more, the compiler runs out of registers. */
    private static final int TOGETHER = 8;

    /** Steps of k of a trial. */
    private static final int TRIAL = 32;

    /** A trial takes a fifth of a microsecond when it is compiled, and fifty before. */
    private static final long FAST_NANOS = 3_000;

    /** Trials after which the compiler must have heard of the kernel, and is waited for. */
    private static final int ENOUGH = 1_000;

    /** Tiles from one trial to the next while it is waited for. */
    private static final int PAUSE = 32;

    private final TileCode kernel;
    private final int height;
    private final int step;
    private final int row;
    private final float[] a;
    private final float[] b;
    private final float[] c;

    /** Whether the kernel is fast. Once true it stays so; threads that see it late are slower for a moment. */
    private boolean done = !Lanes.FMA || Tile.WIDTH % TOGETHER != 0;

    private int trials;
    private int tiles;

    /**
     * @param kernel the kernel
     * @param height its rows
     * @param bySteps the layout of A's panel
     */
    ColdTile(TileCode kernel, int height, boolean bySteps) {
        this.kernel = kernel;
        this.height = height;
        step = bySteps ? height : 1;
        row = bySteps ? 1 : Tile.PITCH;
        a = new float[height * Tile.PITCH];
        b = new float[TRIAL * Tile.WIDTH];
        c = new float[height * Tile.WIDTH];
    }

    /** Whether the kernel itself is to be called: also where multiply-add is no instruction, or a tile is narrower than what is summed here. */
    boolean done() {
        return done;
    }

    @Override
    public void multiply(
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
        long start = System.nanoTime();
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < Tile.WIDTH; j += TOGETHER) {
                int target = co + i * ldc + j;
                int addend = zo + i * ldz + j;
                part(a, ao + i * row, b, bo + j, depth, add, z, addend, c, target);
            }
        }
        train(start, System.nanoTime());
    }

    /** Eight neighbouring sums of a row. */
    private void part(
            float[] a, int ao, float[] b, int bo, int depth, boolean add, float[] z, int zo, float[] c, int co) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = ao;
        int j = bo;
        for (int k = 0; k < depth; k++) {
            float x = a[i];
            s0 = Math.fma(x, b[j], s0);
            s1 = Math.fma(x, b[j + 1], s1);
            s2 = Math.fma(x, b[j + 2], s2);
            s3 = Math.fma(x, b[j + 3], s3);
            s4 = Math.fma(x, b[j + 4], s4);
            s5 = Math.fma(x, b[j + 5], s5);
            s6 = Math.fma(x, b[j + 6], s6);
            s7 = Math.fma(x, b[j + 7], s7);
            i += step;
            j += Tile.WIDTH;
        }
        c[co] = add ? s0 + z[zo] : s0;
        c[co + 1] = add ? s1 + z[zo + 1] : s1;
        c[co + 2] = add ? s2 + z[zo + 2] : s2;
        c[co + 3] = add ? s3 + z[zo + 3] : s3;
        c[co + 4] = add ? s4 + z[zo + 4] : s4;
        c[co + 5] = add ? s5 + z[zo + 5] : s5;
        c[co + 6] = add ? s6 + z[zo + 6] : s6;
        c[co + 7] = add ? s7 + z[zo + 7] : s7;
    }

    /** Tries the kernel for as long as a tile has taken. Threads may do so at the same time: nobody looks at the numbers. */
    private void train(long start, long end) {
        if (trials >= ENOUGH && ++tiles % PAUSE != 0) {
            return;
        }
        long until = end + (end - start);
        long before = end;
        do {
            // a branch that was never taken would be left out, and the code thrown away when it is
            boolean add = trials++ % 2 == 0;
            kernel.multiply(a, 0, b, 0, TRIAL, add, c, 0, Tile.WIDTH, c, 0, Tile.WIDTH);
            long after = System.nanoTime();
            if (after - before < FAST_NANOS) {
                done = true;
                return;
            }
            before = after;
        } while (before < until && trials < ENOUGH);
    }
}
