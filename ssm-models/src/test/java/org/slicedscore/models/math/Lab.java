package org.slicedscore.models.math;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slicedscore.api.Init;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Projection;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;

/** A model and an objective on rows, evaluated in double precision. */
final class Lab {
    final Expr x;
    final ModelGraph model;
    final ScoreGraph score;
    final Expr rowLoss;
    final Expr loss;
    private final Map<String, double[]> values = new HashMap<>();

    Lab(
            Model model,
            Map<String, String> modelOptions,
            Objective objective,
            Map<String, String> objectiveOptions,
            Projection projection,
            int directions,
            int rows,
            int dimension) {
        x = Expr.of(new Primitive.Input("x", Shape.of(rows, dimension)));
        this.model = new ModelGraph(model, Options.parse("model", model.options(), modelOptions), dimension);
        score = new ScoreGraph(
                this.model,
                x,
                Directions.random(projection, Options.defaults(projection.options()), directions),
                Noise.RANDOM,
                Options.parse("objective", objective.options(), objectiveOptions));
        rowLoss = objective.loss(score);
        loss = rowLoss.mean();
    }

    Lab rows(double[] rows) {
        values.put("x", rows);
        return this;
    }

    Lab set(String parameter, double... elements) {
        values.put(parameter, elements);
        return this;
    }

    Lab initialise(long seed) {
        model.parameters().forEach((name, p) -> values.put(name, p.init().values(p.shape(), source(seed))));
        return this;
    }

    double[] get(String parameter) {
        return values.get(parameter);
    }

    double[] evaluate(Expr e, long seed) {
        return new Interpreter(values, seed, 0, 0).evaluate(e);
    }

    /** ∂loss/∂parameter. */
    Map<String, Expr> gradients() {
        List<String> names = List.copyOf(model.parameters().keySet());
        List<Expr> gradients = Autodiff.grad(
                loss,
                model.parameters().values().stream()
                        .map(ModelGraph.Parameter::variable)
                        .toList());
        Map<String, Expr> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), gradients.get(i));
        }
        return byName;
    }

    static double[] normal(long seed, int count) {
        Random random = new Random(seed);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    /** One direction for each of many rows, [rows,D] flat. */
    static double[] directions(Projection projection, int rows, int dimension) {
        Expr v = Directions.random(projection, Options.defaults(projection.options()), 1)
                .sample(rows, dimension);
        return new Interpreter(Map.of(), 77, 0, 0).evaluate(v);
    }

    private static Init.Source source(long seed) {
        Random random = new Random(seed);
        return new Init.Source() {
            @Override
            public double normal() {
                return random.nextGaussian();
            }

            @Override
            public double uniform() {
                return random.nextDouble();
            }

            @Override
            public int rows() {
                return 0;
            }

            @Override
            public double[] row(int index) {
                throw new IndexOutOfBoundsException(index);
            }
        };
    }
}
