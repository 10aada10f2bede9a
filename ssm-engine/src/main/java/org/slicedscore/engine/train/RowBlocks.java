package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.autodiff.Graphs;

/**
 * A batch that is worked through in blocks of rows, one after the other, whose gradients add up. The temporaries of a large
 * batch do not fit into the caches of a processor, and each instruction then waits for memory; those of a block do.
 *
 * <p>Nothing but the order of sums depends on it: a row keeps its number, and with that its random numbers. A block reads all
 * weights and adds to all gradients again, so they have to be small beside it.
 */
final class RowBlocks {
    /** A plan grows with each block. */
    private static final int MOST_BLOCKS = 16;

    /** How many times as large as the parameters the temporaries of a block must be. */
    private static final int OUTWEIGHS = 4;

    private RowBlocks() {}

    /**
     * The rows of a block.
     *
     * @param batch rows of the batch
     * @param temporaries of the whole batch, in bytes
     * @param parameters in bytes
     * @param preferred as {@link org.slicedscore.api.backend.Backend#preferredTemporaries}
     * @return as many as the batch has where one block is best
     */
    static int rows(int batch, long temporaries, long parameters, long preferred) {
        if (temporaries <= preferred) {
            return batch;
        }
        long blocks = Math.min(MOST_BLOCKS, (temporaries + preferred - 1) / preferred);
        return temporaries / blocks < OUTWEIGHS * parameters ? batch : Math.toIntExact((batch + blocks - 1) / blocks);
    }

    /**
     * The shares of the blocks in the mean of a loss over all rows. Their gradients are to be taken one by one: those of their sum
     * would meet wherever blocks compute the same of the weights, and wait for each other there.
     *
     * @param x the rows, [B,D]
     * @param block rows of a block; the last may have fewer
     * @param all over how many rows the mean is: at least B; more where these are some of the rows
     * @param loss of rows [b,D], [b]
     * @return numbers whose sum is these rows' share in the mean
     */
    static List<Expr> shares(Expr x, int block, int all, UnaryOperator<Expr> loss) {
        int rows = x.shape().dim(0);
        if (block >= rows) {
            Expr losses = loss.apply(x);
            return List.of(rows == all ? losses.mean() : losses.sum().mul(1.0 / all));
        }
        List<Expr> shares = new ArrayList<>();
        for (int from = 0; from < rows; from += block) {
            Expr own = loss.apply(x.slice(0, from, Math.min(rows, from + block)));
            shares.add(from(own, from).sum().mul(1.0 / all));
        }
        return shares;
    }

    /** The same graph, with the random numbers of rows that are counted from another one on. */
    private static Expr from(Expr root, int row) {
        Map<Expr, Expr> moved = new IdentityHashMap<>();
        for (Expr node : Graphs.topological(List.of(root))) {
            if (node.primitive() instanceof Primitive.Random r) {
                moved.put(node, Expr.of(r.from(Math.addExact(r.firstRow(), row))));
                continue;
            }
            boolean same = true;
            List<Expr> inputs = new ArrayList<>();
            for (Expr input : node.inputs()) {
                Expr now = moved.get(input);
                same &= now == input;
                inputs.add(now);
            }
            moved.put(node, same ? node : Expr.of(node.primitive(), inputs));
        }
        return moved.get(root);
    }
}
