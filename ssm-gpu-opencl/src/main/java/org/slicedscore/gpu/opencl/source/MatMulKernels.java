package org.slicedscore.gpu.opencl.source;

import java.util.List;
import java.util.function.Function;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive.Reduction;
import org.slicedscore.api.plan.Instruction.MatMul;
import org.slicedscore.api.plan.Instruction.Region;
import org.slicedscore.api.plan.ScalarOp;
import org.slicedscore.api.plan.View;

/**
 * Lowers matrix products. Those with one or two rows or columns, and outer products, only stream memory, like regions;
 * the others run in tiles. Long sums with few tiles are split along k, by a rule that depends only on shapes and the
 * device.
 */
final class MatMulKernels {
    /** The largest number of rows or columns at which a product is a region. */
    private static final int NARROW = 2;

    /** The tile size that decides splits, independent of the tile that computes them. */
    private static final int NOMINAL = 64;

    /** The least number of terms in a piece. */
    private static final int LEAST_TERMS = 256;

    /** Adds up the pieces in order, then adds C. */
    private static final String SUM = """
            __kernel void $name($parameters)
            {
                $pointers
                const int j = get_global_id(0);
                const int i = get_global_id(1);
                if (i < $m && j < $n) {
                    __global float* to = $c + get_global_id(2) * (long) $cBatch + i * (long) $cRow + j;
                    float sum = $start;
                    for (int s = 0; s < $splits; s++) {
                        sum += $parts[((get_global_id(2) * $splits + s) * (long) $m + i) * $n + j];
                    }
                    *to = sum;
                }
            }
            """;

    private final Places places;
    private final Traits traits;
    private final Function<MatMul, TileShape> tiles;

    MatMulKernels(Places places, Traits traits, Function<MatMul, TileShape> tiles) {
        this.places = places;
        this.traits = traits;
        this.tiles = tiles;
    }

    static boolean isStreamed(MatMul p) {
        return p.k() == 1 || Math.min(p.m(), p.n()) <= NARROW;
    }

    List<KernelCall> lower(MatMul p) {
        if (isStreamed(p)) {
            return new RegionKernels(places, traits).lower(region(p), p.accumulate());
        }
        int splits = splits(p, traits);
        TileShape tile = tiles.apply(p);
        KernelCall product = switch (tile) {
            case TileShape.Local local -> LocalMatMul.call(p, local, splits, places);
            case TileShape.Vectors vectors -> VectorMatMul.call(p, vectors, splits, places, traits);
        };
        return splits == 1 ? List.of(product) : List.of(product, sum(p, splits));
    }

    /** The number of pieces of k. */
    static int splits(MatMul p, Traits traits) {
        long tiles = (long) p.batch() * ((p.m() + NOMINAL - 1) / NOMINAL) * ((p.n() + NOMINAL - 1) / NOMINAL);
        // a processor's few cores are busy with few tiles
        long wanted = traits.cpu() ? traits.units() : 2L * traits.units();
        return Math.clamp(wanted / tiles, 1, Math.max(1, p.k() / LEAST_TERMS));
    }

    /** The product as multiplication and sum, with the axis last along which most memory is contiguous. */
    private static Region region(MatMul p) {
        boolean wide = p.k() == 1 || p.m() <= p.n();
        boolean along = p.k() > 1 && (p.m() <= p.n() ? p.n() == 1 || p.b().stride(1) == 1 : p.a().stride(2) == 1);
        int[] order = along ? new int[] {0, 1, 2, 3} : wide ? new int[] {0, 1, 3, 2} : new int[] {0, 2, 3, 1};
        int[] extents = {p.batch(), p.m(), p.n(), p.k()};
        long[] a = {p.a().stride(0), p.a().stride(1), 0, p.a().stride(2)};
        long[] b = {p.b().stride(0), 0, p.b().stride(2), p.b().stride(1)};
        long[] c = {p.c().stride(0), p.c().stride(1), p.c().stride(2), 0};
        int reduced = along ? 3 : 2;
        return new Region(
                IntTuple.of(pick(extents, order)),
                reduced,
                reduced + 1,
                List.of(view(p.a(), a, order), view(p.b(), b, order)),
                List.of(new Region.Step(ScalarOp.MULTIPLY, 0, 1, -1, 0)),
                List.of(new Region.Store(2, view(p.c(), c, order), Reduction.SUM)));
    }

    private static View view(View of, long[] strides, int[] order) {
        long[] picked = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = strides[order[i]];
        }
        return new View(of.buffer(), of.offset(), picked);
    }

    private static int[] pick(int[] values, int[] order) {
        int[] picked = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = values[order[i]];
        }
        return picked;
    }

    private KernelCall sum(MatMul p, int splits) {
        Parameters q = new Parameters(places);
        Template text = new Template(SUM)
                .with("parts", q.scratch())
                .with("c", q.pointer(p.c()))
                .with("m", q.number(p.m()))
                .with("n", q.number(p.n()))
                .with("splits", q.number(splits))
                .with("cBatch", q.number(p.c().stride(0)))
                .with("cRow", q.number(p.c().stride(1)))
                .with("start", p.accumulate() ? "*to" : "0.0f");
        int x = Groups.power(p.n(), 32);
        Range range = Range.covering(new long[] {p.n(), p.m(), p.batch()}, x, 256 / Math.max(x, 16), 1);
        return q.call("splits", text, range, 0);
    }
}
