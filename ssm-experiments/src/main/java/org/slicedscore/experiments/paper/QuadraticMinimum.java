package org.slicedscore.experiments.paper;

import java.util.List;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.TrainingComponents;

/**
 * The minimum of a loss that is quadratic in θ, from its gradients at 0 and at the unit vectors: those of an objective of the
 * framework, differentiated, compiled and run by it, with the same directions each time.
 */
final class QuadraticMinimum implements AutoCloseable {
    private static final int K = GaussianTask.COUNT;
    private static final int D = GaussianTask.DIM;

    private final Workspace state;
    private final Executable executable;
    private final Memory input;
    private final double[] shift = new double[D];
    private final double[] precision = new double[D * D];

    QuadraticMinimum(TrainingComponents c, int directions, int rows, Workspace device) {
        ModelGraph graph = new ModelGraph(new NaturalGaussian(), c.modelOptions(), D);
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(rows, D)));
        ScoreGraph score = new ScoreGraph(
                graph,
                x,
                Directions.random(c.projection(), c.projectionOptions(), directions),
                Noise.RANDOM,
                c.objectiveOptions());
        Expr loss = c.objective().loss(score).mean();
        Expr h = graph.parameters().get(NaturalGaussian.SHIFT).variable();
        Expr p = graph.parameters().get(NaturalGaussian.PRECISION).variable();
        List<Expr> gradients = Autodiff.grad(loss, List.of(h, p));
        Program program = Program.named("gradient")
                .output(NaturalGaussian.SHIFT, gradients.get(0))
                .output(NaturalGaussian.PRECISION, gradients.get(1))
                .build();
        state = device.part().allocate(List.of((Primitive.Variable) h.primitive(), (Primitive.Variable) p.primitive()));
        executable = state.compile(Compiler.compile(program));
        input = executable.input("rows");
    }

    /**
     * The θ of the least mean loss.
     *
     * @param rows row-major
     * @param seed of directions
     * @param draw which of several independent draws
     * @return θ̂
     */
    double[] minimum(float[] rows, long seed, int draw) {
        input.write(rows, 0, 0, rows.length);
        double[] theta = new double[K];
        double[] b = gradient(theta, seed, draw);
        double[][] a = new double[K][K];
        double[] right = new double[K];
        for (int j = 0; j < K; j++) {
            theta[j] = 1;
            double[] g = gradient(theta, seed, draw);
            theta[j] = 0;
            for (int i = 0; i < K; i++) {
                a[i][j] = g[i] - b[i];
            }
            right[j] = -b[j];
        }
        return Solve.solve(a, right);
    }

    private double[] gradient(double[] theta, long seed, int draw) {
        state.write(NaturalGaussian.SHIFT, GaussianTask.shift(theta));
        state.write(NaturalGaussian.PRECISION, GaussianTask.precision(theta));
        executable.run(seed, draw, 0);
        executable.output(NaturalGaussian.SHIFT).read(0, shift, 0, shift.length);
        executable.output(NaturalGaussian.PRECISION).read(0, precision, 0, precision.length);
        return GaussianTask.gradient(shift, precision);
    }

    @Override
    public void close() {
        state.close();
    }
}
