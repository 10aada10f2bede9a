package org.slicedscore.core.score;

import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** The source of a score function's standard normal noise. */
@FunctionalInterface
public interface Noise {
    /** Fresh at every step. */
    Noise RANDOM = (purpose, shape) -> Expr.of(new Primitive.Random(Distribution.NORMAL, "noise." + purpose, shape));

    /**
     * Noise for a batch.
     *
     * @param purpose the purpose, which separates streams
     * @param shape [B,D]
     * @return an expression of that shape
     */
    Expr sample(String purpose, Shape shape);
}
