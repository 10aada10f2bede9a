package org.slicedscore.gpu.opencl.source;

/** An argument of a kernel. */
public sealed interface Argument {
    /** A piece of memory, by its number in {@link Places}. */
    record Memory(int number) implements Argument {}

    /** A {@code long}. */
    record Long(long value) implements Argument {}

    /** An {@code int}. */
    record Int(int value) implements Argument {}

    /**
     * A {@code uint4} that changes from run to run: the two halves of the key of the random numbers, the step, the
     * first row.
     */
    record Counter(String purpose) implements Argument {}

    /** Its size; a pointer counts as 8 bytes. */
    default int bytes() {
        return switch (this) {
            case Memory _ -> java.lang.Long.BYTES;
            case Long _ -> java.lang.Long.BYTES;
            case Int _ -> Integer.BYTES;
            case Counter _ -> 4 * Integer.BYTES;
        };
    }
}
