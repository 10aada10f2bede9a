package org.slicedscore.core.autodiff;

import java.util.OptionalDouble;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/**
 * Constants whose elements are all equal: rules simplify them, and plans hold them as numbers in code, not in memory.
 */
public final class Literals {
    private Literals() {}

    /**
     * The common element of a uniform constant under any chain of views.
     *
     * @param e any expression
     * @return the element, or empty
     */
    public static OptionalDouble value(Expr e) {
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
                case Primitive.View _ -> at = at.input(0);
                default -> {
                    return OptionalDouble.empty();
                }
            }
        }
    }

    /**
     * Whether all elements are a given constant.
     *
     * @param e any expression
     * @param value the constant
     * @return true if so
     */
    public static boolean is(Expr e, double value) {
        OptionalDouble v = value(e);
        return v.isPresent() && v.getAsDouble() == value;
    }
}
