package org.slicedscore.core.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slicedscore.api.expr.ActivationFunction;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.expr.IntTuple;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;

/** One small formula for each primitive, over a flat input of a few numbers. */
public final class PrimitiveCases {
    /**
     * A formula and a point at which it is smooth.
     *
     * @param name of the primitive
     * @param primitives how many of the primitive occur, for the count of what is covered
     * @param x the input
     * @param y the formula's value, of any shape
     * @param at the input's elements
     */
    public record Case(String name, Class<?> primitives, Expr x, Expr y, double[] at) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private PrimitiveCases() {}

    public static List<Case> all() {
        PrimitiveCases c = new PrimitiveCases();
        for (Primitive.Unary op : Primitive.Unary.values()) {
            // logarithms and roots want positive arguments
            c.add(
                    op.name(),
                    Primitive.Unary.class,
                    4,
                    x -> Expr.of(op, x.square().add(0.5)));
        }
        for (ActivationFunction f : ActivationFunction.values()) {
            for (int order = 0; order < 3; order++) {
                Primitive p = new Primitive.Activation(f, order);
                c.add(f + "(" + order + ")", Primitive.Activation.class, 5, x -> Expr.of(p, x.mul(1.7)));
            }
        }
        for (Primitive.Binary op : Primitive.Binary.values()) {
            c.add(op.name(), Primitive.Binary.class, 6, x -> {
                Expr a = x.slice(0, 0, 3).square();
                Expr b = x.slice(0, 3, 6).square().add(0.7);
                return Expr.of(op, a, b).add(a.mul(b).mul(0.3));
            });
        }
        c.add("select", Primitive.Select.class, 6, x -> {
            Expr a = x.slice(0, 0, 3);
            return a.less(Expr.constant(0.1))
                    .select(a.square(), x.slice(0, 3, 6).exp());
        });
        c.add(
                "broadcast",
                Primitive.Broadcast.class,
                3,
                x -> x.reshape(3, 1)
                        .square()
                        .broadcastTo(Shape.of(2, 3, 4))
                        .mul(Expr.range(4).add(1)));
        c.add(
                "reshape",
                Primitive.Reshape.class,
                6,
                x -> x.square().reshape(2, 3).mul(x.reshape(2, 3)));
        c.add(
                "transpose",
                Primitive.Transpose.class,
                12,
                x -> x.reshape(2, 3, 2).transpose(2, 0, 1).exp().mul(x.reshape(2, 2, 3)));
        c.add(
                "slice",
                Primitive.Slice.class,
                8,
                x -> x.reshape(2, 4).slice(1, 1, 3).exp());
        c.add("pad", Primitive.Pad.class, 4, x -> {
            Expr padded = x.reshape(2, 2).square().pad(0, 1, 0).pad(1, 0, 2);
            return padded.add(1).log().mul(Expr.range(4));
        });
        c.add(
                "pad both axes",
                Primitive.Pad.class,
                4,
                x -> Expr.of(
                                new Primitive.Pad(IntTuple.of(1, 0), IntTuple.of(1, 2)),
                                x.reshape(2, 2).exp())
                        .mul(Expr.range(4)));
        c.add(
                "concat",
                Primitive.Concat.class,
                4,
                x -> Expr.concat(
                                1,
                                x.reshape(2, 2).exp(),
                                x.reshape(2, 2),
                                x.reshape(2, 2).square())
                        .mul(Expr.range(6).add(1))
                        .square());
        c.add(
                "gather",
                Primitive.Gather.class,
                6,
                x -> x.reshape(2, 3).gather(1, 2, 0, 0, 1).exp().mul(Expr.range(4)));
        c.add(
                "scatter",
                Primitive.ScatterAdd.class,
                6,
                x -> x.reshape(2, 3).square().scatterAdd(1, 4, 2, 0, 2).exp());
        ImageGrid image = new ImageGrid(2, 3, 2);
        c.add(
                "convolution",
                Primitive.Gather.class,
                12,
                x -> image.patches(image.pixels(x.reshape(1, 12)), 3, 2)
                        .matmul(Expr.range(18).sub(7.5).mul(0.1).reshape(18, 1))
                        .activation(ActivationFunction.SOFTPLUS));
        c.add(
                "transposed convolution",
                Primitive.ScatterAdd.class,
                4,
                x -> image.overlaid(
                                x.reshape(1, 2, 2)
                                        .matmul(Expr.range(36).mul(0.1).sin().reshape(2, 18)),
                                3,
                                2)
                        .activation(ActivationFunction.SOFTPLUS));
        c.add(
                "group normalisation",
                Primitive.Reduce.class,
                12,
                x -> image.normalised(image.pixels(x.reshape(1, 12)), 2).sin());
        c.add(
                "sum",
                Primitive.Reduce.class,
                12,
                x -> x.reshape(2, 3, 2).square().sum(0, 2).exp());
        c.add(
                "max",
                Primitive.Reduce.class,
                12,
                x -> x.reshape(2, 3, 2).square().max(1).exp());
        c.add(
                "logSumExp",
                Primitive.Reduce.class,
                6,
                x -> x.reshape(2, 3).mul(3).logSumExp(1));
        for (int t = 0; t < 4; t++) {
            Primitive.MatMul p = new Primitive.MatMul((t & 1) != 0, (t & 2) != 0);
            c.add("matmul " + p, Primitive.MatMul.class, 10, x -> {
                Expr a = x.slice(0, 0, 6).exp().reshape(p.transposeA() ? Shape.of(3, 2) : Shape.of(2, 3));
                Expr b = x.slice(0, 4, 10).reshape(p.transposeB() ? Shape.of(2, 3) : Shape.of(3, 2));
                return Expr.of(p, a, b);
            });
        }
        c.add(
                "batched matmul",
                Primitive.MatMul.class,
                12,
                x -> x.reshape(2, 2, 3).matmul(x.exp().reshape(2, 3, 2)));
        c.add("loop sum", Primitive.LoopSum.class, 3, x -> {
            Expr number = Expr.of(new Primitive.LoopIndex(3)).add(0.4);
            // of what differs from pass to pass, of what does not, and one behind the other
            Expr first = Expr.of(new Primitive.LoopSum(3), x.mul(number).sin()).add(x);
            return Expr.of(new Primitive.LoopSum(3), first.mul(x.mul(number).cos()))
                    .add(Expr.of(new Primitive.LoopSum(3), x.exp()));
        });
        c.add("cholesky", Primitive.Cholesky.class, 9, x -> spd(x.reshape(3, 3)).cholesky());
        c.add("batched cholesky", Primitive.Cholesky.class, 8, x -> {
            Expr m = x.reshape(2, 2, 2);
            return m.matmul(m.t()).add(identity(2)).cholesky();
        });
        for (boolean transposed : new boolean[] {false, true}) {
            c.add("solve " + transposed, Primitive.TriangularSolve.class, 15, x -> {
                Expr l = x.slice(0, 0, 9).reshape(3, 3).add(identity(3).mul(2));
                return Expr.of(
                        new Primitive.TriangularSolve(transposed),
                        l,
                        x.slice(0, 9, 15).exp().reshape(3, 2));
            });
        }
        return c.cases;
    }

    private static Expr spd(Expr m) {
        return m.matmul(m.t()).add(identity(m.dim(0)));
    }

    private static Expr identity(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return Expr.constant(Shape.of(n, n), values);
    }

    private void add(String name, Class<?> primitive, int n, Function<Expr, Expr> formula) {
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n)));
        double[] at = new double[n];
        Arrays.setAll(at, i -> random.nextDouble() * 2 - 1);
        cases.add(new Case(name, primitive, x, formula.apply(x), at));
    }
}
