package org.slicedscore.api.expr;

import java.util.List;

/**
 * The operation of a node of the expression graph. The set is closed; the differentiation rules in the core cover
 * exactly these.
 *
 * <p>There are five kinds: functions of elements ({@link ElementWise}), rearrangements ({@link Movement}, some of
 * which are a {@link View}), {@link Reduce}, linear algebra ({@link MatrixOperation}) and nodes without inputs
 * ({@link Leaf}).
 *
 * <p>Small numbers are set to 0 by {@link Binary#FLUSH}, because some processors take 40 times as long for a multiply-add whose
 * product is denormal. The compiler writes it into plans, so that all backends do the same, in whichever precision:
 *
 * <ul>
 *   <li>A number that a matrix product reads or that is squared is 0 where its magnitude is below 2⁻⁶³ (10⁻¹⁹): the
 *       product of two such numbers is normal or 0. This holds for what a plan computes, the new values of variables included.
 *       Inputs and constants are read as they are.
 *   <li>Activation functions and their derivatives take e^−|x| as 0 below 2⁻⁶³, so beyond |x| = 43.7. Saturated units thus have
 *       derivatives of exactly 0.
 *   <li>Any other element-wise result is stored as 0 where its magnitude is below 2⁻¹²⁶ (10⁻³⁸), the least normal number in
 *       single precision.
 * </ul>
 *
 * <p>A sum, of a product or a reduction, is denormal only where its terms cancel to within 2⁻¹²⁶. Gradients below these bounds
 * change no parameter: Adam divides them by at least 10⁻⁸.
 *
 * <p>Axes in primitives are never negative and shapes are explicit: stretching, alignment and negative axes belong to the
 * methods of {@link Expr}.
 */
public sealed interface Primitive {

    /** {@return the number of inputs, 0 for leaves, -1 if any number from 1 is allowed} */
    int arity();

    /**
     * The shape of the result.
     *
     * @param inputs the shapes of the inputs
     * @return the shape
     * @throws IllegalArgumentException if the inputs do not fit; the message names the shapes
     */
    Shape infer(List<Shape> inputs);

    /**
     * Functions applied to each element of operands of equal shape, which is also the result's shape.
     *
     * @since 0.2.0
     */
    sealed interface ElementWise extends Primitive {
        /**
         * The function in double precision. Backends may round differently.
         *
         * @param a the first operand
         * @param b the second operand; ignored if there is none
         * @param c the third operand; ignored if there is none
         * @return the result
         */
        double apply(double a, double b, double c);

        @Override
        default Shape infer(List<Shape> inputs) {
            Shapes.requireEqual(this, inputs);
            return inputs.get(0);
        }
    }

    /**
     * Linear rearrangements of elements, with zeros in empty places and sums where several meet.
     *
     * @since 0.2.0
     */
    sealed interface Movement extends Primitive {
        @Override
        default int arity() {
            return 1;
        }
    }

    /**
     * Movements that an offset and strides can express, without copying elements.
     *
     * @since 0.2.0
     */
    sealed interface View extends Movement {}

    /**
     * Linear algebra on the last two axes, batched over all before them.
     *
     * @since 0.2.0
     */
    sealed interface MatrixOperation extends Primitive {}

    /**
     * Nodes without inputs.
     *
     * @since 0.2.0
     */
    sealed interface Leaf extends Primitive {
        /** {@return the shape} */
        Shape shape();

        @Override
        default int arity() {
            return 0;
        }

        @Override
        default Shape infer(List<Shape> inputs) {
            return shape();
        }
    }

    /**
     * Leaves stored in memory before a run.
     *
     * @since 0.2.0
     */
    sealed interface Stored extends Leaf permits Input, Variable, Constant {}

    /** Element-wise functions of one operand. */
    enum Unary implements ElementWise {
        /** -x. */
        NEGATE,
        /** e^x. */
        EXP,
        /** Natural logarithm. */
        LOG,
        /** log(1 + x), accurate near 0. */
        LOG1P,
        /** Square root. */
        SQRT,
        /** Sine of an angle in radians. */
        SIN,
        /** Cosine of an angle in radians. */
        COS;

