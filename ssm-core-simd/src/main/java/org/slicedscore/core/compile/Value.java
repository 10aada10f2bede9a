package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.List;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;

/** A value with a buffer, its writers and its readers. */
final class Value {
    final Buffer.Kind kind;
    final String name;
    final Shape shape;
    final double[] constant;
    final List<Unit> writers = new ArrayList<>();
    final List<Unit> readers = new ArrayList<>();

    Value(Buffer.Kind kind, String name, Shape shape, double[] constant) {
        this.kind = kind;
        this.name = name;
        this.shape = shape;
        this.constant = constant;
    }
}
