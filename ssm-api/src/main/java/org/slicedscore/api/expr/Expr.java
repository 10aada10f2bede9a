package org.slicedscore.api.expr;

import java.util.Arrays;
import java.util.List;

/**
 * A node of the expression graph: a {@link Primitive} applied to other nodes, with a static {@link Shape}. Immutable and
 * safe for use by several threads; equality is identity.
 *
 * <p>The methods read like the formula. Element-wise methods stretch their operands: axes are aligned at the end, and an
 * extent of 1 or a missing axis repeats. Negative axes count from the end.
 */
public final class Expr {
    private final Primitive primitive;
    private final List<Expr> inputs;
    private final Shape shape;

    private Expr(Primitive primitive, List<Expr> inputs, Shape shape) {
        this.primitive = primitive;
        this.inputs = inputs;
        this.shape = shape;
    }

    /**
     * Applies a primitive.
     *
     * @param primitive the primitive
     * @param inputs its inputs
     * @return the node
     * @throws IllegalArgumentException if the number of inputs or their shapes do not fit
     */
    public static Expr of(Primitive primitive, Expr... inputs) {
        return of(primitive, List.of(inputs));
    }

    /**
     * Applies a primitive.
     *
     * @param primitive the primitive
     * @param inputs its inputs
     * @return the node
     * @throws IllegalArgumentException if the number of inputs or their shapes do not fit
     */
    public static Expr of(Primitive primitive, List<Expr> inputs) {
        int arity = primitive.arity();
        Shapes.require(
                arity < 0 ? !inputs.isEmpty() : inputs.size() == arity, "%s of %d inputs", primitive, inputs.size());
        Shape shape = primitive.infer(inputs.stream().map(Expr::shape).toList());
        return new Expr(primitive, List.copyOf(inputs), shape);
    }

    /**
     * A scalar constant.
     *
     * @param value its value
     * @return an expression of shape []
     */
    public static Expr constant(double value) {
        return of(Constant.of(value));
    }

    /**
     * A constant array.
     *
     * @param shape its shape
     * @param values its elements in row-major order
     * @return the expression
     */
    public static Expr constant(Shape shape, double... values) {
        return of(Constant.of(shape, values));
    }

    /**
     * A constant with all elements equal.
     *
     * @param value the element
     * @param shape the shape
     * @return the expression
     */
    public static Expr filled(double value, Shape shape) {
        return constant(value).broadcastTo(shape);
    }

    /**
     * The numbers 0, 1, ..., n - 1.
     *
     * @param n the number of elements
     * @return a constant of shape [n]
     */
    public static Expr range(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        return constant(Shape.of(n), values);
    }

    /** {@return the primitive of this node} */
    public Primitive primitive() {
        return primitive;
    }

    /** {@return the input expressions} */
    public List<Expr> inputs() {
        return inputs;
    }

    /**
     * One input.
     *
     * @param index 0-based
     * @return the input
     */
    public Expr input(int index) {
        return inputs.get(index);
    }

    /** {@return the static shape} */
    public Shape shape() {
        return shape;
    }

    /**
     * The extent of one axis.
     *
     * @param axis negative counts from the end
     * @return the extent
     */
    public int dim(int axis) {
        return shape.dim(axis);
    }

    // ---- element-wise ---------------------------------------------------------------------------------------------

    /**
     * -x.
     *
     * @return the expression
     */
    public Expr negate() {
        return of(Primitive.Unary.NEGATE, this);
    }

    /**
     * e^x.
     *
     * @return the expression
     */
    public Expr exp() {
        return of(Primitive.Unary.EXP, this);
    }

    /**
     * Natural logarithm.
     *
     * @return the expression
     */
    public Expr log() {
        return of(Primitive.Unary.LOG, this);
    }

    /**
     * log(1 + x), accurate near 0.
     *
     * @return the expression
     */
    public Expr log1p() {
        return of(Primitive.Unary.LOG1P, this);
    }

    /**
     * Square root.
     *
     * @return the expression
     */
    public Expr sqrt() {
        return of(Primitive.Unary.SQRT, this);
    }

