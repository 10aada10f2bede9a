package org.slicedscore.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slicedscore.api.Init;
import org.slicedscore.api.Model;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** A model's scope that records the formula's requests and fails on invalid ones. */
final class RecordingScope implements ModelScope {
    /** The input that holds σ of each row, [B]. */
    static final String LEVEL = "level";

    /** The input that holds the conditions of each row, [B,C]. */
    static final String CONDITIONS = "conditions";

    private final String owner;
    private final Expr level;
    private final Expr conditions;
    private final Options options;
    private final Map<String, Expr> parameters = new LinkedHashMap<>();
    private final Map<String, Init> inits = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();

    RecordingScope(String owner, Model model, Options options, int rows, int conditions) {
        this.owner = owner;
        this.options = options;
        level = model.noiseConditioned() ? Expr.of(new Primitive.Input(LEVEL, Shape.of(rows))) : null;
        this.conditions = model.conditional() && conditions > 0
                ? Expr.of(new Primitive.Input(CONDITIONS, Shape.of(rows, conditions)))
                : null;
    }

    @Override
    public Expr noiseLevel() {
        if (level == null) {
            return Expect.fail(owner + ": asks for the noise level; override noiseConditioned()");
        }
        return level;
    }

    @Override
    public Optional<Expr> conditions() {
        return Optional.ofNullable(conditions);
    }

    /** Whether a leaf is the noise level or the conditions. */
    boolean isContext(Expr leaf) {
        return leaf == level || leaf == conditions;
    }

    @Override
    public <T> T option(Option<T> option) {
        try {
            return options.get(option);
        } catch (IllegalArgumentException e) {
            return Expect.fail(owner + ": " + e.getMessage() + "; name it in options()");
        }
    }

    @Override
    public Expr parameter(String name, Init init, int... dims) {
        Expect.assertTrue(
                name.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*"),
                owner + ": parameter name '" + name + "'; names are words joined by '.'");
        Shape shape = Shape.of(dims);
        Expr known = parameters.get(name);
        if (known != null) {
            Expect.assertEquals(
                    known.shape(), shape, owner + ": parameter '" + name + "' is asked for with two shapes");
            repeated.add(name);
            return known;
        }
        Expr parameter = Expr.of(new Primitive.Variable(name, shape));
        parameters.put(name, parameter);
        inits.put(name, init);
        return parameter;
    }

    /** The parameters in the order of first request. */
    Map<String, Expr> parameters() {
        return parameters;
    }

    /** The names requested more than once. */
    List<String> repeated() {
        return repeated;
    }

    Init init(String name) {
        return inits.get(name);
    }
}
