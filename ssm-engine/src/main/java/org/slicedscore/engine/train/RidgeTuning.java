package org.slicedscore.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.autodiff.Graphs;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.CoefficientFit;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.update.StepScalars;
import org.slicedscore.engine.update.UpdateGraph;

/**
 * The last stage of an exponential family's training: the parameters that the ridge λ alone depends on are moved so that
 * the coefficients fitted on all training rows have the least loss on the validation rows. Since nothing else moves, both
 * losses stay the quadratics that they are, and a step costs one solve.
 *
 * <p>Source: Wenliang et al. 2019, ICML, algorithm 1 (final stage); Song et al. 2019, UAI, appendix.
 */
final class RidgeTuning {
    private static final int STEPS = 1000;
    private static final double RATE = 1e-3;
    private static final String RATE_NAME = "rate";

    private final ResolvedConfig config;
    private final TrainingComponents components;
    private final TrainingData data;
    private final Workspace device;

    /**
     * What came out.
     *
     * @param weights by parameter name, the coefficients' included
     * @param loss of the validation rows
     */
    record Tuned(Map<String, Tensor> weights, Estimate loss) {}

    RidgeTuning(ResolvedConfig config, TrainingData data, Workspace device) {
        this.config = config;
        this.components = config.settings().components();
        this.data = data;
        this.device = device;
    }

    /** From the weights of the best evaluation. */
    Tuned tune(Map<String, Tensor> weights) {
        List<Primitive.Variable> variables = new ArrayList<>();
        weights.forEach((name, tensor) -> variables.add(new Primitive.Variable(name, shape(tensor))));
        Dataset held = data.validation();
        int m = config.get(Settings.PROJECTIONS);
        long seed = config.get(Settings.SEED);
        try (Workspace state =
                device.part().allocate(variables, name -> weights.get(name).toDoubles())) {
            try (CoefficientRefit refit = new CoefficientRefit(components, m, data.train(), seed, state);
                    FamilySums validation = new FamilySums("validation", components, m, held, seed, state)) {
                refit.run();
                validation.run();
                descend(state, refit.sums(), validation);
                refit.solve();
            }
            try (Criterion criterion = Criterion.forStopping(components, m, held.dim(), held.rows(), seed, state)) {
                Estimate loss = criterion.evaluate(held.values(), held.rows());
                return new Tuned(Weights.read(state), loss);
            }
        }
    }

    private static Shape shape(Tensor tensor) {
        int[] dims = new int[tensor.shape().length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Math.toIntExact(tensor.shape()[i]);
        }
        return Shape.of(dims);
    }

    private void descend(Workspace state, FamilySums train, FamilySums validation) {
        ModelGraph graph = components.graph();
        CoefficientFit fit = train.sums();
        Expr ridge = graph.ridge();
        Expr alpha = fit.coefficients(train.count(), ridge);
        Expr loss = validation.sums().loss(alpha, validation.count());
        List<ModelGraph.Parameter> tuned = onlyTheRidges(graph, ridge);
        if (tuned.isEmpty()) {
            return;
        }
        StepScalars scalars = new StepScalars();
        scalars.declare(RATE_NAME, step -> RATE);
        UpdateGraph updates =
                new UpdateGraph(components.optimizer(), components.optimizerOptions(), scalars, "", RATE_NAME);
        updates.declareScalars();
        List<Expr> gradients = Autodiff.grad(
                loss, tuned.stream().map(ModelGraph.Parameter::variable).toList());
        Program.Builder program = Program.named("ridge");
        for (int i = 0; i < tuned.size(); i++) {
            ModelGraph.Parameter p = tuned.get(i);
            program.assign(p.variable(), updates.update(p.name(), p.variable(), gradients.get(i)));
        }
        updates.assignments().forEach(program::assign);
        try (Workspace optimizer =
                state.part().see(train.memories()).see(validation.memories()).allocate(updates.states())) {
            Executable executable = optimizer.compile(Compiler.compile(program.build()));
            Memory input = executable.input(StepScalars.INPUT);
            for (int step = 1; step <= STEPS; step++) {
                double[] values = scalars.at(step);
                input.write(values, 0, 0, values.length);
                executable.run(config.get(Settings.SEED), step, 0);
            }
        }
    }

    /** Parameters that λ depends on and the density itself does not. */
    private List<ModelGraph.Parameter> onlyTheRidges(ModelGraph graph, Expr ridge) {
        Map<String, ModelGraph.Parameter> ofRidge = new LinkedHashMap<>(graph.parameters());
        ofRidge.remove(ExponentialFamily.COEFFICIENTS);
        List<Expr> nodes = Graphs.topological(List.of(ridge));
        ofRidge.values().removeIf(p -> nodes.stream().noneMatch(node -> node == p.variable()));
        ModelGraph density = components.graph();
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(1, data.train().dim())));
        density.logDensity(x);
        ofRidge.keySet().removeAll(density.parameters().keySet());
        return List.copyOf(ofRidge.values());
    }
}
