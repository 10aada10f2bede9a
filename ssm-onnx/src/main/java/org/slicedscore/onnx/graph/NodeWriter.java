package org.slicedscore.onnx.graph;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.slicedscore.api.Detector;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.onnx.proto.Onnx;

/** Writes expressions as ONNX nodes, one primitive after the other. */
final class NodeWriter {
    private final Extents extents;
    private final GraphWriter graph;
    private final Map<String, Detector.Array> arrays;
    private final Map<Expr, OnnxValue> values = new IdentityHashMap<>();

    /** Comparisons as booleans. */
    private final Map<Expr, String> flags = new IdentityHashMap<>();

    private final TreeSet<String> variables = new TreeSet<>();

    NodeWriter(Extents extents, GraphWriter graph, Map<String, Detector.Array> arrays) {
        this.extents = extents;
        this.graph = graph;
        this.arrays = arrays;
    }

    /** Writes an expression whose inputs have been written. */
    void write(Expr e) {
        values.put(e, value(e));
    }

    /** The name of an expression's value with all its extents. */
    String full(Expr e) {
        OnnxValue value = values.get(e);
        int[] dims = extents.of(e);
        if (!value.is(dims)) {
            value = new OnnxValue(graph.node("Expand", value.name(), graph.shape(dims)), dims);
            values.put(e, value);
        }
        return value.name();
    }

    private OnnxValue value(Expr e) {
        int[] dims = extents.of(e);
        return switch (e.primitive()) {
            case Constant c -> new OnnxValue(graph.floats(dims, c.toArray()), dims);
            case Primitive.Input p -> new OnnxValue(p.name(), dims);
            case Primitive.Variable p -> variable(p, dims);
            case Primitive.ElementWise p -> element(e, p);
            case Primitive.Broadcast _ -> values.get(e.input(0));
            case Primitive.Reshape _ -> reshaped(e, dims);
            case Primitive.Transpose p -> transposed(e, p);
            case Primitive.Slice p -> new OnnxValue(sliced(e, p), dims);
            case Primitive.Pad p -> new OnnxValue(padded(e, p), dims);
            case Primitive.Concat p ->
                new OnnxValue(
                        graph.node(
                                "Concat",
                                Map.of("axis", (long) p.axis()),
                                e.inputs().stream().map(this::full).toArray(String[]::new)),
                        dims);
            case Primitive.Gather p ->
                new OnnxValue(gathered(full(e.input(0)), p.axis(), p.indices().toArray()), dims);
            case Primitive.ScatterAdd p -> new OnnxValue(scattered(e, p), dims);
            case Primitive.Reduce p -> new OnnxValue(reduced(e, p), dims);
            case Primitive.MatMul p -> new OnnxValue(product(e, p), dims);
            case Primitive.Cholesky _, Primitive.TriangularSolve _, Primitive.Random _ -> throw unknown(e);
            case Primitive.LoopIndex _, Primitive.LoopSum _ -> throw unknown(e);
        };
    }

    /** Says what cannot be written. */
    private static SsmException unknown(Expr e) {
        return SsmException.usage(
                "the formula uses %s, which ONNX has no operator for; export to safetensors and compute it there, or use another"
                        + " model",
                e.primitive().getClass().getSimpleName());
    }

    private OnnxValue variable(Primitive.Variable p, int[] dims) {
        String name = "parameter " + p.name();
        if (variables.add(p.name())) {
            graph.initializer(name, dims, arrays.get(p.name()).values());
        }
        return new OnnxValue(name, dims);
    }

    // ---- elements -------------------------------------------------------------------------------------------------

