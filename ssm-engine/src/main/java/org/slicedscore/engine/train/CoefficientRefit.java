package org.slicedscore.engine.train;

import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Dataset;
import org.slicedscore.engine.device.Workspace;

/** Fits the coefficients of an exponential family to all training rows and stores them with the other weights. */
final class CoefficientRefit implements AutoCloseable {
    private final Workspace workspace;
    private final FamilySums sums;
    private final Executable solve;
    private final long multiplyAdds;

    /**
     * @param c the plug-ins
     * @param projections M
     * @param rows the training rows
     * @param seed the run's seed
     * @param parent where, with the parameters as variables, the coefficients included
     */
    CoefficientRefit(TrainingComponents c, int projections, Dataset rows, long seed, Workspace parent) {
        workspace = parent.part();
        sums = new FamilySums("train", c, projections, rows, seed, workspace);
        ModelGraph graph = c.graph();
        Program.Builder program = Program.named("solve");
        Expr alpha = Expr.of(new Primitive.Variable(
                ExponentialFamily.COEFFICIENTS, sums.sums().moment().shape()));
        program.assign(alpha, sums.sums().coefficients(sums.count(), graph.ridge()));
        var plan = Compiler.compile(program.build());
        multiplyAdds = plan.multiplyAdds();
        solve = workspace.see(sums.memories()).compile(plan);
    }

    /** Fits them, with the parameters as they are. */
    void run() {
        sums.run();
        solve();
    }

    /** Solves again for the sums of the last run. */
    void solve() {
        solve.run(0, 0, 0);
    }

    FamilySums sums() {
        return sums;
    }

    /** Of a run. */
    long multiplyAdds() {
        return sums.multiplyAdds() + multiplyAdds;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
