package org.slicedscore.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.core.interpret.Interpreter;
import org.slicedscore.core.score.ModelGraph;

/** What makes NICE what it is: mass 1, an exact inverse, and a change of variables that keeps volume. */
class NiceTest {
    private static ModelGraph graph(int d, int couplings) {
        Nice nice = new Nice();
        Options options =
                Options.parse("model", nice.options(), Map.of("hidden", "5", "couplings", Integer.toString(couplings)));
        return new ModelGraph(nice, options, d);
    }

    private static Map<String, double[]> values(ModelGraph graph) {
        Random random = new Random(3);
        Map<String, double[]> values = new HashMap<>();
        graph.parameters()
                .forEach((name, p) -> values.put(
                        name, random.doubles(p.shape().size(), -0.8, 0.8).toArray()));
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void integratesToOneInTwoDimensions(int couplings) {
        ModelGraph graph = graph(2, couplings);
        int n = 301;
        double width = 0.1;
        double[] rows = new double[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            rows[2 * i] = (i % n - n / 2) * width;
            rows[2 * i + 1] = (i / n - n / 2) * width;
        }
        Map<String, double[]> values = values(graph);
        values.put("x", rows);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n * n, 2)));
        double mass = 0;
        for (double logDensity : new Interpreter(values, 0, 0, 0).evaluate(graph.logDensity(x))) {
            mass += Math.exp(logDensity) * width * width;
        }
        assertEquals(1, mass, 1e-6);
    }

    /** The density of a sample is that of its noise over the scales: the map from noise to rows undoes the density's. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8})
    void samplesAreTheInverseOfTheDensitysMap(int d) {
        ModelGraph graph = graph(d, 3);
        int n = 6;
        Map<String, double[]> values = values(graph);
        double[] samples = new Interpreter(values, 5, 0, 0).evaluate(graph.sample(n, d));
        Expr noise =
                Expr.of(new Primitive.Random(org.slicedscore.api.expr.Distribution.NORMAL, "sample", Shape.of(n, d)));
        double[] z = new Interpreter(values, 5, 0, 0).evaluate(noise);
        double[] expected = new double[n];
        for (int row = 0; row < n; row++) {
            expected[row] = -0.5 * d * Math.log(2 * Math.PI);
            for (int i = 0; i < d; i++) {
                expected[row] += values.get("log_scale")[i] - 0.5 * z[row * d + i] * z[row * d + i];
            }
        }
        values.put("x", samples);
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n, d)));
        assertArrayEquals(expected, new Interpreter(values, 0, 0, 0).evaluate(graph.logDensity(x)), 1e-10);
    }

    @Test
    void oneColumnHasNoHalves() {
        SsmException e = assertThrows(SsmException.class, () -> graph(1, 2));
        assertEquals(SsmException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("found 1 column"), e.getMessage());
    }
}
