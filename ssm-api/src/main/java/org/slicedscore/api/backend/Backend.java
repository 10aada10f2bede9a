package org.slicedscore.api.backend;

import java.util.Map;
import java.util.OptionalDouble;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;

/** An open device: its memory and executable plans. Used by one thread at a time. */
public interface Backend extends AutoCloseable {
    /** {@return the open device} */
    Device device();

    /** {@return the host threads it uses, at least 1} */
    int threads();

    /**
     * Memory on the device, filled with zeros.
     *
     * @param elements number of elements
     * @return the memory; the caller closes it
     * @throws SsmException of kind BACKEND if there is not enough
     */
    Memory allocate(long elements);

    /**
     * Whether the device has room for a plan and its variables, as far as can be told without trying.
     *
     * @param plan the plan
     * @return false if it certainly lacks room
     */
    default boolean holds(Plan plan) {
        long memory = device().memory();
        return memory == 0 || plan.bytes(Float.BYTES) <= memory;
    }

    /**
     * The largest number of bytes of temporaries at which a plan runs well. A processor slows down once they no
     * longer fit into its caches; training then works through a batch in blocks of rows. The order of sums depends on
     * this number, so it must be equal on all devices whose results must agree to the last bit.
     *
     * @return bytes, at least 1; by default {@link Long#MAX_VALUE}, for devices that run best without blocks
     */
    default long preferredTemporaries() {
        return Long.MAX_VALUE;
    }

    /**
     * Whether its executables run instructions in the order of {@link Plan#sequence()}. Others get plans whose loops are
     * written out.
     *
     * @return by default false, for backends made before there were loops
     * @since 0.2.0
     */
    default boolean runsLoops() {
        return false;
    }

    /**
     * Prepares a plan to run.
     *
     * @param plan the plan
     * @param variables memory for each buffer of kind {@link Buffer.Kind#VARIABLE} by name; may hold more
     * @return the executable, closed by the caller, who also keeps the variables
     * @throws SsmException of kind BACKEND if the device cannot hold or run it
     */
    Executable compile(Plan plan, Map<String, Memory> variables);

    /**
     * Measures the device's peak floating-point operations a second, counting a multiply-add as two. Takes
     * a fraction of a second.
     *
     * @return the peak, or empty if unknown
     */
    default OptionalDouble measurePeak() {
        return OptionalDouble.empty();
    }

    /** Releases the device. Close its memory and executables first. */
    @Override
    void close();
}
