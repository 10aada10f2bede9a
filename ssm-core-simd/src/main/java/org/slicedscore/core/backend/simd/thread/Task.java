package org.slicedscore.core.backend.simd.thread;

/** Work that was cut into a fixed number of independent pieces; any thread may run any piece, in any order. */
public interface Task {
    /**
     * Runs one piece.
     *
     * @param index number of the piece, from 0
     * @param worker number of the thread, from 0; unique, so it may select scratch memory
     */
    void run(int index, int worker);
}
