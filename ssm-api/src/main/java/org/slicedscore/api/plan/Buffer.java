package org.slicedscore.api.plan;

import org.slicedscore.api.expr.Shape;

/**
 * A numbered piece of memory of a plan.
 *
 * @param id its number, the position in {@link Plan#buffers()}
 * @param kind who owns it
 * @param name of a variable, input or output; otherwise a hint for readers of the plan
 * @param shape shape of the elements, in row-major order
 * @param offset its start in the arena, in elements; 0 unless the kind is ARENA
 * @param values the elements of a CONSTANT, otherwise null; do not modify
 */
public record Buffer(int id, Kind kind, String name, Shape shape, long offset, double[] values) {
    /** Kinds of buffer, by owner and lifetime. */
    public enum Kind {
        /** Lives on the device between runs and is shared by plans: parameters, optimiser state. */
        VARIABLE,
        /** Written by the host before a run. */
        INPUT,
        /** Read by the host after a run. */
        OUTPUT,
        /** Fixed when the plan was made. */
        CONSTANT,
        /** A place in the plan's one arena, shared with buffers whose lifetimes do not overlap. */
        ARENA
    }

    /** {@return the number of elements: the shape's size} */
    public long size() {
        return shape.size();
    }

    /** {@return a short name for listings, such as {@code b7} or {@code net.0.weight}} */
    public String label() {
        return kind == Kind.ARENA ? "b" + id : kind == Kind.CONSTANT ? "c" + id : name;
    }
}
