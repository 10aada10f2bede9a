package org.slicedscore.data.random;

import org.slicedscore.api.random.Philox;
import org.slicedscore.api.random.RandomNumbers;

/**
 * A sequence of random numbers on the host, for shuffles, splits, initial weights and synthetic data. It depends only on
 * (seed, purpose, index): streams of different purposes or indices are unrelated, and each is reached without drawing
 * earlier ones. The counter is (block low, block high, index low, index high).
 *
 * <p>Numbers have the full 53 bits of a double, unlike the 24 bits of rows on devices. Not thread-safe.
 */
public final class RandomStream implements RandomNumbers {
    private final long key;
    private final int[] words = new int[Philox.BLOCK];
    private long index;
    private long block;
    private int used;
    private final double[] normals = new double[2];
    private boolean hasSpare;

    /**
     * The stream of index 0.
     *
     * @param seed the run's seed
     * @param purpose the purpose of the numbers
     */
    public RandomStream(long seed, String purpose) {
        this(seed, purpose, 0);
    }

    /**
     * A stream of a family, for example one per epoch or row.
     *
     * @param seed the run's seed
     * @param purpose the purpose of the numbers
     * @param index number of the stream in the family
     */
    public RandomStream(long seed, String purpose, long index) {
        this.key = Philox.key(seed, purpose);
        restart(index);
    }

    /**
     * Moves to the start of another stream of the family.
     *
     * @param newIndex number of the stream
     */
    public void restart(long newIndex) {
        index = newIndex;
        block = 0;
        used = Philox.BLOCK;
        hasSpare = false;
    }

    /** The next 32 bits. */
    public int nextInt() {
        if (used == Philox.BLOCK) {
            Philox.block(key, (int) block, (int) (block >>> 32), (int) index, (int) (index >>> 32), words, 0);
            block++;
            used = 0;
        }
        return words[used++];
    }

    /**
     * An integer below a bound, each with exactly the same probability (Lemire, "Fast random integer generation in an
     * interval", 2019).
     *
     * @param bound at least 1
     * @return from 0 to bound − 1
     * @throws IllegalArgumentException if the bound is less than 1
     */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound);
        }
        long product = (nextInt() & 0xffffffffL) * bound;
        if ((product & 0xffffffffL) < bound) {
            long threshold = (0x100000000L - bound) % bound;
            while ((product & 0xffffffffL) < threshold) {
                product = (nextInt() & 0xffffffffL) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** A uniform number: a multiple of 2⁻⁵³ in [0, 1). */
    @Override
    public double uniform() {
        long high = nextInt() >>> 5;
        long low = nextInt() >>> 6;
        return ((high << 26) + low) * 0x1p-53;
    }

    /** A standard normal number, always finite. */
    @Override
    public double normal() {
        if (hasSpare) {
            hasSpare = false;
            return normals[1];
        }
        double positive = 1 - uniform();
        Philox.gaussian(positive, uniform(), normals, 0, 2);
        hasSpare = true;
        return normals[0];
    }

    /** Fills an array with a permutation of 0, 1, …, n−1, each of the n! equally likely (Fisher and Yates). */
    public void permutation(int[] out) {
        for (int i = 0; i < out.length; i++) {
            int j = nextInt(i + 1);
            out[i] = out[j];
            out[j] = i;
        }
    }
}
