package org.slicedscore.engine.evaluate;

import java.util.List;
import org.slicedscore.api.LogDensityModel;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.BackendChoice;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.engine.device.Workspace;
import org.slicedscore.engine.sample.Target;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingComponents;

/** A trained model's weights on an open device. */
public final class DeviceModel implements AutoCloseable {
    /** What is done once for a batch should not count much for a row. */
    private static final int ROWS = 32;

    /** What messages call it: the model may come from a file or from memory. */
    private static final String SAVED = "the saved model";

    private final TrainedModel model;
    private final Catalog catalog;
    private final TrainingComponents components;
    private final BackendChoice choice;
    private final Workspace workspace;

    /**
     * Opens a device and sends it the weights.
     *
     * @param model the model
     * @param catalog the plug-ins and backends
     * @param backendSpec auto, ID or ID:DEVICE
     * @param threads host threads; 0 for all
     * @throws SsmException of kind BACKEND if the backend is not available, DATA if the weights do not fit the model, or are not
     *     finite
     */
    public DeviceModel(TrainedModel model, Catalog catalog, String backendSpec, int threads) {
        this.model = model;
        this.catalog = catalog;
        components = model.config()
                .settings()
                .components()
                .given(model.preprocessing().conditions());
        ModelGraph graph = components.graph(model.dim());
        List<Primitive.Variable> variables = Workspace.parameters(graph);
        for (Primitive.Variable v : variables) {
            Tensor t = model.weights().get(v.name());
            if (t == null || t.size() != v.shape().size()) {
                throw Problem.data(SAVED)
                        .found("%s for parameter '%s'", t == null ? "nothing" : "a tensor " + t, v.name())
                        .expected(
                                "%s as in model '%s'",
                                v.shape(), components.model().id())
                        .remedy("it was made by another version of the plug-in, train again")
                        .exception();
            }
            refuseUnbounded(v.name(), t.toDoubles());
        }
        choice = catalog.backends().choose(backendSpec);
        workspace = Workspace.open(choice, threads)
                .allocate(variables, name -> model.weights().get(name).toDoubles());
    }

    /** Training never ends with such a weight; every answer would be −∞ without a word. */
    private static void refuseUnbounded(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw Problem.data(SAVED)
                        .found("%s as number %d of parameter '%s'", values[i], i + 1, name)
                        .expected("a finite number")
                        .remedy("it is damaged: restore it, or train again")
                        .exception();
            }
        }
    }

    /** The model. */
    public TrainedModel model() {
        return model;
    }

    /** The plug-ins it was built from. */
    public TrainingComponents components() {
        return components;
    }

    /** The catalog of plug-ins it was opened with. */
    public Catalog catalog() {
        return catalog;
    }

    /** The backend and device it is on. */
    public BackendChoice choice() {
        return choice;
    }

    /** The device scope, with the weights as variables; owned by this. */
    public Workspace workspace() {
        return workspace;
    }

    /** Whether the model has a log-density: false for a score field. */
    public boolean hasLogDensity() {
        return components.model() instanceof LogDensityModel;
    }

    /** Whether its log-density is a log-likelihood: true if it integrates to 1. */
    public boolean normalised() {
        return components.model() instanceof LogDensityModel m && m.normalised();
    }

    /** Whether the model knows the density at every noise level, so that the probability flow gives its log-likelihood. */
    public boolean noiseConditioned() {
        return components.model().noiseConditioned();
    }

    /**
     * The target of sampling: the model's formula and weights, owned by this object.
     *
     * @throws SsmException of kind USAGE if the model has conditions
     */
    public Target target() {
        if (components.conditions() > 0) {
            throw Problem.usage(new Subject.Plugin("model", components.model().id()))
                    .says("has a density for each value of its conditions, and none without")
                    .exception();
        }
        return new Target(components.graph(), model.dim(), workspace);
    }

    /**
     * The target under conditions.
     *
     * @param conditions c, [C]; without elements for a model without conditions
     */
    public Target target(double[] conditions) {
        ModelGraph graph = components.graph();
        return conditions.length == 0
                ? target()
                : new Target(
                        graph.given(Expr.constant(Shape.of(conditions.length), conditions)), model.dim(), workspace);
    }

    /**
     * The multiply-adds of one pass of the model's formula at a row: for a dense network one for each weight, for a convolution many more.
     */
    public double multiplyAdds() {
        Expr x = Expr.of(new Primitive.Input("rows", Shape.of(ROWS, model.dim())));
        int conditions = components.conditions();
        ModelGraph graph =
                conditions == 0 ? components.graph() : components.graph().given(Expr.filled(0, Shape.of(conditions)));
        Expr value = graph.hasLogDensity() ? graph.logDensity(x) : graph.score(x);
        Program pass = Program.named("forward").output("value", value).build();
        return (double) Compiler.compile(pass).multiplyAdds() / ROWS;
    }

    @Override
    public void close() {
        workspace.close();
    }
}
