package org.slicedscore.engine.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/**
 * An optimiser's formula applied to all parameters. It is written out twice: first to learn which numbers it wants for
 * each step, then in earnest.
 */
public final class UpdateGraph {
    private static final String PREFIX = "optimizer.";

    private final Optimizer optimizer;
    private final Options options;
    private final StepScalars scalars;
    private final String owner;
    private final String rateName;
    private final Map<Expr, Expr> assignments = new LinkedHashMap<>();
    private final List<Primitive.Variable> states = new ArrayList<>();

    /**
     * An optimiser.
     *
     * @param optimizer the optimiser
     * @param options values of the options that it declares
     * @param scalars where it finds the numbers of a step
     * @param owner a prefix of the names of its numbers there; empty where it is the only optimiser
     * @param rateName the name of the learning rate there
     */
    public UpdateGraph(Optimizer optimizer, Options options, StepScalars scalars, String owner, String rateName) {
        this.optimizer = optimizer;
        this.options = options;
        this.scalars = scalars;
        this.owner = owner;
        this.rateName = rateName;
    }

    /** Learns which numbers the formula wants, from a scalar parameter. */
    public void declareScalars() {
        Expr one = Expr.constant(1);
        optimizer.update(new OneStep("", one, one, true));
    }

    /**
     * The parameter's new value.
     *
     * @param name its name, unique among the variables of the program
     * @param parameter its value before the step
     * @param gradient of the loss, of its shape
     */
    public Expr update(String name, Expr parameter, Expr gradient) {
        OneStep step = new OneStep(name, parameter, gradient, false);
        Expr updated = optimizer.update(step);
        if (!updated.shape().equals(parameter.shape())) {
            throw new IllegalStateException("optimiser '" + optimizer.id() + "' turned parameter " + name
                    + parameter.shape() + " into " + updated.shape());
        }
        assignments.putAll(step.kept);
        return updated;
    }

    /** New values of the optimiser's state by variable, of all parameters seen. */
    public Map<Expr, Expr> assignments() {
        return assignments;
    }

    /** The optimiser's state variables, of all parameters seen. */
    public List<Primitive.Variable> states() {
        return states;
    }

    private final class OneStep implements Optimizer.Step {
        private final String name;
        private final Expr parameter;
        private final Expr gradient;
        private final boolean dry;
        private final Map<String, Expr> variables = new LinkedHashMap<>();
        private final Map<Expr, Expr> kept = new LinkedHashMap<>();

        OneStep(String name, Expr parameter, Expr gradient, boolean dry) {
            this.name = name;
            this.parameter = parameter;
            this.gradient = gradient;
            this.dry = dry;
        }

        @Override
        public Expr parameter() {
            return parameter;
        }

        @Override
        public Expr gradient() {
            return gradient;
        }

        @Override
        public Expr learningRate() {
            return dry ? Expr.constant(1) : scalars.get(rateName);
        }

        @Override
        public Expr perStep(String scalar, LongToDoubleFunction function) {
            if (dry) {
                scalars.declare(owner + PREFIX + scalar, function);
                return Expr.constant(1);
            }
            return scalars.get(owner + PREFIX + scalar);
        }

        @Override
        public Expr state(String stateName) {
            return variables.computeIfAbsent(stateName, s -> {
                Shape shape = parameter.shape();
                Primitive.Variable v = new Primitive.Variable(PREFIX + s + "." + name, shape);
                if (!dry) {
                    states.add(v);
                }
                return Expr.of(v);
            });
        }

        @Override
        public Expr keep(String stateName, Expr value) {
            kept.put(state(stateName), value);
            return value;
        }

        @Override
        public <T> T option(Option<T> option) {
            return options.get(option);
        }
    }
}
