package org.slicedscore.models.detector;

import java.util.Arrays;
import org.slicedscore.api.Detector;
import org.slicedscore.api.expr.Shape;

/**
 * Squared Euclidean distances from a row to learned rows, {@link #LANES} at a time. Learned rows lie transposed in blocks, so that the
 * loop over the lanes becomes vector instructions. Differences are squared as they are; ‖x‖² + ‖y‖² − 2xᵀy would lose the
 * small distances. A distance depends on its two rows alone, hence not on blocks or threads.
 */
final class Distances {
    /** The rows of a block: a distance for each fits in the nearest cache beside the block itself. */
    static final int LANES = 64;

    private final int rows;
    private final int dim;
    private final float[] blocks;

    /** Takes rows from an array [n, D]; missing lanes of the last block are infinitely far away. */
    Distances(Detector.Array array) {
        Shape shape = array.shape();
        rows = shape.dim(0);
        dim = shape.dim(1);
        blocks = new float[Math.multiplyExact(count() * LANES, dim)];
        Arrays.fill(blocks, Float.POSITIVE_INFINITY);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dim; j++) {
                blocks[at(i, j)] = (float) array.values()[i * dim + j];
            }
        }
    }

    /** The rows as an array [n, D] to store. */
    static Detector.Array array(Detector.Rows rows) {
        int dim = rows.dim();
        double[] values = new double[Math.multiplyExact(rows.rows(), dim)];
        float[] row = new float[dim];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copy(i, row, 0);
            for (int j = 0; j < dim; j++) {
                values[i * dim + j] = row[j];
            }
        }
        return new Detector.Array(Shape.of(rows.rows(), dim), values);
    }

    private int at(int row, int column) {
        return (row / LANES * dim + column) * LANES + row % LANES;
    }

    int rows() {
        return rows;
    }

    int dim() {
        return dim;
    }

    /** The number of blocks. */
    int count() {
        return (rows + LANES - 1) / LANES;
    }

    /** One number of a learned row. */
    float value(int row, int column) {
        return blocks[at(row, column)];
    }

    /** Copies a learned row. */
    void copy(int row, float[] out, int from) {
        for (int j = 0; j < dim; j++) {
            out[from + j] = blocks[at(row, j)];
        }
    }

    /**
     * Writes the squared distances from a row to the {@link #LANES} rows of a block. Sums are doubles: the compiler makes vector
     * instructions of a loop that writes to another type of array than it reads, which cannot be the same array.
     */
    void squared(float[] rows, int from, int block, double[] out) {
        Arrays.fill(out, 0, LANES, 0);
        int o = block * dim * LANES;
        int j = 0;
        // four columns a pass: the sums are loaded and stored a quarter as often
        for (; j + 4 <= dim; j += 4, o += 4 * LANES) {
            float a = rows[from + j];
            float b = rows[from + j + 1];
            float c = rows[from + j + 2];
            float d = rows[from + j + 3];
            for (int l = 0; l < LANES; l++) {
                float p = a - blocks[o + l];
                float q = b - blocks[o + LANES + l];
                float r = c - blocks[o + 2 * LANES + l];
                float s = d - blocks[o + 3 * LANES + l];
                out[l] += (p * p + q * q) + (r * r + s * s);
            }
        }
        for (; j < dim; j++, o += LANES) {
            float a = rows[from + j];
            for (int l = 0; l < LANES; l++) {
                float p = a - blocks[o + l];
                out[l] += p * p;
            }
        }
    }

    /** Writes the squared distances to the rows of a block in the columns that are not left out. */
    void squared(float[] rows, int from, int block, boolean[] leftOut, double[] out) {
        Arrays.fill(out, 0, LANES, 0);
        int o = block * dim * LANES;
        for (int j = 0; j < dim; j++, o += LANES) {
            if (!leftOut[j]) {
                float a = rows[from + j];
                for (int l = 0; l < LANES; l++) {
                    float p = a - blocks[o + l];
                    out[l] += p * p;
                }
            }
        }
    }
}
