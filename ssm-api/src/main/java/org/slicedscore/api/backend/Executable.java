package org.slicedscore.api.backend;

/** A plan ready to run on a device. Used by one thread at a time. */
public interface Executable extends AutoCloseable {
    /**
     * The memory of an input; write it before a run.
     *
     * @param name the input's name
     * @return its memory, owned by the executable
     * @throws java.util.NoSuchElementException if the plan has no such input
     */
    Memory input(String name);

    /**
     * The memory of an output; read it after a run.
     *
     * @param name the output's name
     * @return its memory, owned by the executable
     * @throws java.util.NoSuchElementException if the plan has no such output
     */
    Memory output(String name);

    /**
     * Runs all instructions once, without allocating. May return before the device is done; reading waits.
     *
     * @param seed of the random numbers
     * @param step counts runs; enters the random numbers, modulo 2^32
     * @param firstRow number of the batch's first row; enters the random numbers, modulo 2^32
     */
    void run(long seed, long step, long firstRow);

    /**
     * Runs for the first rows alone, where the plan and the backend can: the first rows of the outputs are, bit for bit, those of
     * {@link #run(long, long, long)} on the whole batch, and the others are unspecified. A backend that cannot runs the whole batch.
     *
     * @param seed of the random numbers
     * @param step counts runs
     * @param firstRow number of the batch's first row
     * @param rows how many rows of the inputs count, from 1 to the first extent that all inputs share
     * @since 0.2.0
     */
    default void run(long seed, long step, long firstRow, int rows) {
        run(seed, step, firstRow);
    }

    /**
     * Starts to add up the time of each instruction, which may slow down runs.
     *
     * @param nanoseconds receives the time of each instruction of the plan; null to stop
     * @return false if the backend cannot measure it
     */
    default boolean profile(long[] nanoseconds) {
        return false;
    }

    /** Releases the device's resources. */
    @Override
    void close();
}
