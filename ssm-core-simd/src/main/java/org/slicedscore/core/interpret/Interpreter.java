package org.slicedscore.core.interpret;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Constant;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.View;
import org.slicedscore.api.random.PhiloxRows;
import org.slicedscore.core.autodiff.Graphs;

/** Evaluates expressions in double precision, node by node. */
public final class Interpreter {
    private final Map<String, double[]> leaves;
    private final long seed;
    private final long step;
    private final long firstRow;
    private final Map<Expr, double[]> values = new IdentityHashMap<>();
    private final Map<Primitive.LoopIndex, Integer> pass = new HashMap<>();

    /**
     * Prepares an evaluation.
     *
     * @param leaves the elements of inputs and variables by name, in row-major order
     * @param seed of the random numbers
     * @param step of the random numbers
     * @param firstRow of the random numbers
     */
    public Interpreter(Map<String, double[]> leaves, long seed, long step, long firstRow) {
        this.leaves = leaves;
        this.seed = seed;
        this.step = step;
        this.firstRow = firstRow;
    }

    /**
     * Evaluates an expression without random numbers.
     *
     * @param e the expression
     * @param leaves the elements of inputs and variables by name
     * @return its elements in row-major order
     */
    public static double[] evaluate(Expr e, Map<String, double[]> leaves) {
        return new Interpreter(leaves, 0, 0, 0).evaluate(e);
    }

    /**
     * Evaluates an expression.
     *
     * @param e the expression
     * @return its elements in row-major order
     */
    public double[] evaluate(Expr e) {
        for (Expr node : Graphs.topological(List.of(e))) {
            if (!values.containsKey(node)) {
                values.put(node, compute(node));
            }
        }
        return values.get(e).clone();
    }

    private double[] in(Expr node, int i) {
        return values.get(node.input(i));
    }

    private double[] compute(Expr node) {
        double[] out = new double[Math.toIntExact(node.shape().size())];
        switch (node.primitive()) {
            case Constant c -> System.arraycopy(c.toArray(), 0, out, 0, out.length);
            case Primitive.Input p -> leaf(p.name(), out);
            case Primitive.Variable p -> leaf(p.name(), out);
            case Primitive.Random p -> random(p, out);
            case Primitive.LoopIndex p -> out[0] = pass.getOrDefault(p, 0);
            case Primitive.LoopSum p -> loop(node, p, out);
            case Primitive.ElementWise p -> elementWise(node, p, out);
            case Primitive.Reshape _ -> System.arraycopy(in(node, 0), 0, out, 0, out.length);
            case Primitive.MatMul p -> matMul(node, p, out);
            case Primitive.Cholesky _ -> cholesky(node, out);
            case Primitive.TriangularSolve p -> solve(node, p, out);
            case Primitive.Concat p -> concat(node, p, out);
            case Primitive.Reduce p -> reduce(node, p, out);
            case Primitive.Pad p ->
                scatter(node, out, (axis, index) -> index + p.before().get(axis));
            case Primitive.ScatterAdd p ->
                scatter(
                        node,
                        out,
                        (axis, index) -> axis == p.axis() ? p.indices().get(index) : index);
            case Primitive.Broadcast _ ->
                gather(node, out, (axis, index) -> node.input(0).dim(axis) == 1 ? 0 : index);
            case Primitive.Slice p ->
                gather(node, out, (axis, index) -> index + p.from().get(axis));
            case Primitive.Gather p ->
                gather(
                        node,
                        out,
                        (axis, index) -> axis == p.axis() ? p.indices().get(index) : index);
            case Primitive.Transpose p -> transpose(node, p.permutation(), out);
        }
        return out;
    }

    private void leaf(String name, double[] out) {
        double[] given = leaves.get(name);
        if (given == null || given.length != out.length) {
            throw new IllegalArgumentException("no " + out.length + " elements for '" + name + "'");
        }
        System.arraycopy(given, 0, out, 0, out.length);
    }

    private void random(Primitive.Random p, double[] out) {
        Shape s = p.shape();
        int elements = s.rank() > 0 ? s.dim(-1) : 1;
        int rows = s.rank() > 1 ? s.dim(-2) : 1;
        PhiloxRows philox = new PhiloxRows(seed, p.purpose());
        for (int i = 0; i < out.length / elements; i++) {
            int row = (int) (firstRow + p.firstRow() + i % rows);
            int direction = i / rows;
            philox.draw(p.distribution(), row, direction, (int) step, out, i * elements, elements);
        }
    }

    /** Evaluates everything anew in each pass: what has one value gets the same each time. */
    private void loop(Expr node, Primitive.LoopSum p, double[] out) {
        for (int i = 0; i < p.passes(); i++) {
            Interpreter now = new Interpreter(leaves, seed, step, firstRow);
            now.pass.put(new Primitive.LoopIndex(p.passes()), i);
            double[] part = now.evaluate(node.input(0));
            Arrays.setAll(out, j -> out[j] + part[j]);
        }
    }

