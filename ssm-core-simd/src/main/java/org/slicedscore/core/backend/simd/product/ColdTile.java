package org.slicedscore.core.backend.simd.product;

import org.slicedscore.core.backend.simd.math.Rehearsal;

/** A tile's kernel in its first second: the same sums, four rows at a time, until it is compiled. */
final class ColdTile implements TileCode {
    /** Steps of k of a trial. */
    private static final int TRIAL = Rehearsal.VECTORS;

    private final TileCode kernel;
    private final int height;
    private final int step;
    private final int row;
    private final Rehearsal rehearsal;
    private final Runnable trial;

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
        rehearsal = new Rehearsal(TRIAL * (3 * height + 2));
        trial = new Trial();
    }

    /** Whether the kernel itself is to be called. */
    boolean done() {
        return rehearsal.isOver();
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
        for (int i = 0; i < height; i += FourRows.ROWS) {
            int first = ao + i * row;
            int from = zo + i * ldz;
            int to = co + i * ldc;
            FourRows.multiply(a, first, row, step, b, bo, Tile.WIDTH, depth, add, z, from, ldz, c, to, ldc);
        }
        rehearsal.after(start, trial);
    }

    /** The kernel on dummy numbers. */
    private final class Trial implements Runnable {
        private final float[] a = new float[height * Tile.PITCH];
        private final float[] b = new float[TRIAL * Tile.WIDTH];
        private final float[] c = new float[height * Tile.WIDTH];
        private int count;

        @Override
        public void run() {
            boolean add = count++ % 2 == 0;
            kernel.multiply(a, 0, b, 0, TRIAL, add, c, 0, Tile.WIDTH, c, 0, Tile.WIDTH);
        }
    }
}