        @Override
        public int arity() {
            return 1;
        }

        @Override
        public double apply(double a, double b, double c) {
            return switch (this) {
                case NEGATE -> -a;
                case EXP -> Math.exp(a);
                case LOG -> Math.log(a);
                case LOG1P -> Math.log1p(a);
                case SQRT -> Math.sqrt(a);
                case SIN -> Math.sin(a);
                case COS -> Math.cos(a);
            };
        }
    }

    /**
     * The derivative of the given order of an activation function, element-wise.
     *
     * @param function the function
     * @param order 0 for the function itself
     */
    record Activation(ActivationFunction function, int order) implements ElementWise {
        @Override
        public int arity() {
            return 1;
        }

        @Override
        public double apply(double a, double b, double c) {
            return function.derivative(order, a);
        }
    }

    /** Element-wise functions of two operands of the same shape. */
    enum Binary implements ElementWise {
        /** a + b. */
        ADD,
        /** a - b. */
        SUBTRACT,
        /** a b. */
        MULTIPLY,
        /** a / b. */
        DIVIDE,
        /** The larger of a and b. */
        MAXIMUM,
        /** 1 where a &lt; b, else 0. */
        LESS,
        /**
         * a, or 0 where |a| &lt; b. {@link Primitive} says where plans have it.
         *
         * @since 0.2.0
         */
        FLUSH;

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public double apply(double a, double b, double c) {
            return switch (this) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case MAXIMUM -> Math.max(a, b);
                case LESS -> a < b ? 1 : 0;
                case FLUSH -> Math.abs(a) < b ? 0 : a;
            };
        }
    }

    /** (condition, a, b): a where the condition is not 0, else b; all of one shape. */
    record Select() implements ElementWise {
        @Override
        public int arity() {
            return 3;
        }

        @Override
        public double apply(double a, double b, double c) {
            return a != 0 ? b : c;
        }
    }

    /**
     * Stretches axes of extent 1.
     *
     * @param to the result's shape, of the same rank
     */
    record Broadcast(Shape to) implements View {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape from = inputs.get(0);
            boolean fits = from.rank() == to.rank();
            for (int i = 0; fits && i < to.rank(); i++) {
                fits = from.dim(i) == to.dim(i) || from.dim(i) == 1;
            }
            Shapes.require(fits, "cannot stretch %s to %s", from, to);
            return to;
        }
    }

    /**
     * Reshapes; the elements keep their row-major order.
     *
     * @param to the result's shape, of the same size
     */
    record Reshape(Shape to) implements View {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shapes.require(
                    inputs.get(0).size() == to.size(),
                    "cannot reshape %s to %s: %d and %d elements",
                    inputs.get(0),
                    to,
                    inputs.get(0).size(),
                    to.size());
            return to;
        }
    }

    /**
     * Permutes axes.
     *
     * @param permutation axis i of the result is axis permutation[i] of the operand
     */
    record Transpose(IntTuple permutation) implements View {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape from = inputs.get(0);
            Shapes.require(permutation.size() == from.rank(), "%s does not permute the axes of %s", permutation, from);
            int[] dims = new int[from.rank()];
            boolean[] seen = new boolean[dims.length];
            for (int i = 0; i < dims.length; i++) {
                int axis = permutation.get(i);
                Shapes.require(
                        axis >= 0 && axis < dims.length && !seen[axis],
                        "%s does not permute the axes of %s",
                        permutation,
                        from);
                seen[axis] = true;
                dims[i] = from.dim(axis);
            }
            return Shape.of(dims);
        }
    }

    /**
     * Cuts a box out of the operand.
     *
     * @param from the first index on each axis
     * @param to one past the last index on each axis
     */
    record Slice(IntTuple from, IntTuple to) implements View {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape shape = inputs.get(0);
            boolean fits = from.size() == shape.rank() && to.size() == shape.rank();
            int[] dims = new int[shape.rank()];
            for (int i = 0; fits && i < dims.length; i++) {
                fits = from.get(i) >= 0 && from.get(i) < to.get(i) && to.get(i) <= shape.dim(i);
                dims[i] = to.get(i) - from.get(i);
            }
            Shapes.require(fits, "cannot cut %s to %s out of %s", from, to, shape);
            return Shape.of(dims);
        }
    }

    /**
     * Pads the operand with zeros.
     *
     * @param before how many zeros in front, on each axis
     * @param after how many zeros behind, on each axis
     */
    record Pad(IntTuple before, IntTuple after) implements Movement {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape shape = inputs.get(0);
            boolean fits = before.size() == shape.rank() && after.size() == shape.rank();
            int[] dims = new int[shape.rank()];
            for (int i = 0; fits && i < dims.length; i++) {
                fits = before.get(i) >= 0 && after.get(i) >= 0;
                dims[i] = before.get(i) + shape.dim(i) + after.get(i);
            }
            Shapes.require(fits, "cannot pad %s by %s and %s", shape, before, after);
            return Shape.of(dims);
        }
    }

    /**
     * Concatenates operands along an axis.
     *
     * @param axis the axis; extents agree on all others
     */
    record Concat(int axis) implements Movement {
        @Override
        public int arity() {
            return -1;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape first = inputs.get(0);
            int extent = 0;
            for (Shape s : inputs) {
                Shapes.require(
                        axis >= 0
                                && axis < first.rank()
                                && s.rank() == first.rank()
                                && s.with(axis, 1).equals(first.with(axis, 1)),
                        "cannot join %s along axis %d",
                        inputs,
                        axis);
                extent += s.dim(axis);
            }
            return first.with(axis, extent);
        }
    }

    /**
     * Selects positions of one axis by constant indices.
     *
     * @param axis the axis
     * @param indices result position i is operand position indices[i]
     */
    record Gather(int axis, IntTuple indices) implements Movement {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape shape = inputs.get(0);
            Shapes.requireIndices(indices, shape.dim(axis), "gather from axis " + axis + " of " + shape);
            return shape.with(axis, indices.size());
        }
    }

    /**
     * The transpose of {@link Gather}: adds each position of the operand to the position of the result named by its
     * index.
     *
     * @param axis the axis
     * @param indices operand position i is added to result position indices[i]
     * @param extent the result's extent on that axis
     */
    record ScatterAdd(int axis, IntTuple indices, int extent) implements Movement {
        @Override
        public Shape infer(List<Shape> inputs) {
            Shape shape = inputs.get(0);
            Shapes.require(
                    indices.size() == shape.dim(axis), "%d indices for axis %d of %s", indices.size(), axis, shape);
            Shapes.requireIndices(indices, extent, "scatter to axis " + axis + " of extent " + extent);
            return shape.with(axis, extent);
        }
    }

    /**
     * The number of the pass, from 0, in a loop of a given number of passes. A node that depends on it has a value in each
     * pass, all others have one; {@link LoopSum} leads from the first kind to the second. Models and objectives need neither:
     * {@link org.slicedscore.api.ScoreFunction#trace} uses them for its coordinate directions. Loops cannot be nested.
     *
     * @param passes the number of passes, at least 1
     * @since 0.2.0
     */
    record LoopIndex(int passes) implements Leaf {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /**
     * The sum of the operand over all passes of a loop, taken in their order.
     *
     * @param passes the number of passes, as in the {@link LoopIndex} that the operand depends on
     * @since 0.2.0
     */
    record LoopSum(int passes) implements Movement {
        @Override
        public Shape infer(List<Shape> inputs) {
            return inputs.get(0);
        }
    }

    /** How {@link Reduce} combines elements. */
    enum Reduction {
        /** Their sum. */
        SUM,
        /** The largest. */
        MAX;

        /**
         * Combines two elements.
         *
         * @param a the result so far
         * @param b the next element
         * @return a + b, or the larger of the two
         */
        public double combine(double a, double b) {
            return this == SUM ? a + b : Math.max(a, b);
        }
    }

    /**
     * Combines the elements along axes, which are removed from the shape.
     *
     * @param reduction the way to combine
     * @param axes the axes, ascending
     */
    record Reduce(Reduction reduction, IntTuple axes) implements Primitive {
        @Override
        public int arity() {
            return 1;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape shape = inputs.get(0);
            for (int i = axes.size() - 1; i >= 0; i--) {
                Shapes.require(
                        axes.get(i) < shape.rank() && (i == 0 || axes.get(i - 1) < axes.get(i)),
                        "cannot reduce axes %s",
                        axes);
                shape = shape.drop(axes.get(i));
            }
            return shape;
        }
    }

    /**
     * Matrix product over the last two axes, batched over equal leading axes: [..,m,k] and [..,k,n] give [..,m,n].
     *
     * @param transposeA whether the first operand is given as [..,k,m]
     * @param transposeB whether the second operand is given as [..,n,k]
     */
    record MatMul(boolean transposeA, boolean transposeB) implements MatrixOperation {
        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape a = inputs.get(0);
            Shape b = inputs.get(1);
            boolean fits = a.rank() >= 2 && a.rank() == b.rank();
            for (int i = 0; fits && i < a.rank() - 2; i++) {
                fits = a.dim(i) == b.dim(i);
            }
            fits = fits && a.dim(transposeA ? -2 : -1) == b.dim(transposeB ? -1 : -2);
            Shapes.require(
                    fits,
                    "matrix product of %s%s and %s%s",
                    a,
                    transposeA ? " transposed" : "",
                    b,
                    transposeB ? " transposed" : "");
            return a.with(-2, a.dim(transposeA ? -1 : -2)).with(-1, b.dim(transposeB ? -2 : -1));
        }
    }

    /** The lower triangular L with L Lᵀ = A, for symmetric positive definite A of shape [..,n,n]; only A's lower half is read. */
    record Cholesky() implements MatrixOperation {
        @Override
        public int arity() {
            return 1;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape a = inputs.get(0);
            Shapes.require(a.rank() >= 2 && a.dim(-1) == a.dim(-2), "Cholesky factor of %s, not a square matrix", a);
            return a;
        }
    }

    /**
     * Solves L X = B, or Lᵀ X = B, for lower triangular L [..,n,n] and B [..,n,k]; only L's lower half is read.
     *
     * @param transposed whether to solve with Lᵀ
     */
    record TriangularSolve(boolean transposed) implements MatrixOperation {
        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape l = inputs.get(0);
            Shape b = inputs.get(1);
            boolean fits = l.rank() >= 2 && l.rank() == b.rank() && l.dim(-1) == l.dim(-2) && l.dim(-1) == b.dim(-2);
            for (int i = 0; fits && i < l.rank() - 2; i++) {
                fits = l.dim(i) == b.dim(i);
            }
            Shapes.require(fits, "triangular solve of %s with %s", l, b);
            return b;
        }
    }

    /**
     * Random numbers, fresh in each run, from the counter-based generator keyed by (seed, purpose) and counted by
     * (step, direction, row, element): the last axis counts elements, the one before rows, all before that, flattened,
     * directions. Two nodes of one purpose and distribution draw the same numbers.
     *
     * @param distribution the distribution
     * @param purpose the purpose, which separates streams
     * @param shape the shape
     * @param firstRow number of its first row; 0 unless it represents later rows of a larger block
     */
    record Random(Distribution distribution, String purpose, Shape shape, int firstRow) implements Leaf {
        /**
         * Random numbers of rows counted from 0.
         *
         * @param distribution the distribution
         * @param purpose the purpose, which separates streams
         * @param shape the shape
         */
        public Random(Distribution distribution, String purpose, Shape shape) {
            this(distribution, purpose, shape, 0);
        }

        /**
         * The same for other rows.
         *
         * @param row number of its first row
         * @return a primitive of the same shape
         */
        public Random from(int row) {
            return new Random(distribution, purpose, shape, row);
        }
    }

    /**
     * A value set before each run: a batch of rows, a learning rate.
     *
     * @param name unique within a graph
     * @param shape the shape
     */
    record Input(String name, Shape shape) implements Stored {}

    /**
     * A value that lives on the device between runs and may be assigned at the end of a run: a model's parameter, an
     * optimiser's state.
     *
     * @param name unique within a graph
     * @param shape the shape
     */
    record Variable(String name, Shape shape) implements Stored {}
}
