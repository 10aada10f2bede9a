package org.slicedscore.engine.device;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;

/**
 * A scope on an open device: variables by name, the programs that run on them, and child scopes. Closing it closes
 * everything it holds, latest first; a failure to create any of it closes it too. So the outermost one in a
 * try-with-resources statement does all the clean-up.
 */
public final class Workspace implements AutoCloseable {
    private final Workspace parent;
    private final Backend backend;
    private final Map<String, Memory> visible = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final List<Runnable> closings = new ArrayList<>();
    private final Runnable closing = this::close;

    /**
     * An empty scope.
     *
     * @param backend an open device, owned by the caller
     */
    public Workspace(Backend backend) {
        this(null, backend);
    }

    private Workspace(Workspace parent, Backend backend) {
        this.parent = parent;
        this.backend = backend;
    }

    /**
     * Opens a device, which closes with the scope.
     *
     * @param choice backend and device
     * @param threads host threads; 0 for all
     * @return an empty scope
     * @throws SsmException of kind BACKEND if the device cannot be opened
     */
    public static Workspace open(BackendChoice choice, int threads) {
        Backend backend = choice.open(threads);
        Workspace workspace = new Workspace(backend);
        workspace.closings.add(backend::close);
        return workspace;
    }

    /**
     * A child scope, which closes with this one unless it is closed before: a scope without variables of its own; its
     * programs see the variables that this one sees now.
     */
    public Workspace part() {
        Workspace part = new Workspace(this, backend);
        part.visible.putAll(visible);
        closings.add(part.closing);
        return part;
    }

    /**
     * Lets programs see variables owned by others.
     *
     * @param variables memory by name
     */
    public Workspace see(Map<String, Memory> variables) {
        visible.putAll(variables);
        return this;
    }

    /**
     * The variables of a model's parameters.
     *
     * @param graph the model
     * @return in the order the model asked for them
     */
    public static List<Primitive.Variable> parameters(ModelGraph graph) {
        return graph.parameters().values().stream()
                .map(p -> (Primitive.Variable) p.variable().primitive())
                .toList();
    }

    /**
     * Makes variables, all zero.
     *
     * @param variables the variables, of different names
     * @throws SsmException of kind BACKEND if there is not enough memory
     */
    public Workspace allocate(List<Primitive.Variable> variables) {
        return orClose(() -> {
            for (Primitive.Variable v : variables) {
                if (shapes.put(v.name(), v.shape()) != null) {
                    throw new IllegalArgumentException("two variables named " + v.name());
                }
                Memory memory = backend.allocate(v.shape().size());
                closings.add(memory::close);
                visible.put(v.name(), memory);
            }
            return this;
        });
    }

    /**
     * Makes variables.
     *
     * @param variables the variables, of different names
     * @param values the elements of a variable in row-major order, by its name
     * @throws SsmException as {@link #allocate(List)}, or what asking for the values throws
     */
    public Workspace allocate(List<Primitive.Variable> variables, Function<String, double[]> values) {
        allocate(variables);
        return orClose(() -> {
            variables.forEach(v -> write(v.name(), values.apply(v.name())));
            return this;
        });
    }

    /**
     * Prepares a program to run on the variables that this scope sees.
     *
     * @param plan the program
     * @return the executable, owned by this
     * @throws SsmException of kind BACKEND if the device cannot hold or run it
     */
    public Executable compile(Plan plan) {
        return orClose(() -> {
            Executable executable = backend.compile(backend.runsLoops() ? plan : plan.unrolled(), visible);
            closings.add(executable::close);
            return executable;
        });
    }

    /**
     * Evaluates expressions once.
     *
     * @param name their name in listings
     * @param outputs the expressions by name
     * @param inputs the elements of an input in row-major order, by its name
     * @param seed of random numbers
     * @param step of random numbers
     * @return the elements of each expression in row-major order
     * @throws SsmException of kind BACKEND if the device cannot hold or run them
     */
    public Map<String, double[]> values(
            String name, Map<String, Expr> outputs, Function<String, double[]> inputs, long seed, long step) {
        Program.Builder program = Program.named(name);
        outputs.forEach(program::output);
        Plan plan = Compiler.compile(program.build());
        Map<String, double[]> values = new LinkedHashMap<>();
        try (Workspace once = part()) {
            Executable executable = once.compile(plan);
            for (Buffer b : plan.buffers(Buffer.Kind.INPUT)) {
                write(executable.input(b.name()), inputs.apply(b.name()));
            }
            executable.run(seed, step, 0);
            outputs.forEach((output, value) -> values.put(output, read(executable.output(output), value.shape())));
        }
        return values;
    }

    /** The device. */
    public Backend backend() {
        return backend;
    }

    /** The names of this scope's own variables, in the order they were made. */
    public List<String> names() {
        return List.copyOf(shapes.keySet());
    }

    /** The shape of one of this scope's own variables. */
    public Shape shape(String name) {
        return shapes.get(name);
    }

    /** The memory of all variables that programs see, including those owned by others, by name. */
    public Map<String, Memory> memories() {
        return Collections.unmodifiableMap(visible);
    }

    /**
     * The memory of a variable.
     *
     * @param name its name
     * @return its memory, closed by its owner only
     */
    public Memory memory(String name) {
        return visible.get(name);
    }

    /**
     * Sets a variable.
     *
     * @param name its name
     * @param values in row-major order
     */
    public void write(String name, double[] values) {
        write(memory(name), values);
    }

    /**
     * Reads a variable.
     *
     * @param name its name
     * @param target as long as the variable
     */
    public void read(String name, double[] target) {
        memory(name).read(0, target, 0, target.length);
    }

    /**
     * Reads one of this scope's own variables.
     *
     * @param name its name
     * @return its elements in row-major order
     */
    public double[] read(String name) {
        return read(memory(name), shape(name));
    }

    private static void write(Memory memory, double[] values) {
        memory.write(values, 0, 0, values.length);
    }

    private static double[] read(Memory memory, Shape shape) {
        double[] values = new double[Math.toIntExact(shape.size())];
        memory.read(0, values, 0, values.length);
        return values;
    }

    private <T> T orClose(Supplier<T> making) {
        try {
            return making.get();
        } catch (RuntimeException e) {
            try {
                close();
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (parent != null) {
            parent.closings.remove(closing);
        }
        RuntimeException failure = null;
        while (!closings.isEmpty()) {
            try {
                closings.removeLast().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
