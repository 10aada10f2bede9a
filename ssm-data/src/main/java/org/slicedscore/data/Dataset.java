package org.slicedscore.data;

/** Rows in the model's coordinates, in the layout of the backends. */
public final class Dataset {
    private final float[] values;
    private final int dim;
    private final int[] ids;

    /**
     * Wraps rows.
     *
     * @param values [n, D], row-major; not copied
     * @param dim D
     * @param ids for each row its index in the source; not copied
     * @throws IllegalArgumentException if the sizes disagree
     */
    public Dataset(float[] values, int dim, int[] ids) {
        if ((long) ids.length * dim != values.length) {
            throw new IllegalArgumentException(ids.length + " rows of " + dim + " for " + values.length + " values");
        }
        this.values = values;
        this.dim = dim;
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

    /** All values: [n, D], row-major; shared; do not modify. */
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
     * @param out [count, D], row-major
     */
    public void gather(int[] rows, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, rows[i] * dim, out, i * dim, dim);
        }
    }

    /**
     * Some of the rows.
     *
     * @param rows indices
     * @return copies of them, in that order
     */
    public Dataset select(int[] rows) {
        float[] chosen = new float[rows.length * dim];
        gather(rows, rows.length, chosen);
        int[] chosenIds = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosenIds[i] = ids[rows[i]];
        }
        return new Dataset(chosen, dim, chosenIds);
    }
}
