package org.slicedscore.api.backend;

import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;

/** An open device: memory, and plans made ready to run. Used by one thread at a time. */
public interface Backend extends AutoCloseable {
    /**
     * The device.
     *
     * @return what was opened
     */
    Device device();

    /**
     * The host threads it uses.
     *
     * @return at least 1
     */
    int threads();

    /**
     * Memory on the device, filled with zeros.
     *
     * @param elements how many numbers
     * @return the memory, to be closed by the caller
     * @throws SsmException of kind BACKEND if there is not enough
     */
    Memory allocate(long elements);

    /**
     * Whether the device has room for a plan and its variables, as far as that can be told before trying.
     *
     * @param plan the plan
     * @return false if it certainly has not
     */
    default boolean holds(Plan plan) {
        long memory = device().memory();
        return memory == 0 || plan.bytes(Float.BYTES) <= memory;
    }

    /**
     * Up to how many bytes of temporaries a plan runs best. A processor slows down once they no longer fit into its caches,
     * and training then works through a batch in blocks of rows. The order of sums depends on this number, so it must
     * be the same on all devices whose results are to agree to the last bit.
     *
     * @return bytes, at least 1; a device that likes its work in one piece says {@link Long#MAX_VALUE}, as this does
     */
    default long preferredTemporaries() {
        return Long.MAX_VALUE;
    }

    /**
     * Makes a plan ready to run.
     *
     * @param plan the plan
     * @param variables memory for each buffer of kind {@link Buffer.Kind#VARIABLE} by name; may hold more
     * @return the executable, to be closed by the caller; the variables stay the caller's
     * @throws SsmException of kind BACKEND if the device cannot hold or run it
     */
    Executable compile(Plan plan, Map<String, Memory> variables);

    /**
     * Measures the most floating-point operations a second that the device reaches, a multiply-add counting as two. Takes
     * a fraction of a second.
     *
     * @return the peak, or empty where the backend cannot tell
     */
    default OptionalDouble measurePeak() {
        return OptionalDouble.empty();
    }

    /** Gives the device back. Memory and executables must be closed before. */
    @Override
    void close();
}