    /**
     * Sine of an angle in radians.
     *
     * @return the expression
     */
    public Expr sin() {
        return of(Primitive.Unary.SIN, this);
    }

    /**
     * Cosine of an angle in radians.
     *
     * @return the expression
     */
    public Expr cos() {
        return of(Primitive.Unary.COS, this);
    }

    /**
     * x².
     *
     * @return the expression
     */
    public Expr square() {
        return of(Primitive.Binary.MULTIPLY, this, this);
    }

    /**
     * An activation function.
     *
     * @param function the function
     * @return the expression
     */
    public Expr activation(ActivationFunction function) {
        return of(new Primitive.Activation(function, 0), this);
    }

    /**
     * tanh x.
     *
     * @return the expression
     */
    public Expr tanh() {
        return activation(ActivationFunction.TANH);
    }

    /**
     * 1 / (1 + e^-x).
     *
     * @return the expression
     */
    public Expr sigmoid() {
        return activation(ActivationFunction.SIGMOID);
    }

    /**
     * log(1 + e^x).
     *
     * @return the expression
     */
    public Expr softplus() {
        return activation(ActivationFunction.SOFTPLUS);
    }

    /**
     * this + other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr add(Expr other) {
        return binary(Primitive.Binary.ADD, this, other);
    }

    /**
     * this + other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr add(double other) {
        return add(constant(other));
    }

    /**
     * this - other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr sub(Expr other) {
        return binary(Primitive.Binary.SUBTRACT, this, other);
    }

    /**
     * this - other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr sub(double other) {
        return sub(constant(other));
    }

    /**
     * this × other, element-wise.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr mul(Expr other) {
        return binary(Primitive.Binary.MULTIPLY, this, other);
    }

    /**
     * this × other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr mul(double other) {
        return mul(constant(other));
    }

    /**
     * this / other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr div(Expr other) {
        return binary(Primitive.Binary.DIVIDE, this, other);
    }

    /**
     * this / other.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr div(double other) {
        return div(constant(other));
    }

    /**
     * The larger of this and other, element-wise.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr maximum(Expr other) {
        return binary(Primitive.Binary.MAXIMUM, this, other);
    }

    /**
     * The smaller of this and other, element-wise.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr minimum(Expr other) {
        return negate().maximum(other.negate()).negate();
    }

    /**
     * |x|.
     *
     * @return the expression
     */
    public Expr abs() {
        return maximum(negate());
    }

    /**
     * 1 where this &lt; other, else 0.
     *
     * @param other the other operand
     * @return the expression
     */
    public Expr less(Expr other) {
        return binary(Primitive.Binary.LESS, this, other);
    }

    /**
     * Selects the first where this is not 0, else the second.
     *
     * @param whenTrue taken where this is not 0
     * @param whenFalse taken where this is 0
     * @return the expression
     */
    public Expr select(Expr whenTrue, Expr whenFalse) {
        Shape to = shape.broadcast(whenTrue.shape).broadcast(whenFalse.shape);
        return of(new Primitive.Select(), broadcastTo(to), whenTrue.broadcastTo(to), whenFalse.broadcastTo(to));
    }

    private static Expr binary(Primitive.Binary op, Expr a, Expr b) {
        Shape to = a.shape.broadcast(b.shape);
        return of(op, a.broadcastTo(to), b.broadcastTo(to));
    }

    // ---- shape ----------------------------------------------------------------------------------------------------

    /**
     * Stretches this to a shape; axes are aligned at the end.
     *
     * @param to the shape
     * @return the expression
     * @throws IllegalArgumentException if the shapes do not align
     */
    public Expr broadcastTo(Shape to) {
        if (shape.equals(to)) {
            return this;
        }
        Expr aligned = this;
        if (shape.rank() < to.rank()) {
            int[] dims = new int[to.rank()];
            Arrays.fill(dims, 1);
            System.arraycopy(shape.toArray(), 0, dims, to.rank() - shape.rank(), shape.rank());
            aligned = reshape(dims);
        }
        return aligned.shape.equals(to) ? aligned : of(new Primitive.Broadcast(to), aligned);
    }

