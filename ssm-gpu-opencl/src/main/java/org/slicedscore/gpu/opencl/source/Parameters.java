package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.SsmException;

/**
 * Collects the parameters of a kernel while its body is written. Sizes and places are parameters, so that one kernel serves
 * all sizes; where a device takes too few bytes of them, they are written into the text instead.
 */
final class Parameters {
    private final boolean literal;
    private final Map<Integer, String> memories = new LinkedHashMap<>();
    private final Map<String, String> pointers = new LinkedHashMap<>();
    private final Map<Long, String> numbers = new LinkedHashMap<>();
    private final List<String> declarations = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final StringBuilder prologue = new StringBuilder();
    private int bytes;
    private boolean wide;

    /**
     * None yet.
     *
     * @param literal whether numbers go into the text
     */
    Parameters(boolean literal) {
        this.literal = literal;
    }

    /** The name of a pointer to floats: an offset into a piece of memory. */
    String pointer(int memory, long offset) {
        return pointers.computeIfAbsent(memory + "+" + offset, key -> {
            String base = memories.computeIfAbsent(
                    memory,
                    m -> add("__global float* m" + memories.size(), "m" + memories.size(), 8, new Argument.Memory(m)));
            String name = "p" + pointers.size();
            String start = literal
                    ? offset + "L"
                    : add("const long o" + pointers.size(), "o" + pointers.size(), 8, new Argument.Long(offset));
            prologue.append("    __global float* ")
                    .append(name)
                    .append(" = ")
                    .append(base)
                    .append(" + ")
                    .append(start)
                    .append(";\n");
            return name;
        });
    }

    /** The name of a number; equal numbers are one parameter. */
    String number(long value) {
        checked(value);
        if (literal) {
            return Long.toString(value);
        }
        return numbers.computeIfAbsent(value, v -> {
            String name = "n" + numbers.size();
            return add("const int " + name, name, 4, new Argument.Int((int) value));
        });
    }

    static int checked(long value) {
        if (value != (int) value) {
            throw SsmException.backend(
                    "backend 'opencl' cannot address %,d elements along one axis; use a smaller batch", value);
        }
        return (int) value;
    }

    /** A parameter of another kind. */
    String add(String declaration, String name, int size, Argument argument) {
        declarations.add(declaration);
        arguments.add(argument);
        bytes += size;
        return name;
    }

    /** Notes that elements lie so far apart that 32 bits do not hold their distance. */
    void widen() {
        wide = true;
    }

    boolean wide() {
        return wide;
    }

    int bytes() {
        return bytes;
    }

    List<Argument> arguments() {
        return arguments;
    }

    /** The function's head up to the first statement of its body. */
    String head(String attributes) {
        return "__kernel " + attributes + "void " + KernelSource.NAME + "(" + String.join(", ", declarations) + ")\n{\n"
                + prologue;
    }
}
