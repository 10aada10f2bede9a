package org.slicedscore.engine.scheme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.score.ModelGraph;

/**
 * Parameters under a name of their own, as one part of a {@link Scheme} that learns as a whole. Formulas ask it for parameters, as
 * often as they like; the formula of a model that is a plug-in takes it as its scope.
 */
public final class Network implements ModelScope {
    private final String name;
    private final Options options;
    private final Map<String, ModelGraph.Parameter> parameters = new LinkedHashMap<>();

    Network(String name, Options options) {
        this.name = name;
        this.options = options;
    }

    /** Its name, unique in the scheme. */
    public String name() {
        return name;
    }

    /** The parameters asked for so far, by their full name, such as {@code encoder.0.weight}. */
    public Map<String, ModelGraph.Parameter> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Expr parameter(String part, Init init, int... dims) {
        Shape shape = Shape.of(dims);
        ModelGraph.Parameter p = parameters.computeIfAbsent(
                name + "." + part,
                full -> new ModelGraph.Parameter(full, Expr.of(new Primitive.Variable(full, shape)), init));
        if (!p.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "network '" + name + "' has parameter '" + part + "' of shape " + p.shape() + ", not " + shape);
        }
        return p.variable();
    }

    @Override
    public <T> T option(Option<T> option) {
        return options.get(option);
    }

    /**
     * Fully connected layers {@code 0}, {@code 1}, … with an activation after each but the last.
     *
     * @param x [B, inputs]
     * @param activation between layers
     * @param widths outputs of each layer
     * @return [B, the last width]
     */
    public Expr layers(Expr x, ActivationFunction activation, int... widths) {
        Expr h = x;
        for (int i = 0; i < widths.length; i++) {
            h = linear(Integer.toString(i), h, widths[i]);
            h = i < widths.length - 1 ? h.activation(activation) : h;
        }
        return h;
    }
}
