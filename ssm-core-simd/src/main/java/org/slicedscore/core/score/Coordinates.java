package org.slicedscore.core.score;

import java.util.List;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Graphs;

/** The coordinate directions, all at once or a block of them in each pass of a loop. */
final class Coordinates {
    /** Target limit on the elements of one layer's tangents in a block. */
    private static final long BLOCK_ELEMENTS = 1 << 21;

    /** So few blocks are not worth a loop: all directions at once take no more than that many times the memory. */
    private static final int AT_ONCE = 4;

    private final Expr rows;

    /** The directions, [K,D]. */
    private final Expr directions;

    private final int passes;

    private Coordinates(Expr rows, Expr directions, int passes) {
        this.rows = rows;
        this.directions = directions;
        this.passes = passes;
    }

    /**
     * All directions.
     *
     * @param rows [B,D]
     */
    static Coordinates all(Expr rows) {
        int d = rows.dim(1);
        double[] ones = new double[d * d];
        for (int i = 0; i < d; i++) {
            ones[i * d + i] = 1;
        }
        return new Coordinates(rows, Expr.constant(Shape.of(d, d), ones), 1);
    }

    /**
     * Blocks of nearly equal size. The last one is filled up with directions of zero.
     *
     * @param rows [B,D]
     * @param most the number of directions that may be in a block, at least 1
     */
    static Coordinates blocks(Expr rows, int most) {
        int d = rows.dim(1);
        int passes = (d + most - 1) / most;
        if (passes == 1) {
            return all(rows);
        }
        int count = (d + passes - 1) / passes;
        // column less direction, zero where the direction has its one: whole numbers, exact in any precision
        double[] numbers = new double[count * d];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < d; j++) {
                numbers[i * d + j] = j - i;
            }
        }
        Expr start = Expr.of(new Primitive.LoopIndex(passes)).mul(count);
        Expr fromStart = Expr.constant(Shape.of(count, d), numbers).sub(start);
        return new Coordinates(rows, fromStart.square().less(Expr.constant(0.5)), passes);
    }

    /**
     * The number of directions that keeps the tangents of the widest layer small; all where a few blocks would do.
     *
     * @param value of the rows
     * @param rows [B,D]
     */
    static int fitting(Expr value, Expr rows) {
        long widest = Graphs.dependents(Graphs.topological(List.of(value)), List.of(rows)).stream()
                .filter(e -> e.primitive() instanceof Primitive.MatMul)
                .mapToLong(e -> e.shape().size())
                .max()
                .orElse(rows.shape().size());
        int fit = Math.clamp(BLOCK_ELEMENTS / Math.max(1, widest), 1, rows.dim(1));
        return (long) fit * AT_ONCE >= rows.dim(1) ? rows.dim(1) : fit;
    }

    /** The directions of each row, [K] + the rows' shape. */
    Expr spread() {
        int k = directions.dim(0);
        return directions.reshape(k, 1, rows.dim(1)).broadcastTo(rows.shape().prepend(k));
    }

    /** The elements that directions point at, of a value of the rows' shape, [K,B]. */
    Expr of(Expr value) {
        return passes == 1 ? value.transpose(1, 0) : directions.matmul(value.t());
    }

    /** The sum of a quantity over all passes. */
    Expr total(Expr quantity) {
        return passes == 1 ? quantity : Expr.of(new Primitive.LoopSum(passes), quantity);
    }
}
