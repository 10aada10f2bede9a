package org.slicedscore.engine.detect;

import org.slicedscore.data.random.RandomStream;

/**
 * The noise of a {@link Denoiser}, drawn once and the same for all rows, so that a score depends on its row alone.
 *
 * @param levels σ
 * @param noise ε for each draw, [D]
 */
record DenoisingNoise(float[] levels, float[][] noise) {
    static DenoisingNoise of(int dim, int count, int draws, double least, double most) {
        float[] levels = new float[count];
        for (int l = 0; l < count; l++) {
            double share = count == 1 ? 0.5 : (double) l / (count - 1);
            levels[l] = (float) (least * Math.pow(most / least, share));
        }
        float[][] noise = new float[draws][dim];
        RandomStream random = new RandomStream(0, "denoiser-noise");
        for (int r = 0; r < draws; r++) {
            for (int j = 0; j < dim; j++) {
                noise[r][j] = r % 2 == 0 ? (float) random.normal() : -noise[r - 1][j];
            }
        }
        return new DenoisingNoise(levels, noise);
    }
}
