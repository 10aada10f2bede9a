package org.slicedscore.engine.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Numbers that depend on the step alone: worked out on the host in double precision, sent to the device in one piece. */
public final class StepScalars {
    /** Name of the input that holds them. */
    public static final String INPUT = "scalars";

    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final List<LongToDoubleFunction> functions = new ArrayList<>();
    private LongToDoubleFunction[] frozen = {};
    private double[] values = {};
    private Expr input;

    /**
     * Declares a number; the first function of a name counts.
     *
     * @param name its name
     * @param function of the step, which counts from 1
     */
    public void declare(String name, LongToDoubleFunction function) {
        if (input != null) {
            throw new IllegalStateException("'" + name + "' comes too late");
        }
        if (index.putIfAbsent(name, functions.size()) == null) {
            functions.add(function);
        }
    }

    /**
     * The number as an expression; afterwards nothing more can be declared.
     *
     * @param name one that was declared
     * @return a scalar
     */
    public Expr get(String name) {
        Integer i = index.get(name);
        if (i == null) {
            throw new IllegalStateException("the formula asks for '" + name + "' the second time only");
        }
        if (input == null) {
            input = Expr.of(new Primitive.Input(INPUT, Shape.of(functions.size())));
            frozen = functions.toArray(LongToDoubleFunction[]::new);
            values = new double[frozen.length];
        }
        return input.slice(0, i, i + 1).reshape(Shape.SCALAR);
    }

    /**
     * All numbers of a step.
     *
     * @param step counts from 1
     * @return the same array each time
     */
    public double[] at(long step) {
        for (int i = 0; i < frozen.length; i++) {
            values[i] = frozen[i].applyAsDouble(step);
        }
        return values;
    }

    /**
     * One number of a step.
     *
     * @param name one that was declared
     * @param step counts from 1
     */
    public double value(String name, long step) {
        return functions.get(index.get(name)).applyAsDouble(step);
    }
}
