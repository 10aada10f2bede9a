package org.slicedscore.core.backend.simd;

/**
 * Memory for the inside of kernels: one array that all threads of a call see, and one for each thread. It grows while
 * kernels are made and is shared by all of them, for only one runs at a time.
 */
final class Scratch {
    private float[] shared = new float[0];
    private final float[][] own;

    Scratch(int threads) {
        own = new float[threads][0];
    }

    /** How many threads have memory of their own. */
    int threads() {
        return own.length;
    }

    /** Makes room; to be called when a kernel is made, never when it runs. */
    void reserve(long sharedFloats, long ownFloats) {
        if (shared.length < sharedFloats) {
            shared = new float[Math.toIntExact(sharedFloats)];
        }
        for (int i = 0; i < own.length; i++) {
            if (own[i].length < ownFloats) {
                own[i] = new float[Math.toIntExact(ownFloats)];
            }
        }
    }

    float[] shared() {
        return shared;
    }

    float[] own(int worker) {
        return own[worker];
    }
}
