package org.slicedscore.core.backend.simd.memory;

/**
 * Memory for the inside of kernels: one range that all threads of a call see, and one for each thread. It grows while kernels
 * are created and is shared by all of them, because only one runs at a time.
 */
public final class Scratch {
    private final int threads;
    private final Storage storage;
    private long shared;
    private long own;
    private Storage.Piece piece;

    public Scratch(int threads, Storage storage) {
        this.threads = threads;
        this.storage = storage;
    }

    /** For the use of one thread inside of a kernel. */
    public Scratch alone() {
        return new Scratch(1, storage);
    }

    /** The number of threads with memory of their own. */
    public int threads() {
        return threads;
    }

    /** Reserves space; call it when a kernel is created, never when it runs. */
    public void reserve(long sharedFloats, long ownFloats) {
        shared = Math.max(shared, sharedFloats + 15 & -16);
        own = Math.max(own, ownFloats + 15 & -16);
    }

    /** Allocates the memory; call it after all kernels are created, before one runs. */
    public void allocate() {
        piece = storage.allocate(shared + threads * own);
    }

    /** The array of all ranges. */
    public float[] array() {
        return piece.array();
    }

    /** The start of the range of all threads. */
    public int shared() {
        return piece.start();
    }

    /** The start of one thread's range. */
    public int own(int worker) {
        return (int) (piece.start() + shared + worker * own);
    }
}
