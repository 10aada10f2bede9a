package org.slicedscore.api.backend;

/**
 * A device that a backend can run on.
 *
 * @param index the number users select it by, 0-based within its backend
 * @param name what the maker calls it
 * @param kind what it is
 * @param description what else is worth knowing: lanes, driver, version
 * @param memory bytes it can hold, 0 where that is not known
 * @param rank the larger, the sooner an automatic choice takes it: 0 never unless asked for, 100 for a vectorised CPU,
 *     200 and more for a GPU
 */
public record Device(int index, String name, Kind kind, String description, long memory, int rank) {
    /** What kind of processor a device is. */
    public enum Kind {
        /** The host's processor. */
        CPU,
        /** A graphics processor. */
        GPU,
        /** Anything else. */
        ACCELERATOR
    }
}
