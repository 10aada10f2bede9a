package org.slicedscore.core.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * The computation of one run: named outputs for the host, and new values for variables. All expressions see the
 * variables' values from before the run.
 */
public final class Program {
    private final String name;
    private final Map<String, Expr> outputs;
    private final Map<Primitive.Variable, Expr> assignments;

    private Program(Builder b) {
        name = b.name;
        outputs = new LinkedHashMap<>(b.outputs);
        assignments = new LinkedHashMap<>(b.assignments);
    }

    /** Starts a program of a name for listings. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    String name() {
        return name;
    }

    Map<String, Expr> outputs() {
        return outputs;
    }

    Map<Primitive.Variable, Expr> assignments() {
        return assignments;
    }

    /** Collects outputs and assignments. */
    public static final class Builder {
        private final String name;
        private final Map<String, Expr> outputs = new LinkedHashMap<>();
        private final Map<Primitive.Variable, Expr> assignments = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Makes a value readable by the host after a run, under a name unique among the outputs. */
        public Builder output(String name, Expr value) {
            if (outputs.put(name, value) != null) {
                throw new IllegalArgumentException("two outputs named " + name);
            }
            return this;
        }

        /** Gives a variable a new value, of the same shape, at the end of a run. */
        public Builder assign(Expr variable, Expr value) {
            Primitive.Variable v = (Primitive.Variable) variable.primitive();
            if (!v.shape().equals(value.shape())) {
                throw new IllegalArgumentException(
                        "variable " + v.name() + v.shape() + " assigned a value of " + value.shape());
            }
            if (assignments.put(v, value) != null) {
                throw new IllegalArgumentException("variable " + v.name() + " assigned twice");
            }
            return this;
        }

        /** An immutable copy of the program so far. */
        public Program build() {
            return new Program(this);
        }
    }
}
