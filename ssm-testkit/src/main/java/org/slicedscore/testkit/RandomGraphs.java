package org.slicedscore.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/**
 * Random expression graphs over all primitives. Values stay of the order of 1 and no step has a jump near a computed
 * value, so single precision agrees with double up to a few digits.
 */
final class RandomGraphs {
    private static final long LARGEST = 30_000;

    private final RandomGenerator random;
    private final List<Expr> pool = new ArrayList<>();
    private final Map<String, double[]> inputs = new LinkedHashMap<>();
    private final int[] extents;

    /**
     * @param random makes all choices and numbers
     * @param extents axis lengths to choose from
     * @param steps number of nodes
     */
    RandomGraphs(RandomGenerator random, int[] extents, int steps) {
        this.random = random;
        this.extents = extents;
        for (int i = 0; i < 3; i++) {
            leaf(Shape.of(extent(), extent()));
        }
        leaf(Shape.of(extent(), extent(), extent()));
        for (int i = 0; i < steps; i++) {
            pool.add(small(bounded(step())));
        }
    }

    /** Values of the inputs, exact in single precision. */
    Map<String, double[]> inputs() {
        return inputs;
    }

    /** The outputs of a plan: the last nodes and some intermediate ones, whose memory must be kept. */
    Map<String, Expr> outputs() {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            outputs.put("late" + i, pool.get(pool.size() - 1 - i));
        }
        outputs.put("early", pool.get(pool.size() / 2));
        Expr all = Expr.constant(0);
        for (Expr e : pool) {
            all = all.add(e.mean());
        }
        outputs.put("all", all);
        return outputs;
    }

    private int extent() {
        return extents[random.nextInt(extents.length)];
    }

    private Expr leaf(Shape shape) {
        String name = "in" + inputs.size();
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        inputs.put(name, values);
        Expr input = Expr.of(new Primitive.Input(name, shape));
        pool.add(input);
        return input;
    }

    private Expr pick() {
        return pool.get(random.nextInt(pool.size()));
    }

    private Expr pickMatrix() {
        for (int i = 0; i < 50; i++) {
            Expr e = pick();
            if (e.shape().rank() >= 2) {
                return e;
            }
        }
        return leaf(Shape.of(extent(), extent()));
    }

    private Expr like(Shape shape) {
        for (int i = 0; i < 10; i++) {
            Expr e = pick();
            if (e.shape().equals(shape)) {
                return e;
            }
        }
        return leaf(shape);
    }

    /** Slices an expression that repeated stretching has made large. */
    private static Expr small(Expr e) {
        Expr s = e;
        while (s.shape().size() > LARGEST) {
            s = s.mean(0);
        }
        return s;
    }

    private static Expr bounded(Expr e) {
        return switch (e.primitive()) {
            case Primitive.MatMul m ->
                e.mul(1 / Math.sqrt(e.input(0).shape().size() + 1.0)).tanh();
            case Primitive.Reduce r -> e.tanh();
            case Primitive.Binary b -> b == Primitive.Binary.MULTIPLY || b == Primitive.Binary.DIVIDE ? e.tanh() : e;
            case Primitive.ScatterAdd s -> e.tanh();
            default -> e;
        };
    }

    private Expr step() {
        Expr a = pick();
        return switch (random.nextInt(20)) {
            case 0 -> a.add(like(a.shape())).mul(0.5);
            case 1 -> a.sub(like(a.shape())).mul(0.5);
            case 2 -> a.mul(like(a.shape()));
            case 3 -> a.div(like(a.shape()).square().add(1));
            case 4 -> a.maximum(like(a.shape()));
            case 5 -> {
                Expr left = leaf(a.shape()); // compared only where both sides are exact
                yield left.less(leaf(a.shape())).select(a, left);
            }
            case 6 -> unary(a);
            case 7 -> Expr.of(activation(), a);
            case 8 ->
                a.shape().rank() == 0
                        ? a.negate()
                        : a.sum(random.nextInt(a.shape().rank()));
            case 9 ->
                a.shape().rank() == 0
                        ? a.negate()
                        : a.max(random.nextInt(a.shape().rank()));
            case 10 -> transposed(a);
            case 11 -> cut(a);
            case 12 -> a.shape().rank() == 0 ? a.negate() : a.pad(axis(a), random.nextInt(3), random.nextInt(3));
            case 13 -> a.shape().rank() == 0 ? a.negate() : Expr.concat(axis(a), a, like(a.shape()));
            case 14 -> gathered(a);
            case 15 -> scattered(a);
            case 16 -> a.reshape(-1);
            case 17 -> a.shape().rank() < 3 ? a.expand(0).broadcastTo(a.shape().prepend(extent())) : a.mean(0);
            default -> product();
        };
    }

    private int axis(Expr a) {
        return random.nextInt(a.shape().rank());
    }

    private Expr unary(Expr a) {
        return switch (random.nextInt(7)) {
            case 0 -> a.negate();
            case 1 -> a.tanh().exp();
            case 2 -> a.square().add(0.5).log();
            case 3 -> a.square().log1p();
            case 4 -> a.square().add(0.5).sqrt();
            case 5 -> a.sin();
            default -> a.cos();
        };
    }

    private Primitive.Activation activation() {
        ActivationFunction[] all = ActivationFunction.values();
        ActivationFunction f = all[random.nextInt(all.length)];
        boolean kinked = f == ActivationFunction.RELU || f == ActivationFunction.ELU;
        return new Primitive.Activation(f, kinked ? 0 : random.nextInt(4));
    }

    private Expr transposed(Expr a) {
        int rank = a.shape().rank();
        if (rank < 2) {
            return a.negate();
        }
        int[] permutation = new int[rank];
        int shift = 1 + random.nextInt(rank - 1);
        for (int i = 0; i < rank; i++) {
            permutation[i] = (i + shift) % rank;
        }
        return a.transpose(permutation);
    }

    private Expr cut(Expr a) {
        if (a.shape().rank() == 0) {
            return a.negate();
        }
        int axis = axis(a);
        int from = random.nextInt(a.dim(axis));
        return a.slice(axis, from, from + 1 + random.nextInt(a.dim(axis) - from));
    }

    private int[] indices(int count, int bound) {
        return random.ints(count, 0, bound).toArray();
    }

    private Expr gathered(Expr a) {
        if (a.shape().rank() == 0) {
            return a.negate();
        }
        int axis = axis(a);
        return a.gather(axis, indices(extent(), a.dim(axis)));
    }

    private Expr scattered(Expr a) {
        if (a.shape().rank() == 0) {
            return a.negate();
        }
        int axis = axis(a);
        int extent = extent();
        return a.scatterAdd(axis, extent, indices(a.dim(axis), extent));
    }

    private Expr product() {
        Expr a = pickMatrix();
        boolean ta = random.nextBoolean();
        boolean tb = random.nextBoolean();
        int k = a.dim(ta ? -2 : -1);
        int n = extent();
        Shape b = a.shape().with(-2, tb ? n : k).with(-1, tb ? k : n);
        return Expr.of(new Primitive.MatMul(ta, tb), a, like(b));
    }
}
