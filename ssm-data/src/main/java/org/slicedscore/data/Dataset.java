package org.slicedscore.data;

import java.util.Arrays;

/** Rows in the model's coordinates, each with its conditions behind it, in the layout of the backends. Many rows lie outside of the heap. */
public final class Dataset {
    private static final int BLOCK = 8192;

    private final float[] values;
    private final FloatStore store;
    private final int dim;
    private final int conditions;
    private final int[] ids;

    /**
     * Wraps rows without conditions.
     *
     * @param values [n, D], row-major; not copied
     * @param dim D
     * @param ids for each row its index in the source; not copied
     * @throws IllegalArgumentException if the sizes disagree
     */
    public Dataset(float[] values, int dim, int[] ids) {
        this(values, dim, 0, ids);
    }

    /**
     * Wraps rows.
     *
     * @param values [n, D + C], row-major; not copied
     * @param dim D
     * @param conditions C
     * @param ids for each row its index in the source; not copied
     * @throws IllegalArgumentException if the sizes disagree
     */
    public Dataset(float[] values, int dim, int conditions, int[] ids) {
        this(values, null, dim, conditions, ids);
        if ((long) ids.length * (dim + conditions) != values.length) {
            throw new IllegalArgumentException(
                    ids.length + " rows of " + (dim + conditions) + " for " + values.length + " values");
        }
    }

    private Dataset(float[] values, FloatStore store, int dim, int conditions, int[] ids) {
        this.values = values;
        this.store = store;
        this.dim = dim;
        this.conditions = conditions;
        this.ids = ids;
    }

    /**
     * Creates a data set from doubles, rounding them.
     *
     * @param values [n, D], row-major
     * @param dim D
     * @param ids for each row its index in the source; not copied
     * @return the data set
     */
    public static Dataset of(double[] values, int dim, int[] ids) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new Dataset(rounded, dim, ids);
    }

    /** Rows that come block by block. */
    public interface Blocks {
        /**
         * Some rows.
         *
         * @param from the first
         * @param to the one after the last
         * @return [to − from, D + C], row-major
         */
        float[] rows(int from, int to);
    }

    /**
     * Creates a data set block by block; on the heap if it takes no more than 512 MiB and an eighth of the largest heap, else in a temporary
     * file that is mapped into memory and disappears with the process.
     *
     * @param dim D
     * @param conditions C
     * @param ids for each row its index in the source; not copied
     * @param block the rows of a block
     * @param blocks gives them, in order
     * @return the data set
     * @throws org.slicedscore.api.error.SsmException of kind DATA if the disk is full
     */
    public static Dataset of(int dim, int conditions, int[] ids, int block, Blocks blocks) {
        return of(dim, conditions, ids, block, blocks, OverflowFile.bytesOnHeap());
    }

    static Dataset of(int dim, int conditions, int[] ids, int block, Blocks blocks, long bytesOnHeap) {
        int width = dim + conditions;
        long size = (long) ids.length * width;
        float[] values = size * Float.BYTES <= bytesOnHeap ? new float[(int) size] : null;
        FloatStore store = values == null ? new FloatStore(width) : null;
        for (int from = 0; from < ids.length; from += block) {
            float[] some = blocks.rows(from, Math.min(ids.length, from + block));
            if (values == null) {
                store.add(some);
            } else {
                System.arraycopy(some, 0, values, from * width, some.length);
            }
        }
        return new Dataset(values, store, dim, conditions, ids);
    }

    /** The number of rows: n. */
    public int rows() {
        return ids.length;
    }

    /** The number of columns: D. */
    public int dim() {
        return dim;
    }

    /** The number of a row's conditions: C. */
    public int conditions() {
        return conditions;
    }

    /** The numbers of a row: D + C. */
    public int width() {
        return dim + conditions;
    }

    /** These rows without their conditions; this itself where there are none. */
    public Dataset features() {
        if (conditions == 0) {
            return this;
        }
        float[] row = new float[width()];
        return of(dim, 0, ids, BLOCK, (from, to) -> {
            float[] own = new float[(to - from) * dim];
            for (int i = from; i < to; i++) {
                copy(i, row, 0);
                System.arraycopy(row, 0, own, (i - from) * dim, dim);
            }
            return own;
        });
    }

    /**
     * All values, [n, D + C], row-major; do not modify.
     *
     * @return shared where they are on the heap, else a copy
     * @throws IllegalStateException if they are more than an array can hold
     */
    public float[] values() {
        if (values != null) {
            return values;
        }
        if ((long) ids.length * width() > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(ids.length + " rows of " + width() + " do not fit into an array");
        }
        float[] all = new float[ids.length * width()];
        for (int i = 0; i < ids.length; i++) {
            store.copy(i, all, i * width());
        }
        return all;
    }

    /** All values as doubles: [n, D + C], row-major. */
    public double[] toDoubles() {
        float[] all = values();
        double[] wide = new double[all.length];
        Arrays.setAll(wide, i -> all[i]);
        return wide;
    }

    /** The index of a row in the source, counted over all its rows. */
    public int id(int row) {
        return ids[row];
    }

    /**
     * A number of a row.
     *
     * @param row the row's index
     * @param column below D + C
     */
    public float at(int row, int column) {
        return values == null ? store.at(row, column) : values[row * width() + column];
    }

    /**
     * Copies a row, without allocating.
     *
     * @param row its index
     * @param out receives D + C numbers
     * @param to where in it
     */
    public void copy(int row, float[] out, int to) {
        if (values == null) {
            store.copy(row, out, to);
        } else {
            System.arraycopy(values, row * width(), out, to, width());
        }
    }

    /**
     * Copies rows, without allocating.
     *
     * @param rows indices
     * @param count number of indices to use, from the first
     * @param out [count, D + C], row-major
     */
    public void gather(int[] rows, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            copy(rows[i], out, i * width());
        }
    }

    /**
     * Some of the rows.
     *
     * @param rows indices
     * @return copies of them, in that order
     */
    public Dataset select(int[] rows) {
        int[] chosen = Arrays.stream(rows).map(row -> ids[row]).toArray();
        return of(dim, conditions, chosen, BLOCK, (from, to) -> {
            float[] some = new float[(to - from) * width()];
            gather(Arrays.copyOfRange(rows, from, to), to - from, some);
            return some;
        });
    }
}
