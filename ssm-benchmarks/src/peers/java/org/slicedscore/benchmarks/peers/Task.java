package org.slicedscore.benchmarks.peers;

/** Something that a worker can time. */
interface Task extends AutoCloseable {
    /** Does it once. */
    void run();

    /** How often the work proper is done in one {@link #run}. */
    default int repeats() {
        return 1;
    }

    /** A number that tells whether contenders compute the same: the loss of the next step, a sum over a product. */
    double check();

    @Override
    void close();
}
