package org.slicedscore.api.random;

import java.nio.charset.StandardCharsets;

/**
 * Philox4x32-10, and the conversion of its words to numbers. All functions are pure, and none allocates but
 * those that take a purpose's name. The package description defines the convention of all backends.
 */
public final class Philox {
    /** Words in a block, and so elements per counter. */
    public static final int BLOCK = 4;

    /**
     * The factor of the first counter word in a round, as an unsigned 32-bit number. For backends with kernels of their own, as
     * are the other constants of a round.
     *
     * @since 0.2.0
     */
    public static final long FACTOR0 = 0xD2511F53L;

    /**
     * The factor of the third counter word in a round, as an unsigned 32-bit number.
     *
     * @since 0.2.0
     */
    public static final long FACTOR1 = 0xCD9E8D57L;

    /**
     * Added to k0 after each round.
     *
     * @since 0.2.0
     */
    public static final int KEY_STEP0 = 0x9E3779B9;

    /**
     * Added to k1 after each round.
     *
     * @since 0.2.0
     */
    public static final int KEY_STEP1 = 0xBB67AE85;

    /**
     * Rounds of a block.
     *
     * @since 0.2.0
     */
    public static final int ROUNDS = 10;

    private static final double TWO_POW_MINUS_24 = 0x1p-24;

    private Philox() {}

    /**
     * The key of a seed and a purpose.
     *
     * @param seed the run's seed, any value
     * @param purpose the use of the numbers, such as {@code "split"}; different purposes give unrelated numbers
     * @return k0 in the low half, k1 in the high half
     */
    public static long key(long seed, String purpose) {
        return key(seed, hash(purpose));
    }

    /**
     * The hash of a purpose; compute it once.
     *
     * @param purpose the use of the numbers
     * @return the 64-bit FNV-1a hash of its UTF-8 bytes
     */
    public static long hash(String purpose) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * The key of a seed and a purpose's hash; allocates nothing.
     *
     * @param seed the run's seed, any value
     * @param purposeHash see {@link #hash}
     * @return k0 in the low half, k1 in the high half
     */
    public static long key(long seed, long purposeHash) {
        long z = seed ^ purposeHash;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * One block of four words.
     *
     * @param key k0 in the low half, k1 in the high half
     * @param c0 first counter word: the block within the row
     * @param c1 second counter word: the row
     * @param c2 third counter word: the direction
     * @param c3 fourth counter word: the step
     * @param out receives the words
     * @param at index of the first of the four
     */
    public static void block(long key, int c0, int c1, int c2, int c3, int[] out, int at) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = FACTOR0 * (c0 & 0xffffffffL);
            long p1 = FACTOR1 * (c2 & 0xffffffffL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += KEY_STEP0;
            k1 += KEY_STEP1;
        }
        out[at] = c0;
        out[at + 1] = c1;
        out[at + 2] = c2;
        out[at + 3] = c3;
    }

    /**
     * A uniform number.
     *
     * @param word an output word
     * @return a multiple of 2⁻²⁴ in [0, 1), exact in float too
     */
    public static double uniform(int word) {
        return (word >>> 8) * TWO_POW_MINUS_24;
    }

    /**
     * A sign.
     *
     * @param word an output word
     * @return −1 if the top bit is set, else +1
     */
    public static double rademacher(int word) {
        return word < 0 ? -1.0 : 1.0;
    }

    /**
     * The radius of a pair of Gaussian numbers.
     *
     * @param first the pair's first word
     * @return √(−2 ln u1), finite and not negative
     */
    public static double radius(int first) {
        return length(positive(first));
    }

    /**
     * The first Gaussian number of a pair.
     *
     * @param first the pair's first word
     * @param second the pair's second word
     * @return r cos 2πu2
     */
    public static double gaussian0(int first, int second) {
        return radius(first) * StrictMath.cos(2 * Math.PI * uniform(second));
    }

    /**
     * The second Gaussian number of a pair.
     *
     * @param first the pair's first word
     * @param second the pair's second word
     * @return r sin 2πu2
     */
    public static double gaussian1(int first, int second) {
        return radius(first) * StrictMath.sin(2 * Math.PI * uniform(second));
    }

    /**
     * Standard normal numbers of two uniform ones (Box and Muller 1958): r cos 2πv and r sin 2πv with r = √(−2 ln u).
     *
     * @param u in (0, 1]
     * @param v in [0, 1)
     * @param out receives the numbers
     * @param at index of the first
     * @param count number of values, 1 or 2
     * @since 0.2.0
     */
    public static void gaussian(double u, double v, double[] out, int at, int count) {
        double radius = length(u);
        double angle = 2 * Math.PI * v;
        out[at] = radius * StrictMath.cos(angle);
        if (count > 1) {
            out[at + 1] = radius * StrictMath.sin(angle);
        }
    }

    private static double length(double u) {
        return StrictMath.sqrt(-2 * StrictMath.log(u));
    }

    /** A multiple of 2⁻²⁴ in (0, 1]. */
    static double positive(int word) {
        return ((word >>> 8) + 1) * TWO_POW_MINUS_24;
    }
}
