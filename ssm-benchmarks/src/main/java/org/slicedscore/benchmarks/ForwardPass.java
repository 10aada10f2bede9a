package org.slicedscore.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.catalog.Catalog;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.train.InitialValues;
import org.slicedscore.core.train.TrainingConfig;

/** The value of a workload's model at a batch and nothing else: the unit that a step's cost is measured in. */
public final class ForwardPass implements AutoCloseable {
    private final Backend backend;
    private final Map<String, Memory> memory = new HashMap<>();
    private final Plan plan;
    private final Executable executable;
    private final float[][] batches;
    private final float[] values;
    private int done;

    /**
     * Compiles the pass.
     *
     * @param workload whose model and batch; the objective does not matter
     * @param backendId on which backend
     * @param threads host threads
     */
    public ForwardPass(Workload workload, String backendId, int threads) {
        Catalog catalog = Catalog.load();
        TrainingConfig config = TrainingConfig.parse(workload.settings(backendId, threads), catalog);
        ModelGraph graph = config.components(catalog).graph();
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(workload.batch(), workload.dim())));
        Expr value = graph.hasLogDensity() ? graph.logDensity(x) : graph.score(x);
        plan = Compiler.compile(Program.named("forward").output("value", value).build());
        backend = catalog.backends().choose(config.backend()).open(config.threads());
        InitialValues initial = new InitialValues(1, null);
        graph.parameters().values().forEach(p -> {
            double[] first = initial.of(p.name(), p.shape(), p.init());
            Memory m = backend.allocate(first.length);
            m.write(first, 0, 0, first.length);
            memory.put(p.name(), m);
        });
        executable = backend.compile(plan, memory);
        batches = SsmStep.batches(workload);
        values = new float[Math.toIntExact(value.shape().size())];
    }

    /**
     * One pass: sends a batch, runs the plan, reads the values.
     *
     * @return the value of the first row
     */
    public double run() {
        float[] batch = batches[done++ % batches.length];
        executable.input("rows").write(batch, 0, 0, batch.length);
        executable.run(0, 0, 0);
        executable.output("value").read(0, values, 0, values.length);
        return values[0];
    }

    /**
     * The pass's plan.
     *
     * @return what the backend runs
     */
    public Plan plan() {
        return plan;
    }

    @Override
    public void close() {
        executable.close();
        memory.values().forEach(Memory::close);
        backend.close();
    }
}
