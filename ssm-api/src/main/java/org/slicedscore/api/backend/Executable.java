package org.slicedscore.api.backend;

/** A plan made ready on a device. Used by one thread at a time. */
public interface Executable extends AutoCloseable {
    /**
     * The memory of an input, to be written before a run.
     *
     * @param name the input's name
     * @return its memory, owned by the executable
     * @throws java.util.NoSuchElementException if the plan has no such input
     */
    Memory input(String name);

    /**
     * The memory of an output, to be read after a run.
     *
     * @param name the output's name
     * @return its memory, owned by the executable
     * @throws java.util.NoSuchElementException if the plan has no such output
     */
    Memory output(String name);

    /**
     * Runs all instructions once, allocating nothing. May return before the device is done; reading waits.
     *
     * @param seed of the random numbers
     * @param step counts runs; enters the random numbers, modulo 2^32
     * @param firstRow number of the batch's first row; enters the random numbers, modulo 2^32
     */
    void run(long seed, long step, long firstRow);

    /**
     * From now on adds up how long each instruction takes, which may slow the runs down.
     *
     * @param nanoseconds added to at the place of each instruction of the plan; null to stop
     * @return false where the backend cannot tell
     */
    default boolean profile(long[] nanoseconds) {
        return false;
    }

    /** Gives the device's resources back. */
    @Override
    void close();
}
