package org.slicedscore.api.random;

import org.slicedscore.api.expr.Distribution;

/**
 * Fills a row with the numbers of a (row, direction, step). Cheap to reuse but not thread-safe, because of its
 * scratch block; the numbers do not depend on the instance.
 */
public final class PhiloxRows {
    private final long key;
    private final int[] words = new int[Philox.BLOCK];

    /**
     * Rows of one seed and purpose.
     *
     * @param seed the run's seed
     * @param purpose the use of the numbers
     */
    public PhiloxRows(long seed, String purpose) {
        this(Philox.key(seed, purpose));
    }

    /**
     * Rows of one key.
     *
     * @param key see {@link Philox#key(long, String)}
     */
    public PhiloxRows(long key) {
        this.key = key;
    }

    /**
     * Numbers of any distribution.
     *
     * @param distribution the distribution
     * @param row second counter word
     * @param direction third counter word
     * @param step fourth counter word
     * @param out receives the numbers
     * @param from index of element 0
     * @param count elements to fill
     */
    public void draw(Distribution distribution, int row, int direction, int step, double[] out, int from, int count) {
        switch (distribution) {
            case NORMAL -> gaussian(row, direction, step, out, from, count);
            case UNIFORM -> uniform(row, direction, step, out, from, count);
            case RADEMACHER -> rademacher(row, direction, step, out, from, count);
        }
    }

    /**
     * Uniform numbers in [0, 1), multiples of 2⁻²⁴.
     *
     * @param row second counter word
     * @param direction third counter word
     * @param step fourth counter word
     * @param out receives the numbers
     * @param from index of element 0
     * @param count elements to fill
     */
    public void uniform(int row, int direction, int step, double[] out, int from, int count) {
        for (int i = 0; i < count; i++) {
            out[from + i] = Philox.uniform(word(i, row, direction, step));
        }
    }

    /**
     * Independent signs, −1 or +1.
     *
     * @param row second counter word
     * @param direction third counter word
     * @param step fourth counter word
     * @param out receives the numbers
     * @param from index of element 0
     * @param count elements to fill
     */
    public void rademacher(int row, int direction, int step, double[] out, int from, int count) {
        for (int i = 0; i < count; i++) {
            out[from + i] = Philox.rademacher(word(i, row, direction, step));
        }
    }

    /**
     * Standard normal numbers.
     *
     * @param row second counter word
     * @param direction third counter word
     * @param step fourth counter word
     * @param out receives the numbers
     * @param from index of element 0
     * @param count elements to fill
     */
    public void gaussian(int row, int direction, int step, double[] out, int from, int count) {
        for (int i = 0; i < count; i += 2) {
            int first = word(i, row, direction, step);
            int second = words[(i & 3) + 1];
            Philox.gaussian(Philox.positive(first), Philox.uniform(second), out, from + i, Math.min(2, count - i));
        }
    }

    private int word(int element, int row, int direction, int step) {
        int lane = element & 3;
        if (lane == 0) {
            Philox.block(key, element >>> 2, row, direction, step, words, 0);
        }
        return words[lane];
    }
}
