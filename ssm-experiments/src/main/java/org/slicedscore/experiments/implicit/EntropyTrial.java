package org.slicedscore.experiments.implicit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.Init;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.Work;
import org.slicedscore.engine.scheme.Network;
import org.slicedscore.engine.scheme.SampleScore;
import org.slicedscore.engine.scheme.Scheme;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.experiments.paper.Solve;

/**
 * One estimate of the entropy's gradient after another. The score's loss is quadratic in its parameters, so that its minimum
 * follows from the loss's gradients at 0 and at the unit vectors, which the framework derives, compiles and runs; no optimiser
 * stands between theory and simulation.
 */
final class EntropyTrial implements AutoCloseable {
    private static final int D = EntropyCells.FACTOR.length;
    private static final int PARAMETERS = D * D + D;

    private final boolean known;
    private final int seed;
    private final Workspace device;
    private final Executable loss;
    private final Executable entropy;
    private final double[] theta = new double[PARAMETERS];

    EntropyTrial(Cell cell, Work work) {
        known = cell.get(EntropyCells.METHOD).equals(EntropyCells.KNOWN);
        seed = cell.integer("seed");
        device = Workspace.open(
                work.setup().catalog().backends().choose(work.setup().backend()),
                work.setup().threads());
        Scheme.Builder b = Scheme.named("entropy");
        Network model = b.network("model");
        Network net = b.network("score");
        Expr factor = model.parameter("factor", Init.constant(0), D, D);
        Expr shift = model.parameter("shift", Init.constant(0), D);
        Expr weights = net.parameter("weights", Init.constant(0), PARAMETERS);
        Expr slope = weights.slice(0, 0, D * D).reshape(D, D);
        Expr offset = weights.slice(0, D * D, PARAMETERS);
        SampleScore q = new SampleScore(b, "score", z -> z.matmul(slope.t()).add(offset), estimator(cell, work));
        List<Primitive.Variable> variables = List.of(factor, shift, weights).stream()
                .map(e -> (Primitive.Variable) e.primitive())
                .toList();
        device.allocate(variables);
        device.write("model.factor", flat(EntropyCells.FACTOR));
        device.write("model.shift", EntropyCells.SHIFT);
        Expr fitted = b.normal("fitted", known ? 2 : cell.integer("fitted"), D)
                .matmul(factor.t())
                .add(shift);
        Expr fresh =
                b.normal("fresh", cell.integer("fresh"), D).matmul(factor.t()).add(shift);
        loss = device.compile(Compiler.compile(Program.named("loss")
                .output("gradient", b.gradient(q.loss(fitted), List.of(weights)).getFirst())
                .build()));
        entropy = device.compile(Compiler.compile(Program.named("entropy")
                .output(
                        "gradient",
                        b.gradient(q.entropy(fresh), List.of(factor)).getFirst())
                .build()));
    }

    private static TrainingConfig estimator(Cell cell, Work work) {
        String method = cell.get(EntropyCells.METHOD);
        return TrainingConfig.parse(
                Map.of(
                        "objective", method.equals(EntropyCells.KNOWN) ? "ssm-vr" : method,
                        "projection", cell.get("projection"),
                        "projections", cell.get("directions")),
                work.setup().catalog());
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    /** An estimate, row by row: the score is learned from samples of its own, and the gradient taken over others. */
    double[] gradient(int repeat) {
        device.write("score.weights", known ? score() : minimum(repeat));
        entropy.run(seed, repeat, 0);
        double[] gradient = new double[D * D];
        entropy.output("gradient").read(0, gradient, 0, gradient.length);
        return gradient;
    }

    /** −(AAᵀ)⁻¹(z − b). */
    private static double[] score() {
        double[][] g = EntropyCells.gradient();
        double[] theta = new double[PARAMETERS];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j < D; j++) {
                for (int k = 0; k < D; k++) {
                    theta[i * D + j] -= g[i][k] * g[j][k];
                }
                theta[D * D + i] -= theta[i * D + j] * EntropyCells.SHIFT[j];
            }
        }
        return theta;
    }

    private double[] minimum(int repeat) {
        Arrays.fill(theta, 0);
        double[] b = slope(repeat);
        double[][] a = new double[PARAMETERS][PARAMETERS];
        double[] right = new double[PARAMETERS];
        for (int j = 0; j < PARAMETERS; j++) {
            theta[j] = 1;
            double[] g = slope(repeat);
            theta[j] = 0;
            for (int i = 0; i < PARAMETERS; i++) {
                a[i][j] = g[i] - b[i];
            }
            right[j] = -b[j];
        }
        return Solve.solve(a, right);
    }

    private double[] slope(int repeat) {
        device.write("score.weights", theta);
        loss.run(seed, repeat, 0);
        double[] g = new double[PARAMETERS];
        loss.output("gradient").read(0, g, 0, g.length);
        return g;
    }

    @Override
    public void close() {
        device.close();
    }
}
