package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertThrows;
import static org.slicedscore.testkit.Expect.assertTrue;
import static org.slicedscore.testkit.Expect.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/**
 * The contract of backends: they agree with a double-precision interpreter of the same expressions, at sizes that
 * do not divide into lanes, blocks or work groups. Extend it, return the provider, and run the class with JUnit.
 *
 * <p>Inputs are exact in single precision, so differences come only from the computation.
 */
public abstract class BackendContract extends PluginContract {
    /** Lengths at which loops have tails: one, few, around the lane counts in use, prime-like, beyond a block. */
    private static final int[] LENGTHS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 207, 4097};

    /** {@link #tolerance()} in rounding errors: 2e-6 is 32 times half a unit in the last place of single precision. */
    private static final int ROUNDINGS = 32;

    /** Begins the names of outputs that a product reads. */
    private static final String FACTOR = "factor ";

    /** For subclasses. */
    protected BackendContract() {}

    /** {@return the provider of the backend under test, a fresh or shared instance} */
    protected abstract BackendProvider provider();

    @Override
    protected final BackendProvider plugin() {
        return provider();
    }

    /**
     * Whether this machine must have a device, so that its absence is a failure. Otherwise the checks that need it are
     * skipped.
     *
     * @return by default true
     */
    protected boolean mustBeAvailable() {
        return true;
    }

    /**
     * The provider's device under test. A class with parameters can run the contract on all of them.
     *
     * @return the device's index, by default 0
     */
    protected int device() {
        return 0;
    }

    /**
     * The allowed difference from double-precision results, relative to the largest element of the output. On top of
     * that an output may differ by the effect of rounding the inputs, so that sums that nearly cancel pass.
     * Matrix products, long sums and whole graphs are allowed ten times this.
     *
     * @return 2e-6 for backends that compute in single precision, 1e-12 for double, from what a memory keeps
     */
    protected double tolerance() {
        try (Backend backend = open(0);
                Memory memory = backend.allocate(1)) {
            memory.write(new double[] {1 + 0x1p-40}, 0, 0, 1);
            double[] back = new double[1];
            memory.read(0, back, 0, 1);
            return back[0] == 1 ? 2e-6 : 1e-12;
        }
    }

    // ---- provider -------------------------------------------------------------------------------------------------

    /** It lists devices without failing. */
    @Check("probe() says what there is, and never fails")
    protected void probeSaysWhatThereIs() {
        Probe probe = provider().probe();
        if (!probe.isAvailable()) {
            assertFalse(
                    probe.reason().isBlank() || probe.remedy().isBlank(),
                    name() + ": is unavailable without a reason and a remedy");
            assertFalse(mustBeAvailable(), name() + ": is unavailable: " + probe.reason() + " " + probe.remedy());
        }
        for (int i = 0; i < probe.devices().size(); i++) {
            Device device = probe.devices().get(i);
            assertEquals(i, device.index(), name() + ": devices are numbered from 0 in the order of the list");
            assertFalse(device.name().isBlank(), name() + ": device " + i + " has no name");
        }
    }

    /** Reads return what was written, and nothing else changes. */
    @Check("memory keeps what is written")
    protected void memoryKeepsWhatIsWritten() {
        try (Backend backend = open(0)) {
            for (int n : LENGTHS) {
                try (Memory memory = backend.allocate(n)) {
                    assertEquals(n, memory.size(), name() + ": a memory of " + n + " elements has another size");
                    float[] floats = new float[n];
                    Arrays.fill(floats, 7);
                    memory.read(0, floats, 0, n);
                    assertArrayEquals(new float[n], floats, name() + ": fresh memory is not filled with zeros");

                    double[] values = exact(n, n);
                    memory.write(values, 0, 0, n);
                    double[] back = new double[n + 2];
                    memory.read(0, back, 1, n);
                    double[] expected = new double[n + 2];
                    System.arraycopy(values, 0, expected, 1, n);
                    assertArrayEquals(expected, back, name() + ": " + n + " doubles written and read differ");

                    int from = n / 2;
                    memory.write(new float[] {9, 11}, 1, from, 1);
                    values[from] = 11;
                    memory.read(0, floats, 0, n);
                    float[] single = new float[n];
                    for (int i = 0; i < n; i++) {
                        single[i] = (float) values[i];
                    }
                    assertArrayEquals(
                            single, floats, name() + ": one float written at " + from + " of " + n + " changes others");
                }
            }
        }
    }

    /** Inputs and outputs are found by name. */
    @Check("inputs and outputs that a plan has not are refused")
    protected void unknownNamesAreRefused() {
        Expr x = input("x", Shape.of(3));
        try (Backend backend = open(0);
                Executable executable = backend.compile(plan(Map.of("y", x.add(1))), Map.of())) {
            assertEquals(3, executable.input("x").size(), name() + ": input 'x' has another size");
            assertThrows(
                    NoSuchElementException.class,
                    () -> executable.input("nothing"),
                    name() + ": an input that the plan has not is to be refused");
            assertThrows(
                    NoSuchElementException.class,
                    () -> executable.output("x"),
                    name() + ": an output that the plan has not is to be refused");
        }
    }

    // ---- primitives -----------------------------------------------------------------------------------------------

    /** Element-wise functions of one operand. */
    @Check("element-wise functions of one operand, at awkward lengths")
    protected void unaryFunctions() {
        try (Backend backend = open(0)) {
            for (int n : LENGTHS) {
                Map<String, Expr> all = new LinkedHashMap<>();
                for (Primitive.Unary op : Primitive.Unary.values()) {
                    String operand = switch (op) {
                        case LOG, LOG1P, SQRT -> "positive";
                        case NEGATE, EXP, SIN, COS -> "any";
                    };
                    all.put(op.name(), Expr.of(op, input(operand, Shape.of(n))));
                }
                check(backend, n + " numbers", all, Map.of("any", exact(1, n), "positive", positive(2, n)), 1);
            }
        }
    }

    /**
     * Activation functions and their derivatives, also far from 0 where exponentials overflow. There the derivatives are
     * differences of numbers near 1, so the rounding error of 1 is allowed.
     */
    @Check("activation functions and their derivatives")
    protected void activationsOfAllOrders() {
        try (Backend backend = open(0)) {
            for (int n : new int[] {1, 17, 207}) {
                double[] values = exact(3, n);
                for (int i = 0; i < n; i += 3) {
                    values[i] = (float) (values[i] * 40);
                }
                Expr x = input("x", Shape.of(n));
                for (ActivationFunction f : ActivationFunction.values()) {
                    Map<String, Expr> all = new LinkedHashMap<>();
                    for (int order = 0; order < 4; order++) {
                        all.put("order " + order, Expr.of(new Primitive.Activation(f, order), x));
                    }
                    check(backend, f + " of " + n, all, Map.of("x", values), 5, 1);
                }
            }
        }
    }

    /** Element-wise functions of two and three operands, each way of stretching them. */
    @Check("element-wise functions of two and three operands, stretched each way")
    protected void binaryFunctionsAndStretching() {
        int[][] shapes = {{1}, {3}, {17}, {4097}, {3, 1}, {1, 5}, {3, 5}, {33, 1, 7}, {1, 9, 1}};
        try (Backend backend = open(0)) {
            for (int[] left : shapes) {
                for (int[] right : shapes) {
                    if (!aligned(left, right)) {
                        continue;
                    }
                    Expr a = input("a", Shape.of(left));
                    Expr b = input("b", Shape.of(right));
                    Map<String, double[]> values = Map.of(
                            "a",
                            exact(4, a.shape().size()),
                            "b",
                            positive(5, b.shape().size()));
                    Map<String, Expr> all = new LinkedHashMap<>();
                    for (Primitive.Binary op : Primitive.Binary.values()) {
                        Shape to = a.shape().broadcast(b.shape());
                        all.put(op.name(), Expr.of(op, a.broadcastTo(to), b.broadcastTo(to)));
                    }
                    all.put("SELECT", a.less(b).select(a, b));
                    check(backend, a.shape() + " with " + b.shape(), all, values, 1);
                }
            }
        }
    }

    /**
     * Sums over the passes of a loop, and one behind the other.
     *
     * @since 0.2.0
     */
    @Check("loops")
    protected void loops() {
        try (Backend backend = open(0)) {
            for (int n : new int[] {1, 3, 17, 65}) {
                for (int passes : new int[] {2, 7}) {
                    Expr x = input("x", Shape.of(n, 5));
                    Expr y = input("y", Shape.of(n, 5));
                    Primitive sum = new Primitive.LoopSum(passes);
                    Expr number = Expr.of(new Primitive.LoopIndex(passes)).mul(0.5);
                    Expr product = x.matmul(y.add(number).t());
                    Expr first = Expr.of(sum, product.matmul(y));
                    Expr second = Expr.of(sum, first.mul(0.01).sub(number).tanh());
                    check(
                            backend,
                            passes + " passes over " + x.shape(),
                            Map.of("first", first, "second", second),
                            Map.of("x", exact(14, 5 * n), "y", exact(15, 5 * n)),
                            10);
                }
            }
        }
    }

    /**
     * What convolutional networks are made of, forward and in the gradient.
     *
     * @since 0.2.0
     */
    @Check("convolutions, pooling and normalisation of images")
    protected void images() {
        int[][] sizes = {{1, 1, 1, 3, 1}, {5, 4, 2, 3, 2}, {9, 7, 3, 2, 1}, {8, 6, 17, 3, 2}, {12, 12, 4, 5, 3}};
        try (Backend backend = open(0)) {
            for (int[] size : sizes) {
                ImageGrid grid = new ImageGrid(size[0], size[1], size[2]);
                int kernel = size[3];
                int stride = size[4];
                ImageGrid to = grid.strided(stride, 5);
                Expr x = input("x", Shape.of(3, grid.size()));
                Expr w = input("w", Shape.of(kernel * kernel * size[2], 5));
                Expr pixels = grid.pixels(x);
                Expr patches = grid.patches(pixels, kernel, stride);
                Expr h = patches.matmul(w).activation(ActivationFunction.SOFTPLUS);
                Map<String, Expr> all = new LinkedHashMap<>();
                all.put("patches", patches);
                all.put("convolution", h);
                all.put(
                        "transposed",
                        grid.overlaid(h.matmul(w.t()), kernel, stride).tanh());
                all.put("enlarged", grid.enlarged(pixels, 2));
                all.put(
                        "pooled",
                        new ImageGrid(2 * size[0], 2 * size[1], size[2])
                                .pooled(grid.enlarged(pixels, 2).exp(), 2));
                all.put("normalised", grid.normalised(pixels, size[2] == 17 ? 17 : 1));
                all.put("gradient by the kernel", Autodiff.grad(h.square().sum(), w));
                all.put(
                        "gradient by the image",
                        Autodiff.grad(to.rows(h).square().sum(), x));
                Map<String, double[]> values = Map.of(
                        "x", exact(6, x.shape().size()), "w", exact(7, w.shape().size()));
                check(backend, "images of " + grid, all, values, 40);
            }
        }
    }

    /** Reshapes, transposes, slices, pads, joins, gathers and scatters; as results and as operands. */
    @Check("reshapes, transposes, slices, pads, joins, gathers, scatters")
    protected void movingElements() {
        int[][] shapes = {{1, 1}, {1, 7}, {7, 1}, {2, 3}, {17, 9}, {3, 17, 5}, {1, 8, 33}, {65, 31}};
        try (Backend backend = open(0)) {
            for (int[] dims : shapes) {
                Expr x = input("x", Shape.of(dims));
                int last = x.dim(-1);
                Map<String, Expr> moved = new LinkedHashMap<>();
                moved.put("reshape", x.reshape(-1));
                moved.put("t", x.t());
                moved.put("slice", x.slice(-1, last / 2, last));
                moved.put("slice rows", x.slice(-2, 0, (x.dim(-2) + 1) / 2));
                moved.put("pad", x.pad(-1, 1, 2));
                moved.put("pad rows", x.pad(-2, 2, 0));
                moved.put("concat", Expr.concat(-1, x, x.exp(), x));
                moved.put("concat rows", Expr.concat(-2, x.negate(), x));
                moved.put("gather", x.gather(-1, last - 1, 0, last / 2, 0));
                moved.put("gather rows", x.gather(-2, x.dim(-2) - 1, 0));
                int[] indices = new int[last];
                Arrays.setAll(indices, i -> i * i % 3);
                moved.put("scatter", x.scatterAdd(-1, 4, indices));
                moved.put("triangle", x.lowerTriangle());
                if (dims.length == 3) {
                    moved.put("permute", x.transpose(2, 0, 1));
                    moved.put("permute2", x.transpose(1, 0, 2));
                }
                Map<String, Expr> all = new LinkedHashMap<>(moved);
                moved.forEach(
                        (name, e) -> all.put(name + " used", e.mul(2).add(1).tanh()));
                check(
                        backend,
                        "moving " + x.shape(),
                        all,
                        Map.of("x", exact(6, x.shape().size())),
                        1);
            }
        }
    }

    /** Sums and maxima over every choice of axes. */
    @Check("sums and maxima over every choice of axes")
    protected void reductionsOverAllAxes() {
        int[][] shapes = {
            {1}, {2}, {17}, {207}, {4097}, {1, 9}, {9, 1}, {33, 17}, {4097, 3}, {3, 4097}, {5, 7, 9}, {2, 65, 3}
        };
        try (Backend backend = open(0)) {
            for (int[] dims : shapes) {
                Expr x = input("x", Shape.of(dims));
                Map<String, Expr> all = new LinkedHashMap<>();
                for (int mask = 1; mask < 1 << dims.length; mask++) {
                    int bits = mask;
                    int[] axes = java.util.stream.IntStream.range(0, dims.length)
                            .filter(i -> (bits >> i & 1) == 1)
                            .toArray();
                    all.put("sum" + Arrays.toString(axes), x.sum(axes));
                    all.put("max" + Arrays.toString(axes), x.max(axes));
                    all.put("sum of squares" + Arrays.toString(axes), x.square().sum(axes));
                }
                check(
                        backend,
                        "reductions of " + x.shape(),
                        all,
                        Map.of("x", exact(7, x.shape().size())),
                        10);
            }
        }
    }

    /** The four transposes of a matrix product, alone, batched, and added to another product. */
    @Check("matrix products of all transposes, batched and accumulated, at awkward sizes")
    protected void matrixProducts() {
        int[][] sizes = {
            {1, 1, 1},
            {1, 5, 3},
            {5, 1, 7},
            {3, 4, 1},
            {2, 3, 4},
            {8, 16, 8},
            {9, 17, 15},
            {12, 33, 31},
            {13, 65, 207},
            {207, 16, 5},
            {31, 207, 64},
            {65, 63, 129},
            {1, 4097, 2},
            {2, 3, 4097}
        };
        try (Backend backend = open(0)) {
            for (int i = 0; i < sizes.length; i++) {
                int[] s = sizes[i];
                for (int batch : i % 2 == 0 ? new int[] {1} : new int[] {1, 3}) {
                    Map<String, Expr> all = new LinkedHashMap<>();
                    Map<String, double[]> values = new LinkedHashMap<>();
                    for (boolean ta : new boolean[] {false, true}) {
                        for (boolean tb : new boolean[] {false, true}) {
                            Expr a = input("a" + ta, matrix(batch, ta ? s[2] : s[0], ta ? s[0] : s[2]));
                            Expr b = input("b" + tb, matrix(batch, tb ? s[1] : s[2], tb ? s[2] : s[1]));
                            values.put("a" + ta, exact(8, a.shape().size()));
                            values.put("b" + tb, exact(9, b.shape().size()));
                            Primitive.MatMul times = new Primitive.MatMul(ta, tb);
                            Expr product = Expr.of(times, a, b);
                            all.put("product " + ta + tb, product);
                            // neither is needed by itself, so the second is added to the first in place
                            all.put(
                                    "sum of two " + ta + tb,
                                    Expr.of(times, a.tanh(), b).add(Expr.of(times, a, b.tanh())));
                            all.put(
                                    "with bias " + ta + tb,
                                    product.add(Expr.range(s[1])).tanh());
                        }
                    }
                    check(backend, "matrix products " + batch + " x " + Arrays.toString(s), all, values, 10);
                }
            }
        }
    }

    /** Products whose operands are parts of larger arrays, or repeat along the batch. */
    @Check("matrix products of parts of larger arrays")
    protected void matrixProductsOfViews() {
        try (Backend backend = open(0)) {
            Expr x = input("x", Shape.of(19, 23));
            Expr y = input("y", Shape.of(4, 7, 9));
            Expr left = x.slice(0, 3, 10).slice(1, 2, 19);
            Expr right = x.slice(0, 1, 18).slice(1, 0, 11);
            Expr one = x.slice(0, 0, 9).slice(1, 4, 10);
            Map<String, Expr> all = Map.of(
                    "slices", left.matmul(right),
                    "slice times transposed", left.t().matmul(left),
                    "one matrix for a batch", y.matmul(one),
                    "a batch times its transpose", y.matmul(y.t()),
                    "first of the batch", y.slice(0, 1, 2).reshape(7, 9).matmul(one),
                    "repeated", one.t().expand(0).broadcastTo(Shape.of(4, 6, 9)).matmul(y.t()));
            check(backend, "views", all, Map.of("x", exact(10, 19 * 23), "y", exact(11, 4 * 7 * 9)), 10);
        }
    }

    /** Cholesky factors and triangular systems. */
    @Check("Cholesky factors and triangular systems")
    protected void factorsAndSolves() {
        try (Backend backend = open(0)) {
            for (int n : new int[] {1, 2, 3, 7, 16, 17, 33}) {
                for (int batch : new int[] {1, 3}) {
                    for (int columns : new int[] {1, 5, 17}) {
                        Expr x = input("x", matrix(batch, n, n));
                        Expr b = input("b", matrix(batch, n, columns));
                        double[] diagonal = new double[n * n];
                        for (int i = 0; i < n; i++) {
                            diagonal[i * n + i] = 2 * n;
                        }
                        Expr spd = x.matmul(x.t()).add(Expr.constant(Shape.of(n, n), diagonal));
                        Expr factor = spd.cholesky();
                        Map<String, Expr> all = Map.of(
                                "factor", factor,
                                "solve", factor.solveTriangular(b),
                                "solve transposed", factor.solveTriangularTransposed(b));
                        Map<String, double[]> values = Map.of(
                                "x",
                                exact(12, x.shape().size()),
                                "b",
                                exact(13, b.shape().size()));
                        check(backend, "factor of " + x.shape() + ", " + columns + " columns", all, values, 20);
                    }
                }
            }
        }
    }

    /** The counter-based generator gives the same numbers on every backend. */
    @Check("the counter-based generator gives the same numbers as everywhere")
    protected void randomNumbers() {
        int[][] shapes = {{1}, {5}, {4, 1}, {3, 7}, {2, 3, 5}, {3, 17, 33}, {1, 2, 4097}};
        try (Backend backend = open(0)) {
            for (int[] dims : shapes) {
                Map<String, Expr> all = new LinkedHashMap<>();
                for (Distribution d : Distribution.values()) {
                    all.put(d.name(), Expr.of(new Primitive.Random(d, "test", Shape.of(dims))));
                    all.put(d + " elsewhere", Expr.of(new Primitive.Random(d, "other", Shape.of(dims))));
                    all.put(d + " later", Expr.of(new Primitive.Random(d, "test", Shape.of(dims), 5)));
                }
                for (long[] key :
                        new long[][] {{0, 0, 0}, {42, 3, 0}, {-7, 123456, 1000}, {1L << 40, 1, (1L << 32) - 2}}) {
                    check(backend, "random " + Arrays.toString(dims), all, Map.of(), key, 5, 0);
                }
            }
        }
    }

    /**
     * Results far below 1, of every kind of kernel.
     *
     * @since 0.2.0
     */
    @Check("small results have as many correct digits as large ones")
    protected void smallResults() {
        Expr x = input("x", Shape.of(33, 17));
        double[] values = exact(19, x.shape().size());
        Arrays.setAll(values, i -> values[i] * 0x1p-14);
        Map<String, Expr> all = new LinkedHashMap<>();
        all.put("exp", x.sub(12).exp());
        all.put("log1p", Expr.of(Primitive.Unary.LOG1P, x));
        all.put("sine", Expr.of(Primitive.Unary.SIN, x));
        all.put("root", x.square().sqrt());
        all.put("tanh", x.tanh());
        all.put("quotient", x.div(x.square().add(1)));
        all.put("largest", x.max(0));
        all.put("rows", x.square().sum(1));
        all.put("columns", x.square().sum(0));
        all.put("mean", x.square().mean());
        all.put("product", x.t().matmul(x));
        all.put("narrow product", x.slice(1, 0, 1).t().matmul(x));
        all.put("gather", x.gather(0, 3, 3, 1));
        all.put("scatter", x.square().t().scatterAdd(0, 2, new int[17]));
        try (Backend backend = open(0)) {
            check(backend, "small numbers", all, Map.of("x", values), 10);
        }
    }

    /**
     * Numbers far below the least normal one of single precision, in every way that a plan makes and stores them.
     *
     * @since 0.2.0
     */
    @Check("no element-wise result is denormal, and what products read is 0 or at least 2^-63")
    protected void denormalNumbersAreNotStored() {
        Expr tiny = input("tiny", Shape.of(33, 17));
        Expr wide = input("wide", Shape.of(33, 17));
        double[] small = exact(20, tiny.shape().size());
        double[] large = exact(21, wide.shape().size());
        for (int i = 0; i < small.length; i++) {
            small[i] = Math.scalb(small[i] + 1.5, -(i * 7 % 120));
            large[i] *= 60;
        }
        Map<String, Expr> all = new LinkedHashMap<>();
        for (ActivationFunction f : ActivationFunction.values()) {
            for (int order = 0; order < 4; order++) {
                Expr y = Expr.of(new Primitive.Activation(f, order), wide);
                Expr factor = y.mul(tiny);
                all.put(f + " of order " + order, y.sub(tiny));
                all.put(FACTOR + f + " of order " + order, factor);
                all.put("product with " + f + " of order " + order, factor.t().matmul(wide));
                all.put("sum of " + f + " of order " + order, factor.sum(0));
            }
        }
        all.put("product", tiny.mul(tiny.mul(0x1p-60)));
        all.put("square", tiny.square());
        all.put("quotient", tiny.div(wide.square().add(0x1p40)));
        all.put("exponential", wide.exp());
        all.put("sum", tiny.mul(0x1p-100).sum(1));
        Map<String, double[]> values = Map.of("tiny", small, "wide", large);
        try (Backend backend = open(0);
                Executable executable = backend.compile(plan(all), Map.of())) {
            values.forEach((name, x) -> executable.input(name).write(x, 0, 0, x.length));
            executable.run(0, 0, 0);
            for (String output : all.keySet()) {
                double least = output.startsWith(FACTOR) ? 0x1p-63 : Float.MIN_NORMAL;
                for (double y : read(executable.output(output))) {
                    assertTrue(
                            y == 0 || !(Math.abs(y) < least),
                            name() + ": " + output + " has the element " + y
                                    + ", which is to be 0; do its plans' steps " + "FLUSH?");
                }
            }
        }
    }

    // ---- whole plans ----------------------------------------------------------------------------------------------

    /** Random graphs of all primitives: order, fusion, shared memory and lifetimes. */
    @Check("random plans of all primitives agree with double precision")
    protected void randomPlans() {
        try (Backend backend = open(0)) {
            for (int seed = 0; seed < 16; seed++) {
                int[] extents = seed % 2 == 0 ? new int[] {1, 2, 3, 5} : new int[] {1, 7, 16, 17};
                randomPlan(backend, "random graph " + seed, new Random(seed), extents, 10 + 3 * seed);
            }
        }
    }

    /**
     * Checks one random graph; a fuzzer may choose which.
     *
     * @param backend an open one
     * @param title what to call the graph in a message
     * @param choices makes all choices and numbers
     * @param extents lengths of axes to choose from, at least 1
     * @param steps operations, at least 1
     * @since 0.2.0
     */
    protected final void randomPlan(Backend backend, String title, RandomGenerator choices, int[] extents, int steps) {
        RandomGraphs graphs = new RandomGraphs(choices, extents, steps);
        check(backend, title, graphs.outputs(), graphs.inputs(), 10);
    }

    /** A second run uses new inputs and random numbers, and nothing of the first. */
    @Check("a run sees nothing of the runs before it")
    protected void runsAreIndependent() {
        Expr x = input("x", Shape.of(33, 17));
        Expr noise = Expr.of(new Primitive.Random(Distribution.NORMAL, "test", x.shape()));
        Map<String, Expr> outputs = Map.of(
                "y", x.add(noise).matmul(x.t()).sum(0), "z", x.t().matmul(x).sum());
        try (Backend backend = open(0);
                Executable executable = backend.compile(plan(outputs), Map.of())) {
            double[][] first = new double[2][];
            for (int run = 0; run < 4; run++) {
                double[] values = exact(run % 2, x.shape().size());
                executable.input("x").write(values, 0, 0, values.length);
                executable.run(5, run % 2, 0);
                compare("run " + run, executable, outputs, Map.of("x", values), new long[] {5, run % 2, 0}, 10, 0);
                double[] y = read(executable.output("y"));
                if (run < 2) {
                    first[run] = y;
                } else {
                    assertArrayEquals(
                            first[run % 2],
                            y,
                            name() + ": the same inputs, seed and step give other bits in a later run");
                }
            }
        }
    }

    /**
     * Only the rows that count are looked at, or a row scored alone would get another score than among others.
     *
     * @since 0.2.0
     */
    @Check("the first rows alone have the bits that they have in the whole batch")
    protected void firstRowsAlone() {
        Expr x = input("x", Shape.of(33, 17));
        Expr w = Expr.of(new Primitive.Variable("w", Shape.of(17, 65)));
        Expr h = x.matmul(w).tanh();
        Map<String, Expr> outputs = Map.of("h", h, "sum", h.square().sum(1));
        double[] values = exact(18, x.shape().size());
        double[] weights = exact(19, w.shape().size());
        try (Backend backend = open(0);
                Memory variable = backend.allocate(weights.length)) {
            variable.write(weights, 0, 0, weights.length);
            try (Executable executable = backend.compile(plan(outputs), Map.of("w", variable))) {
                executable.input("x").write(values, 0, 0, values.length);
                executable.run(1, 2, 3);
                double[] all = read(executable.output("h"));
                double[] sums = read(executable.output("sum"));
                for (int rows : new int[] {1, 7, 33}) {
                    double[] some = values.clone();
                    Arrays.fill(some, rows * 17, some.length, Double.NaN);
                    executable.input("x").write(some, 0, 0, some.length);
                    executable.run(1, 2, 3, rows);
                    String what = name() + ": the first " + rows + " of 33 rows have other bits alone";
                    assertArrayEquals(
                            Arrays.copyOf(all, rows * 65),
                            Arrays.copyOf(read(executable.output("h")), rows * 65),
                            what);
                    assertArrayEquals(
                            Arrays.copyOf(sums, rows), Arrays.copyOf(read(executable.output("sum")), rows), what);
                }
            }
        }
    }

    /** All expressions see the variables from before the run; assignments hold after it, also in other plans. */
    @Check("variables are assigned at the end of a run, and seen by other plans")
    protected void variablesAreAssignedAtTheEnd() {
        Shape shape = Shape.of(3, 11);
        Expr a = Expr.of(new Primitive.Variable("a", shape));
        Expr b = Expr.of(new Primitive.Variable("b", shape));
        Plan swap = Compiler.compile(Program.named("swap")
                .assign(a, b)
                .assign(b, a)
                .output("before", a.sub(b))
                .build());
        Plan decay = Compiler.compile(
                Program.named("decay").assign(a, a.mul(0.5).add(b)).build());
        double[] va = exact(14, shape.size());
        double[] vb = exact(15, shape.size());
        try (Backend backend = open(0);
                Memory ma = backend.allocate(shape.size());
                Memory mb = backend.allocate(shape.size());
                Executable first = backend.compile(swap, Map.of("a", ma, "b", mb, "unused", ma));
                Executable second = backend.compile(decay, Map.of("a", ma, "b", mb))) {
            ma.write(va, 0, 0, va.length);
            mb.write(vb, 0, 0, vb.length);
            first.run(0, 0, 0);
            double[] before = new double[va.length];
            Arrays.setAll(before, i -> va[i] - vb[i]);
            assertClose(before, read(first.output("before")), 1, 0, "an output next to a swap of two variables");
            assertArrayEquals(vb, read(ma), name() + ": a ← b, b ← a: a is not the old b");
            assertArrayEquals(va, read(mb), name() + ": a ← b, b ← a: b is not the old a");
            second.run(0, 0, 0);
            second.run(0, 1, 0);
            double[] after = new double[va.length];
            Arrays.setAll(after, i -> (vb[i] * 0.5 + va[i]) * 0.5 + va[i]);
            assertClose(after, read(ma), 1, 0, "a ← a/2 + b, run twice, after another plan has swapped them");
        }
    }

    /** Results do not depend on the number of threads, bit for bit. */
    @Check("the number of threads changes no bit")
    protected void threadsDoNotChangeResults() {
        Expr x = input("x", Shape.of(257, 129));
        Expr w = input("w", Shape.of(129, 65));
        Expr h = x.matmul(w).tanh();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("h", h);
        outputs.put("rows", h.square().sum(1));
        outputs.put("columns", h.square().sum(0));
        outputs.put("all", h.sum());
        outputs.put("product", x.t().matmul(h));
        outputs.put(
                "noise",
                Expr.of(new Primitive.Random(Distribution.NORMAL, "test", Shape.of(3, 129, 65)))
                        .sum(0));
        Map<String, double[]> values = Map.of(
                "x", exact(16, x.shape().size()), "w", exact(17, w.shape().size()));
        Map<String, double[]> expected = new HashMap<>();
        for (int threads : new int[] {1, 2, 3, 7}) {
            try (Backend backend = open(threads);
                    Executable executable = backend.compile(plan(outputs), Map.of())) {
                fill(executable, values);
                executable.run(1, 2, 3);
                for (String output : outputs.keySet()) {
                    double[] got = read(executable.output(output));
                    double[] one = expected.putIfAbsent(output, got);
                    if (one != null) {
                        assertArrayEquals(
                                one,
                                got,
                                name() + ": '" + output + "' with " + threads
                                        + " threads differs in its bits from 1 thread;"
                                        + " split work by size, never by the number of threads");
                    }
                }
            }
        }
    }

    /** A backend may move from thread to thread, and two of them may work at the same time. */
    @Check("a backend may move between threads, and work beside another one")
    protected void worksOnAnyThread() {
        Expr x = input("x", Shape.of(65, 33));
        Map<String, Expr> outputs = Map.of("y", x.t().matmul(x.tanh()), "z", x.sum(0));
        Map<String, double[]> values = Map.of("x", exact(18, x.shape().size()));
        Plan plan = plan(outputs);
        List<double[]> results = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (Backend first = open(2);
                Backend second = open(2)) {
            List<Executable> executables = new ArrayList<>();
            elsewhere(
                    failures,
                    () -> executables.add(first.compile(plan, Map.of())),
                    () -> executables.add(second.compile(plan, Map.of())));
            elsewhere(
                    failures,
                    executables.stream()
                            .map(e -> (Runnable) () -> {
                                for (int i = 0; i < 20; i++) {
                                    fill(e, values);
                                    e.run(1, i, 0);
                                }
                            })
                            .toArray(Runnable[]::new));
            assertTrue(
                    failures.isEmpty(),
                    () -> name() + ": opened on one thread and used on another it throws " + failures.getFirst()
                            + "; one thread at a time uses it, but not always the same");
            for (Executable e : executables) {
                compare("two backends at a time", e, outputs, values, new long[] {1, 19, 0}, 10, 0);
                results.add(read(e.output("y")));
                e.close();
            }
        }
        assertArrayEquals(
                results.get(0),
                results.get(1),
                name() + ": two backends that work at the same time differ in their bits");
    }

    /** Runs each on its own thread, concurrently. */
    private static void elsewhere(List<Throwable> failures, Runnable... tasks) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            Thread thread = new Thread(task, "contract");
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted while other threads were at work", e);
            }
        }
    }

    /** The requested number of threads is kept. */
    @Check("it says what it is and keeps to the number of threads")
    protected void opensWhatWasAskedFor() {
        for (int threads : new int[] {1, 2}) {
            try (Backend backend = open(threads)) {
                assertEquals(
                        provider().probe().devices().get(device()).index(),
                        backend.device().index(),
                        name() + ": opens another device");
                assertTrue(
                        backend.threads() >= 1 && backend.threads() <= threads,
                        name() + ": uses " + backend.threads() + " threads where " + threads + " are allowed");
            }
        }
    }

    /** Released memory does not reappear. */
    @Check("memory is fresh, and plans live on after others are closed")
    protected void lifetimesDoNotTouch() {
        Expr x = input("x", Shape.of(257));
        Plan plan = plan(Map.of("y", x.mul(3)));
        double[] ones = new double[257];
        Arrays.fill(ones, 1);
        try (Backend backend = open(0)) {
            Executable kept = backend.compile(plan, Map.of());
            for (int i = 0; i < 5; i++) {
                Memory memory = backend.allocate(257);
                assertArrayEquals(new double[257], read(memory), name() + ": memory that was used before is not zero");
                memory.write(ones, 0, 0, 257);
                Executable other = backend.compile(plan, Map.of("unused", memory));
                fill(other, Map.of("x", ones));
                other.run(0, i, 0);
                memory.close();
                other.close();
            }
            fill(kept, Map.of("x", ones));
            kept.run(0, 9, 0);
            double[] threes = new double[257];
            Arrays.fill(threes, 3);
            assertArrayEquals(threes, read(kept.output("y")), name() + ": a plan is spoilt when others are closed");
            kept.close();
        }
    }

    /**
     * Closing releases memory.
     *
     * @throws IOException if the size of the process cannot be read
     */
    @Check("what is closed is given back")
    protected void closingGivesMemoryBack() throws IOException {
        Path status = Path.of("/proc/self/status");
        Expect.assumeTrue(Files.isReadable(status), () -> "the memory of the process is read from " + status);
        Expr x = input("x", Shape.of(1 << 20));
        Plan plan = plan(Map.of("y", x.mul(2)));
        long after = 0;
        long limit = 512L << 20; // a leak of single-precision memory would be 1.2 GiB
        for (int batch = 0; batch < 6; batch++) {
            for (int i = 0; i < 20; i++) {
                try (Backend backend = open(1);
                        Memory memory = backend.allocate(1 << 20);
                        Executable executable = backend.compile(plan, Map.of("unused", memory))) {
                    executable.run(0, i, 0);
                    assertEquals(1 << 20, executable.output("y").size(), name() + ": output 'y' has another size");
                }
            }
            System.gc();
            long resident = resident(status);
            if (batch == 0) {
                after = resident;
            }
            long grown = resident - after;
            assertTrue(
                    grown < limit,
                    name() + ": after " + 20 * (batch + 1) + " backends opened and closed the process has grown by "
                            + (grown >> 20)
                            + " MiB; close() must give back what open(), allocate() and compile() took");
        }
    }

    private static long resident(Path status) throws IOException {
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return fail("no VmRSS in " + status);
    }

    // ---- helpers --------------------------------------------------------------------------------------------------

    private Backend open(int threads) {
        Probe probe = provider().probe();
        // whether that is a failure, probeSaysWhatThereIs() says, once
        Expect.assumeTrue(probe.isAvailable(), () -> name() + " is unavailable: " + probe.reason());
        return provider().open(probe.devices().get(device()), new BackendSettings(threads));
    }

    private static Expr input(String name, Shape shape) {
        return Expr.of(new Primitive.Input(name, shape));
    }

    private static Shape matrix(int batch, int rows, int columns) {
        return batch == 1 ? Shape.of(rows, columns) : Shape.of(batch, rows, columns);
    }

    private static boolean aligned(int[] a, int[] b) {
        for (int i = 1; i <= Math.min(a.length, b.length); i++) {
            int left = a[a.length - i];
            int right = b[b.length - i];
            if (left != right && left != 1 && right != 1) {
                return false;
            }
        }
        return true;
    }

    private static Plan plan(Map<String, Expr> outputs) {
        Program.Builder program = Program.named("contract");
        outputs.forEach(program::output);
        return Compiler.compile(program.build());
    }

    /** Normal numbers that single precision holds exactly. */
    private static double[] exact(long seed, long n) {
        double[] values = Arrays64.normal(seed, n);
        Arrays.setAll(values, i -> (float) values[i]);
        return values;
    }

    private static double[] positive(long seed, long n) {
        double[] values = exact(seed, n);
        Arrays.setAll(values, i -> (float) (Math.abs(values[i]) + 0.01));
        return values;
    }

    private static void fill(Executable executable, Map<String, double[]> values) {
        values.forEach((name, v) -> executable.input(name).write(v, 0, 0, v.length));
    }

    private static double[] read(Memory memory) {
        double[] values = new double[Math.toIntExact(memory.size())];
        memory.read(0, values, 0, values.length);
        return values;
    }

    private void check(
            Backend backend, String what, Map<String, Expr> outputs, Map<String, double[]> values, double factor) {
        check(backend, what, outputs, values, factor, 0);
    }

    private void check(
            Backend backend,
            String what,
            Map<String, Expr> outputs,
            Map<String, double[]> values,
            double factor,
            double inside) {
        check(backend, what, outputs, values, new long[] {1, 2, 3}, factor, inside);
    }

    private void check(
            Backend backend,
            String what,
            Map<String, Expr> outputs,
            Map<String, double[]> values,
            long[] key,
            double factor,
            double inside) {
        Plan written = plan(outputs);
        Plan plan = backend.runsLoops() ? written : written.unrolled();
        List<String> needed = new ArrayList<>();
        plan.buffers(org.slicedscore.api.plan.Buffer.Kind.INPUT).forEach(b -> needed.add(b.name()));
        try (Executable executable = backend.compile(plan, Map.of())) {
            needed.forEach(name -> executable.input(name).write(values.get(name), 0, 0, values.get(name).length));
            executable.run(key[0], key[1], key[2]);
            compare(what, executable, outputs, values, key, factor, inside);
        }
    }

    /**
     * Compares outputs with double precision.
     *
     * @param factor factor on the tolerance
     * @param inside the magnitude of intermediate results whose rounding errors show in the outputs, or 0
     */
    private void compare(
            String what,
            Executable executable,
            Map<String, Expr> outputs,
            Map<String, double[]> values,
            long[] key,
            double factor,
            double inside) {
        Oracle exact = oracle(values, key);
        List<Oracle> rounded = List.of(oracle(rounded(values, 1), key), oracle(rounded(values, 2), key));
        outputs.forEach((output, e) -> {
            double[] expected = exact.of(e);
            double floor = inside * limit() / ROUNDINGS;
            for (Oracle other : rounded) {
                floor = Math.max(floor, largestDifference(expected, other.of(e)));
            }
            assertClose(expected, read(executable.output(output)), factor, floor, what + ", output '" + output + "'");
        });
    }

    private static Oracle oracle(Map<String, double[]> values, long[] key) {
        Oracle oracle = new Oracle(key[0], key[1], key[2]);
        values.forEach(oracle::bind);
        return oracle;
    }

    /** The values, each moved up or down by the rounding error of a number with the precision under test. */
    private Map<String, double[]> rounded(Map<String, double[]> values, long seed) {
        double rounding = limit() / ROUNDINGS;
        Random random = new Random(seed);
        Map<String, double[]> moved = new HashMap<>();
        new TreeMap<>(values).forEach((name, v) -> {
            double[] m = v.clone();
            Arrays.setAll(m, i -> v[i] * (random.nextBoolean() ? 1 + rounding : 1 - rounding));
            moved.put(name, m);
        });
        return moved;
    }

    private static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private double tolerance = -1;

    private double limit() {
        if (tolerance < 0) {
            tolerance = tolerance();
        }
        return tolerance;
    }

    private void assertClose(double[] expected, double[] actual, double factor, double floor, String what) {
        assertEquals(expected.length, actual.length, name() + ": " + what + ": has another size");
        double scale = Arrays64.largest(expected);
        double allowed = factor * (limit() * scale + floor) + Float.MIN_NORMAL;
        for (int i = 0; i < expected.length; i++) {
            // written so that NaN fails
            if (!(Math.abs(expected[i] - actual[i]) <= allowed)) {
                fail(String.format(
                        "%s: %s: element %d is %s, in double precision it is %s (largest element %s, allowed difference %s)",
                        name(), what, i, actual[i], expected[i], scale, allowed));
            }
        }
    }
}