    private void elementWise(Expr node, Primitive.ElementWise p, double[] out) {
        double[] a = in(node, 0);
        double[] b = p.arity() > 1 ? in(node, 1) : a;
        double[] c = p.arity() > 2 ? in(node, 2) : a;
        Arrays.setAll(out, i -> p.apply(a[i], b[i], c[i]));
    }

    /** A number for each index along an axis. */
    private interface AxisMap {
        int at(int axis, int index);
    }

    /**
     * Positions in another array, for each element of a shape.
     *
     * @param part what an index along an axis adds to the position
     */
    private static int[] positions(Shape shape, AxisMap part) {
        int[] positions = {0};
        for (int axis = 0; axis < shape.rank(); axis++) {
            int[] parts = new int[shape.dim(axis)];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = part.at(axis, i);
            }
            int[] finer = new int[positions.length * parts.length];
            int at = 0;
            for (int position : positions) {
                for (int more : parts) {
                    finer[at++] = position + more;
                }
            }
            positions = finer;
        }
        return positions;
    }

    /** The distance in a row-major array between neighbours along each axis. */
    private static int[] strides(Shape s) {
        int[] strides = new int[s.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= s.dim(axis);
        }
        return strides;
    }

    /** Positions in an array of another shape with as many axes. */
    private static int[] positions(Shape shape, Shape other, AxisMap map) {
        int[] strides = strides(other);
        return positions(shape, (axis, index) -> map.at(axis, index) * strides[axis]);
    }

    private void gather(Expr node, double[] out, AxisMap source) {
        gather(in(node, 0), positions(node.shape(), node.input(0).shape(), source), out);
    }

    private static void gather(double[] in, int[] positions, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = in[positions[i]];
        }
    }

    private void scatter(Expr node, double[] out, AxisMap target) {
        double[] in = in(node, 0);
        int[] positions = positions(node.input(0).shape(), node.shape(), target);
        for (int i = 0; i < in.length; i++) {
            out[positions[i]] += in[i];
        }
    }

    private void transpose(Expr node, IntTuple permutation, double[] out) {
        int[] strides = strides(node.input(0).shape());
        gather(in(node, 0), positions(node.shape(), (axis, index) -> index * strides[permutation.get(axis)]), out);
    }

    private void concat(Expr node, Primitive.Concat p, double[] out) {
        int start = 0;
        for (int part = 0; part < node.inputs().size(); part++) {
            Shape from = node.input(part).shape();
            int shift = start;
            double[] in = in(node, part);
            int[] positions = positions(from, node.shape(), (axis, index) -> axis == p.axis() ? index + shift : index);
            for (int i = 0; i < in.length; i++) {
                out[positions[i]] = in[i];
            }
            start += from.dim(p.axis());
        }
    }

    private void reduce(Expr node, Primitive.Reduce p, double[] out) {
        Arrays.fill(out, p.reduction() == Primitive.Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY);
        Shape from = node.input(0).shape();
        int[] kept = strides(node.shape());
        int[] strides = new int[from.rank()];
        int next = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = p.axes().contains(axis) ? 0 : kept[next++];
        }
        double[] in = in(node, 0);
        int[] positions = positions(from, (axis, index) -> index * strides[axis]);
        for (int i = 0; i < in.length; i++) {
            out[positions[i]] = p.reduction().combine(out[positions[i]], in[i]);
        }
    }

    private void matMul(Expr node, Primitive.MatMul p, double[] out) {
        LinearAlgebra.Matrices a = matrices(in(node, 0), node.input(0).shape(), p.transposeA());
        LinearAlgebra.Matrices b = matrices(in(node, 1), node.input(1).shape(), p.transposeB());
        LinearAlgebra.Matrices c = matrices(out, node.shape(), false);
        int m = node.dim(-2);
        int n = node.dim(-1);
        int k = node.input(0).dim(p.transposeA() ? -2 : -1);
        LinearAlgebra.matMul(out.length / (m * n), m, n, k, a, b, c, false);
    }

    private void cholesky(Expr node, double[] out) {
        int n = node.dim(-1);
        LinearAlgebra.Matrices a = matrices(in(node, 0), node.shape(), false);
        LinearAlgebra.cholesky(out.length / (n * n), n, a, matrices(out, node.shape(), false));
    }

    private void solve(Expr node, Primitive.TriangularSolve p, double[] out) {
        int n = node.dim(-2);
        int columns = node.dim(-1);
        LinearAlgebra.Matrices l = matrices(in(node, 0), node.input(0).shape(), false);
        LinearAlgebra.Matrices b = matrices(in(node, 1), node.shape(), false);
        LinearAlgebra.Matrices x = matrices(out, node.shape(), false);
        LinearAlgebra.solve(out.length / (n * columns), n, columns, p.transposed(), l, b, x);
    }

    private static LinearAlgebra.Matrices matrices(double[] values, Shape shape, boolean transposed) {
        int rows = shape.dim(-2);
        int columns = shape.dim(-1);
        View view = new View(0, 0, (long) rows * columns, transposed ? 1 : columns, transposed ? columns : 1);
        return new LinearAlgebra.Matrices(values, 0, view);
    }
}