    private OnnxValue element(Expr e, Primitive.ElementWise p) {
        OnnxValue[] in = e.inputs().stream().map(values::get).toArray(OnnxValue[]::new);
        int[] dims = OnnxValue.stretched(in);
        String a = in[0].name();
        return switch (p) {
            case Primitive.Unary op -> new OnnxValue(unary(op, a), dims);
            case Primitive.Activation(ActivationFunction function, int order) -> {
                if (function != ActivationFunction.TANH || order != 0) {
                    throw new IllegalArgumentException(e + " is not lowered");
                }
                yield new OnnxValue(graph.node("Tanh", a), dims);
            }
            case Primitive.Binary op ->
                switch (op) {
                    case ADD -> new OnnxValue(graph.node("Add", a, in[1].name()), dims);
                    case SUBTRACT -> new OnnxValue(graph.node("Sub", a, in[1].name()), dims);
                    case MULTIPLY -> new OnnxValue(graph.node("Mul", a, in[1].name()), dims);
                    case DIVIDE -> new OnnxValue(graph.node("Div", a, in[1].name()), dims);
                    case MAXIMUM -> new OnnxValue(graph.node("Max", a, in[1].name()), dims);
                    case LESS -> {
                        String flag = graph.node("Less", a, in[1].name());
                        flags.put(e, flag);
                        yield new OnnxValue(graph.node("Cast", Map.of("to", (long) Onnx.FLOAT), flag), dims);
                    }
                    // it only spares processors from denormal numbers
                    case FLUSH -> in[0];
                };
            case Primitive.Select _ ->
                new OnnxValue(graph.node("Where", flag(e.input(0)), in[1].name(), in[2].name()), dims);
        };
    }

    private String unary(Primitive.Unary op, String x) {
        return switch (op) {
            case NEGATE -> graph.node("Neg", x);
            case EXP -> graph.node("Exp", x);
            case LOG -> graph.node("Log", x);
            case LOG1P -> log1p(x);
            case SQRT -> graph.node("Sqrt", x);
            case SIN -> graph.node("Sin", x);
            case COS -> graph.node("Cos", x);
        };
    }

    /** log u − ((u − 1) − x)/u with u = 1 + x: the second term is what rounding u took away (GNU Scientific Library, log1p). */
    private String log1p(String x) {
        String one = graph.floats(new int[0], new double[] {1});
        String u = graph.node("Add", x, one);
        String lost = graph.node("Sub", graph.node("Sub", u, one), x);
        return graph.node("Sub", graph.node("Log", u), graph.node("Div", lost, u));
    }

    /** Whether an expression is not 0. */
    private String flag(Expr condition) {
        Expr e = condition;
        while (e.primitive() instanceof Primitive.Broadcast) {
            e = e.input(0);
        }
        String known = flags.get(e);
        if (known == null) {
            known = graph.node(
                    "Cast", Map.of("to", (long) Onnx.BOOL), values.get(e).name());
            flags.put(e, known);
        }
        return known;
    }

    // ---- rearrangements -------------------------------------------------------------------------------------------

    private OnnxValue reshaped(Expr e, int[] dims) {
        if (e.input(0).primitive() instanceof Constant c) {
            return new OnnxValue(graph.floats(dims, c.toArray()), dims);
        }
        // one extent may follow from the others
        long[] to = new long[dims.length];
        int free = 0;
        for (int axis = 0; axis < to.length; axis++) {
            to[axis] = dims[axis] > 0 ? dims[axis] : -1;
            free += dims[axis] > 0 ? 0 : 1;
        }
        String shape = free > 1 ? graph.shape(dims) : graph.ints(to);
        return new OnnxValue(graph.node("Reshape", full(e.input(0)), shape), dims);
    }

    private OnnxValue transposed(Expr e, Primitive.Transpose p) {
        OnnxValue in = values.get(e.input(0));
        int[] dims = new int[p.permutation().size()];
        long[] permutation = new long[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = in.dims()[p.permutation().get(axis)];
            permutation[axis] = p.permutation().get(axis);
        }
        return new OnnxValue(graph.node("Transpose", Map.of("perm", permutation), in.name()), dims);
    }

