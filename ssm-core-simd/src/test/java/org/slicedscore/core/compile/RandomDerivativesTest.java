package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.interpret.Interpreter;

/**
 * First to third derivatives of random graphs, in one direction, against differences of the derivative before; and compiled, on the backend `reference`.
 * {@code -Dssm.random.graphs=10000} tries more of them.
 */
class RandomDerivativesTest {
    private static final double STEP = 1e-3;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("ssm.random.graphs", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void derivativesAreLimitsOfDifferences(int seed) {
        RandomGraphs graphs = new RandomGraphs(seed);
        List<Expr> derivatives = new ArrayList<>(List.of(graphs.smooth()));
        Map<String, double[]> leaves = new HashMap<>(graphs.leaves());
        List<Expr> directions = directions(graphs.variables(), leaves);
        for (int order = 1; order <= 3; order++) {
            derivatives.add(along(derivatives.getLast(), graphs.variables(), directions));
        }
        Program.Builder program = Program.named("derivatives");
        for (int order = 0; order <= 3; order++) {
            program.output("d" + order, derivatives.get(order));
        }
        Map<String, double[]> compiled = PlanRunner.run("reference", Compiler.compile(program.build()), leaves);
        for (int order = 1; order <= 3; order++) {
            double exact = Interpreter.evaluate(derivatives.get(order), leaves)[0];
            double difference = difference(derivatives.get(order - 1), leaves, graphs.variables());
            double size = 1 + Math.abs(exact) + Math.abs(Interpreter.evaluate(derivatives.get(order - 1), leaves)[0]);
            assertTrue(Double.isFinite(exact));
            assertEquals(difference, exact, 1e-5 * size, "order " + order);
            assertEquals(exact, compiled.get("d" + order)[0], 1e-9 * size, "order " + order + ", compiled");
        }
    }

    /** One fixed direction for each variable. */
    private static List<Expr> directions(List<Expr> variables, Map<String, double[]> leaves) {
        List<Expr> directions = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            Expr variable = variables.get(i);
            leaves.put("v" + i, CompilerTest.numbers((int) variable.shape().size(), 0.7 + i));
            int[] dims = IntStream.range(0, variable.shape().rank())
                    .map(variable.shape()::dim)
                    .toArray();
            directions.add(CompilerTest.input("v" + i, dims));
        }
        return directions;
    }

    private static Expr along(Expr y, List<Expr> variables, List<Expr> directions) {
        List<Expr> gradients = Autodiff.grad(y, variables);
        Expr sum = Expr.constant(0);
        for (int i = 0; i < variables.size(); i++) {
            sum = sum.add(gradients.get(i).mul(directions.get(i)).sum());
        }
        return sum;
    }

    /** Central, with an error of the fourth power of the step. */
    private static double difference(Expr y, Map<String, double[]> leaves, List<Expr> variables) {
        double one = at(y, leaves, variables, STEP) - at(y, leaves, variables, -STEP);
        double two = at(y, leaves, variables, 2 * STEP) - at(y, leaves, variables, -2 * STEP);
        return (8 * one - two) / (12 * STEP);
    }

    private static double at(Expr y, Map<String, double[]> leaves, List<Expr> variables, double step) {
        Map<String, double[]> moved = new HashMap<>(leaves);
        for (int i = 0; i < variables.size(); i++) {
            double[] direction = leaves.get("v" + i);
            moved.computeIfPresent("w" + i, (name, values) -> {
                double[] sum = values.clone();
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += step * direction[j];
                }
                return sum;
            });
        }
        return Interpreter.evaluate(y, moved)[0];
    }
}
