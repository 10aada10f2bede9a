package org.slicedscore.data;

/** Rows in the model's coordinates, each with its conditions behind it, in the layout of the backends. */
public final class Dataset {
    private final float[] values;
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
        if ((long) ids.length * (dim + conditions) != values.length) {
            throw new IllegalArgumentException(
                    ids.length + " rows of " + (dim + conditions) + " for " + values.length + " values");
        }
        this.values = values;
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
        float[] own = new float[ids.length * dim];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(values, i * width(), own, i * dim, dim);
        }
        return new Dataset(own, dim, ids);
    }

    /** All values: [n, D + C], row-major; shared; do not modify. */
    public float[] values() {
        return values;
    }

    /** The index of a row in the source, counted over all its rows. */
    public int id(int row) {
        return ids[row];
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
            System.arraycopy(values, rows[i] * width(), out, i * width(), width());
        }
    }

    /**
     * Some of the rows.
     *
     * @param rows indices
     * @return copies of them, in that order
     */
    public Dataset select(int[] rows) {
        float[] chosen = new float[rows.length * width()];
        gather(rows, rows.length, chosen);
        int[] chosenIds = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosenIds[i] = ids[rows[i]];
        }
        return new Dataset(chosen, dim, conditions, chosenIds);
    }
}
