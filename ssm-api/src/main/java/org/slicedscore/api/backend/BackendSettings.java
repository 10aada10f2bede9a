package org.slicedscore.api.backend;

/**
 * How a backend shall work.
 *
 * @param threads how many threads of the host it may use; 0 means as many as the machine has. Results do not depend on it.
 */
public record BackendSettings(int threads) {
    /** As the backend sees fit. */
    public static final BackendSettings DEFAULT = new BackendSettings(0);

    /**
     * Checks the number.
     *
     * @param threads 0 or more
     */
    public BackendSettings {
        if (threads < 0) {
            throw new IllegalArgumentException("threads: " + threads);
        }
    }

    /**
     * The number of threads with 0 resolved.
     *
     * @return at least 1
     */
    public int resolvedThreads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
