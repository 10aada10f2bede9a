package org.slicedscore.api.backend;

/**
 * Settings of a backend.
 *
 * @param threads host threads it may use; 0 for as many as the machine has. Results do not depend on it.
 */
public record BackendSettings(int threads) {
    /** The backend's defaults. */
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

    /** {@return the resolved number of threads, at least 1} */
    public int resolvedThreads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