    private String sliced(Expr e, Primitive.Slice p) {
        int[] from = extents.of(e.input(0));
        long[] axes = java.util.stream.IntStream.range(0, from.length)
                .filter(axis -> extents.of(e)[axis] != from[axis])
                .asLongStream()
                .toArray();
        long[] starts = Arrays.stream(axes).map(a -> p.from().get((int) a)).toArray();
        long[] ends = Arrays.stream(axes).map(a -> p.to().get((int) a)).toArray();
        return graph.node("Slice", full(e.input(0)), graph.ints(starts), graph.ints(ends), graph.ints(axes));
    }

    private String padded(Expr e, Primitive.Pad p) {
        int rank = p.before().size();
        long[] pads = new long[2 * rank];
        for (int axis = 0; axis < rank; axis++) {
            pads[axis] = p.before().get(axis);
            pads[rank + axis] = p.after().get(axis);
        }
        return graph.node("Pad", full(e.input(0)), graph.ints(pads));
    }

    private String gathered(String from, int axis, int[] indices) {
        return graph.node(
                "Gather",
                Map.of("axis", (long) axis),
                from,
                graph.ints(Arrays.stream(indices).asLongStream().toArray()));
    }

    /** Positions that get one element each take it, or a zero behind all others; sums of several are a product with zeros and ones. */
    private String scattered(Expr e, Primitive.ScatterAdd p) {
        int[] from = extents.of(e.input(0));
        int count = p.indices().size();
        int[] source = new int[p.extent()];
        Arrays.fill(source, count);
        for (int i = 0; i < count; i++) {
            if (source[p.indices().get(i)] != count) {
                return summed(e, p);
            }
            source[p.indices().get(i)] = i;
        }
        long[] pads = new long[2 * from.length];
        pads[from.length + p.axis()] = 1;
        return gathered(graph.node("Pad", full(e.input(0)), graph.ints(pads)), p.axis(), source);
    }

    private String summed(Expr e, Primitive.ScatterAdd p) {
        int count = p.indices().size();
        double[] places = new double[count * p.extent()];
        for (int i = 0; i < count; i++) {
            places[i * p.extent() + p.indices().get(i)] = 1;
        }
        int rank = e.shape().rank();
        long[] swap = new long[rank];
        Arrays.setAll(swap, axis -> axis);
        swap[p.axis()] = rank - 1;
        swap[rank - 1] = p.axis();
        String last = graph.node("Transpose", Map.of("perm", swap), full(e.input(0)));
        String sums = graph.node("MatMul", last, graph.floats(new int[] {count, p.extent()}, places));
        return graph.node("Transpose", Map.of("perm", swap), sums);
    }

    // ---- sums -----------------------------------------------------------------------------------------------------

    private String reduced(Expr e, Primitive.Reduce p) {
        long[] axes = Arrays.stream(p.axes().toArray()).asLongStream().toArray();
        String in = full(e.input(0));
        // the axes of a sum are an input since operators 13, those of a maximum only since 18
        return p.reduction() == Primitive.Reduction.SUM
                ? graph.node("ReduceSum", Map.of("keepdims", 0L), in, graph.ints(axes))
                : graph.node("ReduceMax", Map.of("keepdims", 0L, "axes", axes), in);
    }

    private String product(Expr e, Primitive.MatMul p) {
        String a = full(e.input(0));
        String b = full(e.input(1));
        int rank = e.shape().rank();
        if (rank == 2) {
            return graph.node(
                    "Gemm", Map.of("transA", p.transposeA() ? 1L : 0L, "transB", p.transposeB() ? 1L : 0L), a, b);
        }
        return graph.node("MatMul", p.transposeA() ? swapped(a, rank) : a, p.transposeB() ? swapped(b, rank) : b);
    }

    private String swapped(String matrices, int rank) {
        long[] permutation = new long[rank];
        Arrays.setAll(permutation, axis -> axis);
        permutation[rank - 1] = rank - 2;
        permutation[rank - 2] = rank - 1;
        return graph.node("Transpose", Map.of("perm", permutation), matrices);
    }
}
