package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.autodiff.Autodiff;

/** Programs put together at random, reproducible by their seed. */
final class RandomGraphs {
    private final RandomGenerator random;
    private final List<Expr> pool = new ArrayList<>();
    private final List<Expr> variables = new ArrayList<>();
    private final Map<String, double[]> leaves = new HashMap<>();
    private boolean kinks = true;

    RandomGraphs(int seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** One number that depends smoothly on variables: no operation in it has kinks. */
    Expr smooth() {
        kinks = false;
        fill();
        return pool.getLast()
                .mul(0.1)
                .sum()
                .add(pool.get(pool.size() - 2).tanh().sum());
    }

    List<Expr> variables() {
        return variables;
    }

    Map<String, double[]> leaves() {
        return leaves;
    }

    private void fill() {
        for (int i = 0; i < 3; i++) {
            leaf("x" + i, false);
            leaf("w" + i, true);
        }
        for (int i = 0; i < 40; i++) {
            Expr e = next();
            if (e != null && e.shape().size() <= 400) {
                pool.add(e);
            }
        }
    }

    Program program() {
        fill();
        Program.Builder program = Program.named("random");
        for (int i = 0; i < 4; i++) {
            program.output("out" + i, pick());
        }
        Expr loss = pool.getLast().mul(0.1).sum().add(pool.get(pool.size() - 2).sum());
        List<Expr> gradients = Autodiff.grad(loss, variables);
        for (int i = 0; i < variables.size(); i++) {
            program.assign(
                    variables.get(i), variables.get(i).sub(gradients.get(i).mul(0.01)));
        }
        return program.build();
    }

    private void leaf(String name, boolean variable) {
        int[] dims = new int[1 + random.nextInt(3)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = 1 + random.nextInt(4);
        }
        Expr e = variable ? CompilerTest.variable(name, dims) : CompilerTest.input(name, dims);
        leaves.put(name, CompilerTest.numbers((int) e.shape().size(), random.nextDouble()));
        pool.add(e);
        if (variable) {
            variables.add(e);
        }
    }

    private Expr pick() {
        return pool.get(random.nextInt(pool.size()));
    }

    private Expr next() {
        Expr a = pick();
        Expr b = pick();
        int rank = a.shape().rank();
        try {
            return switch (random.nextInt(14)) {
                case 0 -> a.tanh();
                case 1 -> a.sigmoid().mul(2);
                case 2 -> a.add(b);
                case 3 -> a.mul(b).tanh();
                case 4 -> a.sub(b).square().add(1).sqrt();
                case 5 -> rank > 0 ? a.sum(random.nextInt(rank)).mul(0.3) : null;
                case 6 -> rank > 1 ? a.t() : null;
                case 7 -> rank > 1 && b.shape().rank() > 1 ? a.matmul(b).tanh() : null;
                case 8 -> rank > 1 ? a.matmul(a.t()).mul(0.1) : null;
                case 9 -> a.reshape((int) a.shape().size());
                case 10 -> rank > 0 && a.dim(-1) > 1 ? a.slice(-1, 1, a.dim(-1)) : null;
                case 11 -> rank > 0 ? Expr.concat(-1, a, a.tanh()) : null;
                case 12 -> rank > 0 && kinks ? a.max(-1) : null;
                default -> rank > 0 ? a.pad(0, 1, random.nextInt(2)) : null;
            };
        } catch (IllegalArgumentException shapesDoNotFit) {
            return null;
        }
    }
}