    /**
     * Reshapes this; the elements keep their row-major order.
     *
     * @param dims the extents; one may be -1, which is computed
     * @return the expression
     */
    public Expr reshape(int... dims) {
        int[] d = dims.clone();
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < d.length; i++) {
            if (d[i] == -1) {
                Shapes.require(unknown < 0, "more than one -1 in %s", Arrays.toString(dims));
                unknown = i;
            } else {
                known *= d[i];
            }
        }
        if (unknown >= 0) {
            d[unknown] = (int) (shape.size() / known);
        }
        return reshape(Shape.of(d));
    }

    /**
     * Reshapes this; the elements keep their row-major order.
     *
     * @param to the shape
     * @return the expression
     */
    public Expr reshape(Shape to) {
        return shape.equals(to) ? this : of(new Primitive.Reshape(to), this);
    }

    /**
     * Inserts an axis of extent 1.
     *
     * @param axis its position; negative counts from the end of the result
     * @return the expression
     */
    public Expr expand(int axis) {
        return reshape(shape.insert(axis < 0 ? axis + shape.rank() + 1 : axis, 1));
    }

    /**
     * Permutes the axes.
     *
     * @param permutation axis i of the result is axis permutation[i] of this
     * @return the expression
     */
    public Expr transpose(int... permutation) {
        return of(new Primitive.Transpose(IntTuple.of(permutation)), this);
    }

    /**
     * Swaps the last two axes.
     *
     * @return the expression
     */
    public Expr t() {
        int[] permutation = new int[shape.rank()];
        Arrays.setAll(permutation, i -> i);
        permutation[shape.axis(-1)] = shape.axis(-2);
        permutation[shape.axis(-2)] = shape.axis(-1);
        return transpose(permutation);
    }

    /**
     * Selects a range of one axis.
     *
     * @param axis the axis
     * @param from the first index
     * @param to one past the last index
     * @return the expression
     */
    public Expr slice(int axis, int from, int to) {
        int[] starts = new int[shape.rank()];
        int[] ends = shape.toArray();
        starts[shape.axis(axis)] = from;
        ends[shape.axis(axis)] = to;
        return of(new Primitive.Slice(IntTuple.of(starts), IntTuple.of(ends)), this);
    }

    /**
     * Pads one axis with zeros.
     *
     * @param axis the axis
     * @param before number of zeros in front
     * @param after number of zeros behind
     * @return the expression
     */
    public Expr pad(int axis, int before, int after) {
        int[] b = new int[shape.rank()];
        int[] a = new int[shape.rank()];
        b[shape.axis(axis)] = before;
        a[shape.axis(axis)] = after;
        return of(new Primitive.Pad(IntTuple.of(b), IntTuple.of(a)), this);
    }

    /**
     * Concatenates expressions.
     *
     * @param axis the axis to join along
     * @param parts the expressions, of equal extents on the other axes
     * @return the expression
     */
    public static Expr concat(int axis, Expr... parts) {
        return of(new Primitive.Concat(parts[0].shape.axis(axis)), parts);
    }

    /**
     * Selects positions of one axis by constant indices.
     *
     * @param axis the axis
     * @param indices position i of the result is position indices[i] of this
     * @return the expression
     */
    public Expr gather(int axis, int... indices) {
        return of(new Primitive.Gather(shape.axis(axis), IntTuple.of(indices)), this);
    }

    /**
     * The transpose of {@link #gather}: position i of this is added into position indices[i] of the result.
     *
     * @param axis the axis
     * @param extent the result's extent on that axis
     * @param indices one for each position of this
     * @return the expression
     */
    public Expr scatterAdd(int axis, int extent, int... indices) {
        return of(new Primitive.ScatterAdd(shape.axis(axis), IntTuple.of(indices), extent), this);
    }

    /**
     * Sets the elements above the diagonal of the last two axes to zero.
     *
     * @return the expression
     */
    public Expr lowerTriangle() {
        int m = dim(-2);
        int n = dim(-1);
        double[] mask = new double[m * n];
        for (int i = 0; i < m; i++) {
            Arrays.fill(mask, i * n, i * n + Math.min(i + 1, n), 1);
        }
        return mul(constant(Shape.of(m, n), mask));
    }

    // ---- reductions -----------------------------------------------------------------------------------------------

    /**
     * The sum over axes, which are removed.
     *
     * @param axes the axes; none for all
     * @return the expression
     */
    public Expr sum(int... axes) {
        return reduce(Primitive.Reduction.SUM, axes);
    }

    /**
     * The mean over axes, which are removed.
     *
     * @param axes the axes; none for all
     * @return the expression
     */
    public Expr mean(int... axes) {
        Expr sum = sum(axes);
        return sum.mul((double) sum.shape.size() / shape.size());
    }

    /**
     * The largest element over axes, which are removed.
     *
     * @param axes the axes; none for all
     * @return the expression
     */
    public Expr max(int... axes) {
        return reduce(Primitive.Reduction.MAX, axes);
    }

    /**
     * log Σ e^x over one axis, which is removed; safe for large x.
     *
     * @param axis the axis
     * @return the expression
     */
    public Expr logSumExp(int axis) {
        int a = shape.axis(axis);
        Expr max = max(a);
        return sub(max.expand(a)).exp().sum(a).log().add(max);
    }

    /**
     * The inner product over the last axis, which is removed.
     *
     * @param other the other operand
     * @return Σ this × other
     */
    public Expr dot(Expr other) {
        return mul(other).sum(-1);
    }

    private Expr reduce(Primitive.Reduction reduction, int[] axes) {
        int[] sorted = new int[axes.length == 0 ? shape.rank() : axes.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = axes.length == 0 ? i : shape.axis(axes[i]);
        }
        Arrays.sort(sorted);
        return sorted.length == 0 ? this : of(new Primitive.Reduce(reduction, IntTuple.of(sorted)), this);
    }

    // ---- linear algebra -------------------------------------------------------------------------------------------

    /**
     * Matrix product over the last two axes: [..,m,k] with [..,k,n] gives [..,m,n]. Leading axes are stretched; where the
     * other operand is a single matrix, all leading axes of this count as rows of one product.
     *
     * @param other the second operand, of rank 2 or more
     * @return the expression
     */
    public Expr matmul(Expr other) {
        Primitive.MatMul product = new Primitive.MatMul(false, false);
        if (shape.rank() == other.shape.rank() && shape.rank() == 2) {
            return of(product, this, other);
        }
        if (other.shape.rank() == 2) {
            return of(product, reshape(-1, dim(-1)), other).reshape(shape.with(-1, other.dim(-1)));
        }
        Shape batch = leading().broadcast(other.leading());
        return of(product, stretchLeading(batch), other.stretchLeading(batch));
    }

    private Shape leading() {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    private Expr stretchLeading(Shape batch) {
        int[] dims = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        dims[dims.length - 2] = dim(-2);
        dims[dims.length - 1] = dim(-1);
        return broadcastTo(Shape.of(dims));
    }

    /** {@return the lower triangular L with L Lᵀ = this, for a symmetric positive definite [..,n,n]} */
    public Expr cholesky() {
        return of(new Primitive.Cholesky(), this);
    }

    /**
     * Solves this · X = b for this lower triangular [..,n,n] and b [..,n,k].
     *
     * @param b the right-hand sides
     * @return X
     */
    public Expr solveTriangular(Expr b) {
        return of(new Primitive.TriangularSolve(false), this, b);
    }

    /**
     * Solves thisᵀ · X = b for this lower triangular [..,n,n] and b [..,n,k].
     *
     * @param b the right-hand sides
     * @return X
     */
    public Expr solveTriangularTransposed(Expr b) {
        return of(new Primitive.TriangularSolve(true), this, b);
    }

    /** {@return the primitive and the shape, as in {@code MULTIPLY[128,784]}} */
    @Override
    public String toString() {
        return primitive + (primitive instanceof Constant ? "" : shape.toString());
    }
}
