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
