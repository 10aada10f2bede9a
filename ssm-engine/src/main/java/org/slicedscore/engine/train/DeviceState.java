package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Variables on a device, by name: parameters, optimiser state, averages. */
public final class DeviceState implements AutoCloseable {
    private final Map<String, Memory> memories = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /**
     * Memory for variables, all zero.
     *
     * @param backend where
     * @param variables the variables, of different names
     * @throws org.slicedscore.api.error.SsmException of kind BACKEND if there is not enough memory
     */
    public DeviceState(Backend backend, List<Primitive.Variable> variables) {
        try {
            for (Primitive.Variable v : variables) {
                if (shapes.put(v.name(), v.shape()) != null) {
                    throw new IllegalArgumentException("two variables named " + v.name());
                }
                memories.put(v.name(), backend.allocate(v.shape().size()));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The variables' names.
     *
     * @return in the order given
     */
    public List<String> names() {
        return List.copyOf(shapes.keySet());
    }

    /**
     * The shape of a variable.
     *
     * @param name its name
     * @return its shape
     */
    public Shape shape(String name) {
        return shapes.get(name);
    }

    /**
     * The memory of all variables, as {@link Backend#compile} takes it.
     *
     * @return by name
     */
    public Map<String, Memory> memories() {
        return Collections.unmodifiableMap(memories);
    }

    /**
     * The memory of one variable.
     *
     * @param name its name
     * @return its memory, owned by this
     */
    public Memory memory(String name) {
        return memories.get(name);
    }

    /**
     * Sets a variable.
     *
     * @param name its name
     * @param values in row-major order
     */
    public void write(String name, double[] values) {
        memories.get(name).write(values, 0, 0, values.length);
    }

    /**
     * Reads a variable.
     *
     * @param name its name
     * @param target as long as the variable
     */
    public void read(String name, double[] target) {
        memories.get(name).read(0, target, 0, target.length);
    }

    /**
     * Reads a variable.
     *
     * @param name its name
     * @return its elements in row-major order
     */
    public double[] read(String name) {
        double[] values = new double[Math.toIntExact(shapes.get(name).size())];
        read(name, values);
        return values;
    }

    @Override
    public void close() {
        List<Memory> all = new ArrayList<>(memories.values());
        memories.clear();
        all.forEach(Memory::close);
    }
}
