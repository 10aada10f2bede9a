package org.slicedscore.core.backend.simd;

/**
 * Memory for the inside of kernels: one range that all threads of a call see, and one for each thread. It grows while kernels
 * are made and is shared by all of them, for only one runs at a time.
 */
final class Scratch {
    private final int threads;
    private final Storage storage;
    private long shared;
    private long own;
    private Storage.Piece piece;

    Scratch(int threads, Storage storage) {
        this.threads = threads;
        this.storage = storage;
    }

    /** For the use of one thread inside of a kernel. */
    Scratch alone() {
        return new Scratch(1, storage);
    }

    /** How many threads have memory of their own. */
    int threads() {
        return threads;
    }

    /** Asks for room; to be called when a kernel is made, never when it runs. */
    void reserve(long sharedFloats, long ownFloats) {
        shared = Math.max(shared, sharedFloats + 15 & -16);
        own = Math.max(own, ownFloats + 15 & -16);
        piece = null;
    }

    /** The array of all ranges. */
    float[] array() {
        if (piece == null) {
            piece = storage.allocate(shared + threads * own);
        }
        return piece.array();
    }

    /** Where the range of all threads starts; valid after {@link #array()}. */
    int shared() {
        return piece.start();
    }

    /** Where the range of one thread starts; valid after {@link #array()}. */
    int own(int worker) {
        return (int) (piece.start() + shared + worker * own);
    }
}
