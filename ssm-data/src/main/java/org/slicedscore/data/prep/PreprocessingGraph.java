package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;

/**
 * A {@link Preprocessing} as expressions over a batch of rows, step by step, for 32-bit numbers.
 */
public final class PreprocessingGraph {
    /** Rounds to infinity in 32 bits, and is a number in 64. */
    public static final double BEYOND = 0x1p128;

    /** A number is split in two where rounding it to 32 bits would move a value by more than this, in units of the scale. */
    private static final double NOTICED = 1e-8;

    private final Encoding encoding;
    private final ColumnScale[] scales;
    private final Whitening whitening;
    private final Expr encoded;
    private final Expr units;

    PreprocessingGraph(Encoding encoding, ColumnScale[] scales, Whitening whitening, Expr rows) {
        this.encoding = encoding;
        this.scales = scales;
        this.whitening = whitening;
        EncodingGraph graph = new EncodingGraph(encoding, rows);
        encoded = graph.coordinates();
        units = units(graph);
    }

    /** The first step, numbers: [B,D+C]. What follows is a function of this node. */
    public Expr encoded() {
        return encoded;
    }

    /** (x − shift) / scale, as exact in 32 bits as the rows are. */
    private Expr units(EncodingGraph graph) {
        double[] high = new double[scales.length];
        double[] low = new double[scales.length];
        boolean split = false;
        for (int j = 0; j < high.length; j++) {
            high[j] = (float) scales[j].shift();
            low[j] = scales[j].shift() - high[j];
            split |= Math.abs(low[j]) > NOTICED * scales[j].scale();
        }
        Expr centred = encoded.sub(row(j -> high[j]));
        if (split) {
            centred = graph.lost().add(centred.sub(row(j -> low[j])));
        }
        return centred.div(row(j -> scales[j].scale()));
    }

    private interface Each {
        double at(int coordinate);
    }

    private Expr row(Each each) {
        double[] values = new double[scales.length];
        Arrays.setAll(values, each::at);
        return Expr.constant(Shape.of(values.length), values);
    }

    private boolean any(IntPredicate which) {
        return IntStream.range(0, scales.length).anyMatch(which);
    }

    /** How far the units are beyond the reach; 0 within it. */
    private Expr over() {
        return units.maximum(units.negate()).sub(row(j -> scales[j].reach())).maximum(Expr.constant(0));
    }

    /** The second step, each coordinate scaled: [B,D+C]. */
    public Expr scaled() {
        Expr u = units;
        if (!any(j -> Double.isFinite(scales[j].reach()))) {
            return u;
        }
        Expr over = over();
        boolean clip = any(j -> scales[j].clip());
        Expr reach = row(j -> Double.isFinite(scales[j].reach()) ? scales[j].reach() : 0);
        Expr far = clip ? reach.broadcastTo(u.shape()) : reach.add(over.log1p());
        Expr signed = u.less(Expr.constant(0)).select(far.negate(), far);
        return Expr.constant(0).less(over).select(signed, u);
    }

    /** What the derivative of the second step is taken of: the step itself, but a line where it clips, as densities have it. */
    public Expr line() {
        return any(j -> scales[j].clip()) ? units : scaled();
    }

    /** The third step, some coordinates made uncorrelated: [B,D+C]. */
    public Expr whitened() {
        return whitening == null ? scaled() : mapped(scaled(), false);
    }

    /**
     * Takes a score back over the third step: Aᵀ s.
     *
     * @param score of the model's coordinates, [B,D]
     * @return of the scaled coordinates, [B,D]
     */
    public Expr scoreBeforeWhitening(Expr score) {
        return whitening == null ? score : mapped(score, true);
    }

    private Expr mapped(Expr x, boolean transposed) {
        int[] axes = whitening.axes();
        Expr matrix = Expr.constant(Shape.of(axes.length, axes.length), whitening.forward());
        int width = x.dim(1);
        boolean all = axes.length == width;
        Expr some = all ? x : x.gather(1, axes);
        Expr product = some.matmul(transposed ? matrix : matrix.t());
        if (all) {
            return product;
        }
        int[] others = IntStream.range(0, width)
                .filter(j -> Arrays.binarySearch(axes, j) < 0)
                .toArray();
        List<Integer> order = new ArrayList<>();
        IntStream.concat(Arrays.stream(axes), Arrays.stream(others)).forEach(order::add);
        int[] places = IntStream.range(0, width).map(order::indexOf).toArray();
        return Expr.concat(1, product, x.gather(1, others)).gather(1, places);
    }

    /** The volume change of the second and the third step: log |det ∂z/∂x|, [B]. */
    public Expr logDetJacobian() {
        int dim = encoding.dim();
        double sum = whitening == null ? 0 : whitening.logDet();
        for (int j = 0; j < dim; j++) {
            sum -= Math.log(scales[j].scale());
        }
        Expr constant = Expr.filled(sum, Shape.of(encoded.dim(0)));
        boolean tails = IntStream.range(0, dim).anyMatch(j -> Double.isFinite(scales[j].reach()) && !scales[j].clip());
        return tails ? constant.sub(over().log1p().slice(1, 0, dim).sum(-1)) : constant;
    }

    /** A score that points from a row back to the centre of the training rows: ±∞, or 0 in coordinates that lie there; [B,D]. */
    public Expr back() {
        Expr side = encoded.sub(row(j -> scales[j].shift())).slice(1, 0, encoding.dim());
        Expr zero = Expr.constant(0);
        Expr infinity = Expr.of(Constant.of(Double.POSITIVE_INFINITY));
        return side.less(zero).select(infinity, zero.less(side).select(infinity.negate(), zero));
    }
}
