package org.slicedscore.data.prep;

import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.data.schema.Schema;

/**
 * What {@link Preprocessing} does, as it was fitted.
 *
 * @param scaling the scaling in use
 * @param schema the columns of the training data
 * @param image the layout of the D coordinates where they are pixels; else null
 * @param encoding makes numbers of words, times and missing cells
 * @param scales of the coordinates before whitening
 * @param whitening null for none
 * @param spreading of training rows
 */
record Steps(
        Scaling scaling,
        Schema schema,
        ImageGrid image,
        Encoding encoding,
        ColumnScale[] scales,
        Whitening whitening,
        Spreading spreading) {
    /**
     * Scales and whitens an encoded row in place.
     *
     * @param rows holds the row
     * @param from where it begins
     * @param scratch [D + C]
     */
    void scale(double[] rows, int from, double[] scratch) {
        for (int j = 0; j < scales.length; j++) {
            rows[from + j] = scales[j].toModel(rows[from + j]);
        }
        if (whitening != null) {
            whitening.toModel(rows, from, scratch);
        }
    }
}
