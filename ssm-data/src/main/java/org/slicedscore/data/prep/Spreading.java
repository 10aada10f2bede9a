package org.slicedscore.data.prep;

import java.util.Arrays;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.api.random.RandomNumbers;

/**
 * How training rows are spread: numbers that repeat by gap · U(−1, 1) before they are scaled, missing ones over the spread of their
 * column, and in the model's coordinates each by noise · N(0, 1).
 *
 * @param encoding the coordinates
 * @param gap of each coordinate before it is scaled, [D + C]; 0 for those left unchanged
 * @param noise its standard deviation on each of the model's coordinates, [D + C]
 * @param seed of the random numbers
 */
record Spreading(Encoding encoding, double[] gap, double[] noise, long seed) {
    /**
     * Spreads encoded numbers that repeat, and those that stand for missing cells, in place.
     *
     * @param rows x, [n, I]
     * @param encoded [n, D + C]
     * @param ids for each row its index in the source
     */
    void dequantize(double[] rows, double[] encoded, int[] ids) {
        int dim = encoding.width();
        int inputs = encoding.inputs();
        Pieces.each(ids.length, (from, to) -> {
            PhiloxRows random = new PhiloxRows(seed, "dequantize");
            PhiloxRows missing = new PhiloxRows(seed, "missing");
            double[] uniform = new double[dim];
            double[] normal = new double[inputs];
            for (int i = from; i < to; i++) {
                random.uniform(ids[i], 0, 0, uniform, 0, dim);
                for (int j = 0; j < dim; j++) {
                    encoded[i * dim + j] += gap[j] * (2 * uniform[j] - 1);
                }
                boolean drawn = false;
                for (int j = 0; j < inputs; j++) {
                    double spread = Double.isNaN(rows[i * inputs + j]) && !encoding.isCondition(j)
                            ? spread(encoding.parts().get(j))
                            : 0;
                    if (spread > 0) {
                        if (!drawn) {
                            missing.gaussian(ids[i], 0, 0, normal, 0, inputs);
                            drawn = true;
                        }
                        encoded[i * dim + encoding.offset(j)] += spread * normal[j];
                    }
                }
            }
        });
    }

    /** The standard deviation of what stands for a missing cell. */
    private static double spread(Part part) {
        return switch (part) {
            case Part.Plain plain -> plain.spread();
            case Part.Calendar calendar -> calendar.days().spread();
            case Part.Word word -> 0;
            case Part.Watched watched -> 0;
        };
    }

    /** Spreads the repeated numbers of one encoded row, [D + C], in place. */
    void dequantize(double[] row, RandomNumbers random) {
        for (int j = 0; j < gap.length; j++) {
            if (gap[j] > 0) {
                row[j] += gap[j] * (2 * random.uniform() - 1);
            }
        }
    }

    /**
     * Adds noise to rows in the model's coordinates, in place.
     *
     * @param rows [n, D + C]
     * @param ids for each row its index in the source
     */
    void addNoise(double[] rows, int[] ids) {
        int dim = encoding.width();
        if (Arrays.stream(noise).allMatch(size -> size == 0)) {
            return;
        }
        Pieces.each(ids.length, (from, to) -> {
            PhiloxRows random = new PhiloxRows(seed, "noise");
            double[] normal = new double[dim];
            for (int i = from; i < to; i++) {
                random.gaussian(ids[i], 0, 0, normal, 0, dim);
                for (int j = 0; j < dim; j++) {
                    rows[i * dim + j] += noise[j] * normal[j];
                }
            }
        });
    }

    /** Adds noise to one row in the model's coordinates, [D + C], in place. */
    void addNoise(double[] row, RandomNumbers random) {
        for (int j = 0; j < noise.length; j++) {
            if (noise[j] > 0) {
                row[j] += noise[j] * random.normal();
            }
        }
    }
}
