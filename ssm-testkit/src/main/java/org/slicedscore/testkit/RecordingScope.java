package org.slicedscore.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Init;
import org.slicedscore.api.ModelScope;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;

/** A model's scope that records the formula's requests and fails on invalid ones. */
final class RecordingScope implements ModelScope {
    private final String owner;
    private final Options options;
    private final Map<String, Expr> parameters = new LinkedHashMap<>();
    private final Map<String, Init> inits = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();

    RecordingScope(String owner, Options options) {
        this.owner = owner;
        this.options = options;
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
