package org.slicedscore.core.compile;

import java.util.OptionalDouble;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** Constants whose elements are all equal: they become numbers in a region's code, not memory. */
final class Literals {
    private Literals() {}

    /** The common element of a uniform constant under any chain of views, or empty. */
    static OptionalDouble value(Expr e) {
        Expr at = e;
        while (true) {
            switch (at.primitive()) {
                case Constant c -> {
                    double first = c.get(0);
                    for (int i = 1; i < at.shape().size(); i++) {
                        if (c.get(i) != first) {
                            return OptionalDouble.empty();
                        }
                    }
                    return OptionalDouble.of(first);
                }
                case Primitive.Broadcast b -> at = at.input(0);
                case Primitive.Reshape r -> at = at.input(0);
                case Primitive.Transpose t -> at = at.input(0);
                case Primitive.Slice s -> at = at.input(0);
                default -> {
                    return OptionalDouble.empty();
                }
            }
        }
    }

    static boolean is(Expr e, double value) {
        OptionalDouble v = value(e);
        return v.isPresent() && v.getAsDouble() == value;
    }
}
