package org.slicedscore.gpu.opencl.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.plan.View;

/**
 * Collects the parameters of a kernel while its text is filled in. Sizes and locations are parameters, so that one
 * kernel serves all sizes; if a device limits their bytes too tightly, they are written into the text instead.
 */
final class Parameters {
    private final Places places;
    private final boolean literal;
    private final Map<Integer, String> memories = new LinkedHashMap<>();
    private final Map<String, String> pointers = new LinkedHashMap<>();
    private final Map<Long, String> numbers = new LinkedHashMap<>();
    private final List<String> declarations = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final List<String> prologue = new ArrayList<>();
    private boolean wide;

    /** Creates an empty collection. */
    Parameters(Places places) {
        this(places, false);
    }

    /**
     * Creates an empty collection.
     *
     * @param literal whether numbers go into the text
     */
    Parameters(Places places, boolean literal) {
        this.places = places;
        this.literal = literal;
    }

    /** The name of a pointer to a view's first element. */
    String pointer(View view) {
        return pointer(places.memory(view), places.start(view));
    }

    /** The name of a pointer to the scratch memory. */
    String scratch() {
        return pointer(Places.SCRATCH, 0);
    }

    private String pointer(int memory, long offset) {
        return pointers.computeIfAbsent(memory + "+" + offset, key -> {
            String base = memories.computeIfAbsent(memory, m -> {
                String name = "m" + memories.size();
                return add("__global float* " + name, name, new Argument.Memory(m));
            });
            String name = "p" + pointers.size();
            String offsetName = "o" + pointers.size();
            String start =
                    literal ? offset + "L" : add("const long " + offsetName, offsetName, new Argument.Long(offset));
            prologue.add("__global float* " + name + " = " + base + " + " + start + ";");
            return name;
        });
    }

    /** The name of a number; equal numbers are one parameter. */
    String number(long value) {
        checked(value);
        if (literal) {
            return Long.toString(value);
        }
        return numbers.computeIfAbsent(value, v -> number("n" + numbers.size(), v));
    }

    /** The name of a number that is not shared. */
    String number(String name, long value) {
        return add("const int " + name, name, new Argument.Int(checked(value)));
    }

    private static int checked(long value) {
        if (value != (int) value) {
            throw Problem.backend(new Subject.Plugin("backend", "opencl"))
                    .says("cannot address %,d elements along one axis", value)
                    .remedy("use a smaller batch")
                    .exception();
        }
        return (int) value;
    }

    /** The name of a table of numbers that the plan fixes. */
    String integers(String name, int[] values) {
        return add("__global const int* " + name, name, new Argument.Memory(places.integers(values)));
    }

    /** The name of a parameter of another kind. */
    String add(String declaration, String name, Argument argument) {
        declarations.add(declaration);
        arguments.add(argument);
        return name;
    }

    /** Records that distances between elements exceed 32 bits. */
    void widen() {
        wide = true;
    }

    /**
     * The kernel, once everything but {@code $name}, {@code $parameters} and {@code $pointers} is filled in.
     *
     * @param label a readable description
     * @param range the work items
     * @param scratch elements of scratch memory
     */
    KernelCall call(String label, Template template, Range range, long scratch) {
        String text = template.with("name", KernelSource.NAME)
                .with("parameters", String.join(", ", declarations))
                .with("pointers", String.join("\n", prologue))
                .text();
        return new KernelCall(
                KernelSource.of(label, wide ? text.replaceAll("\\bindex\\b", "long") : text),
                range,
                arguments,
                scratch);
    }
}
