package org.slicedscore.core.backend.simd.thread;

/** Work that was cut into a fixed number of independent pieces; any thread may do any piece, in any order. */
public interface Task {
    /**
     * Does one piece.
     *
     * @param index which, from 0
     * @param worker who does it, from 0; no two threads share a number, so it may select scratch memory
     */
    void run(int index, int worker);
}
