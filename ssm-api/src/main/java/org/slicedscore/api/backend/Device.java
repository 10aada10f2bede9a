package org.slicedscore.api.backend;

/**
 * A device that a backend can run on.
 *
 * @param index the number users select it by, 0-based within its backend
 * @param name the maker's name for it
 * @param kind kind of processor
 * @param description further details: lanes, driver, version
 * @param memory memory in bytes, 0 if unknown
 * @param rank the automatic choice takes the highest rank: 0 for never, 100 for a vectorised CPU, 200 and more for a
 *     GPU
 */
public record Device(int index, String name, Kind kind, String description, long memory, int rank) {
    /** Kinds of processor. */
    public enum Kind {
        /** The host's processor. */
        CPU,
        /** A graphics processor. */
        GPU,
        /** Anything else. */
        ACCELERATOR
    }
}
