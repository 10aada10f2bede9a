package org.slicedscore.core.score;

import java.util.function.UnaryOperator;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** The coordinate directions, all at once or in blocks. */
final class Coordinates {
    private Coordinates() {}

    /** All D directions, [D] + the rows' shape [B,D]. */
    static Expr all(Shape rows) {
        int d = rows.dim(1);
        double[] ones = new double[d * d];
        for (int i = 0; i < d; i++) {
            ones[i * d + i] = 1;
        }
        return spread(Expr.constant(Shape.of(d, d), ones), rows);
    }

    /**
     * The sum of a quantity over all directions. Where they need several blocks, the sum is one of a loop, with
     * a block in each pass. The last block is filled up with directions of zero.
     *
     * @param rows their shape, [B,D]
     * @param block the number of directions that fit into a block, at least 1
     * @param quantity of directions [M,B,D]: the sum over them of something that is zero where a direction is
     */
    static Expr sum(Shape rows, int block, UnaryOperator<Expr> quantity) {
        int d = rows.dim(1);
        int passes = (d + block - 1) / block;
        if (passes == 1) {
            return quantity.apply(all(rows));
        }
        int count = (d + passes - 1) / passes;
        Expr start = Expr.of(new Primitive.LoopIndex(passes)).mul(count);
        // whole numbers, so that the directions are exact in any precision
        Expr v = numbers(count, d).sub(start).square().less(Expr.constant(0.5));
        return Expr.of(new Primitive.LoopSum(passes), quantity.apply(spread(v, rows)));
    }

    /** Column less direction: zero where the direction has its one. [count,D] */
    private static Expr numbers(int count, int d) {
        double[] numbers = new double[count * d];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < d; j++) {
                numbers[i * d + j] = j - i;
            }
        }
        return Expr.constant(Shape.of(count, d), numbers);
    }

    private static Expr spread(Expr directions, Shape rows) {
        int count = directions.dim(0);
        return directions.reshape(count, 1, rows.dim(1)).broadcastTo(rows.prepend(count));
    }
}
