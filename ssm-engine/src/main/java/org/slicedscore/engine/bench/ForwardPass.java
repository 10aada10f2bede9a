package org.slicedscore.engine.bench;

import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.TrainingComponents;

/**
 * The value of a model at a batch and nothing else: log p̃(x;θ) [B], or h(x;θ) [B,D] of a score field. It is the unit
 * in which the cost of a training step is counted.
 */
public final class ForwardPass implements Timed {
    private final Plan plan;
    private final ModelGraph graph;
    private final Workspace workspace;
    private final Executable executable;
    private final Memory rows;
    private final Memory value;
    private final double[] values;

    /**
     * Compiles the pass, with the model's initial parameters.
     *
     * @param components the plug-ins; only the model is used
     * @param dim D
     * @param batchSize B
     * @param seed of the initial parameters
     * @param device where it runs
     * @throws SsmException of kind BACKEND if the device cannot hold it
     */
    public ForwardPass(TrainingComponents components, int dim, int batchSize, long seed, Workspace device) {
        graph = components.graph();
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(batchSize, dim)));
        Expr y = graph.hasLogDensity() ? graph.logDensity(x) : graph.score(x);
        plan = Compiler.compile(Program.named("forward").output("value", y).build());
        InitialValues initial = new InitialValues(seed, null);
        workspace = device.part().allocate(Workspace.parameters(graph), name -> {
            ModelGraph.Parameter p = graph.parameters().get(name);
            return initial.of(name, p.shape(), p.init());
        });
        executable = workspace.compile(plan);
        rows = executable.input("rows");
        value = executable.output("value");
        values = new double[Math.toIntExact(y.shape().size())];
    }

    @Override
    public void rows(float[] batch) {
        rows.write(batch, 0, 0, batch.length);
    }

    @Override
    public void run(long step) {
        executable.run(0, step, 0);
    }

    /** Reads all values, waiting for the device, and returns the first. */
    @Override
    public double result() {
        value.read(0, values, 0, values.length);
        return values[0];
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public boolean profile(long[] nanoseconds) {
        return executable.profile(nanoseconds);
    }

    @Override
    public long parameterCount() {
        return graph.parameters().values().stream()
                .mapToLong(p -> p.shape().size())
                .sum();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
