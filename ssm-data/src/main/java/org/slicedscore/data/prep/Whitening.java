package org.slicedscore.data.prep;

/**
 * A linear map of some coordinates that makes them uncorrelated: z = A u, with A and its inverse row-major [m, m]. The
 * other coordinates, of categories and missing cells, stay as they are.
 *
 * @param axes the m coordinates, ascending
 * @param forward A
 * @param backward A⁻¹
 * @param logDet log |det A|
 */
record Whitening(int[] axes, double[] forward, double[] backward, double logDet) {
    /** Overwrites the coordinates of the row at an index; scratch is at least m long. */
    void toModel(double[] row, int from, double[] scratch) {
        apply(forward, row, from, scratch);
    }

    /** Overwrites the coordinates of the row at an index with those before the map. */
    void toOriginal(double[] row, int from, double[] scratch) {
        apply(backward, row, from, scratch);
    }

    /** Overwrites a score ∇_z with ∇_u = Aᵀ ∇_z. */
    void scoreToOriginal(double[] score, int from, double[] scratch) {
        transposed(forward, score, from, scratch);
    }

    /** Overwrites a score ∇_u with ∇_z = A⁻ᵀ ∇_u. */
    void scoreToModel(double[] score, int from, double[] scratch) {
        transposed(backward, score, from, scratch);
    }

    private void apply(double[] matrix, double[] row, int from, double[] scratch) {
        int m = axes.length;
        for (int k = 0; k < m; k++) {
            scratch[k] = row[from + axes[k]];
        }
        for (int i = 0; i < m; i++) {
            row[from + axes[i]] = Correlation.dot(matrix, i * m, scratch, m);
        }
    }

    private void transposed(double[] matrix, double[] row, int from, double[] scratch) {
        int m = axes.length;
        for (int k = 0; k < m; k++) {
            scratch[k] = row[from + axes[k]];
        }
        for (int j = 0; j < m; j++) {
            double sum = 0;
            for (int i = 0; i < m; i++) {
                sum += matrix[i * m + j] * scratch[i];
            }
            row[from + axes[j]] = sum;
        }
    }
}
