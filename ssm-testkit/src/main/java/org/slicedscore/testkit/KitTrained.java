package org.slicedscore.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slicedscore.api.Detector.Array;
import org.slicedscore.api.Exporter;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** Something trained for exporters: tanh of an affine map of two columns, and then what a check is about. */
record KitTrained(double weight, UnaryOperator<Expr> last) implements Exporter.Trained {
    /** Without anything special. */
    static KitTrained ordinary(double weight) {
        return new KitTrained(weight, e -> e);
    }

    @Override
    public List<String> inputs() {
        return List.of("height", "weight");
    }

    @Override
    public Map<String, Expr> outputs(Expr rows) {
        Expr w = Expr.of(new Primitive.Variable("net.0.weight", Shape.of(3, 2)));
        Expr b = Expr.of(new Primitive.Variable("net.0.bias", Shape.of(3)));
        Expr h = rows.matmul(w.t()).add(b).tanh();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("log_density", last.apply(h).sum(-1));
        outputs.put("score", Expr.constant(1).sub(h.square()).matmul(w));
        return outputs;
    }

    @Override
    public Map<String, Array> arrays() {
        Map<String, Array> arrays = new LinkedHashMap<>();
        arrays.put("net.0.weight", new Array(Shape.of(3, 2), new double[] {weight, 1, -2, 0.5, 0.25, 3}));
        arrays.put("net.0.bias", new Array(Shape.of(3), new double[] {0.1, 0.2, -0.3}));
        return arrays;
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", "ssm-export/1");
        texts.put("model", "größe \"quoted\"");
        return texts;
    }
}
