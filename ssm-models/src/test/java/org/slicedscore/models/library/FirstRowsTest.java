package org.slicedscore.models.library;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.Detector;
import org.slicedscore.api.Model;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.option.Options;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.api.random.RandomNumbers;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.compile.RowDivision;
import org.slicedscore.core.score.Directions;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.core.score.Noise;
import org.slicedscore.core.score.ScoreGraph;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.models.projection.Rademacher;

/** A row alone takes the time of a row, not that of a block: the programs that score rows keep them apart. */
class FirstRowsTest {
    private static final int ROWS = 16;
    private static final int COLUMNS = 6;
    private static final Catalog CATALOG = Catalog.load();

    static List<String> models() {
        return CATALOG.entries(PluginKind.MODEL).stream().map(PluginEntry::id).toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void ofModels(String id) {
        Model model = CATALOG.model(id);
        int columns = model.id().startsWith("conv") || model.id().startsWith("unet") ? 36 : COLUMNS;
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(ROWS, columns)));
        ModelGraph graph = new ModelGraph(model, Options.defaults(model.options()));
        ModelGraph at = model.noiseConditioned() ? graph.at(Expr.filled(0.5, Shape.of(ROWS))) : graph;
        ScoreGraph score =
                new ScoreGraph(at, x, Directions.random(new Rademacher(), Options.NONE, 1), Noise.RANDOM, Options.NONE);
        assertDivided(score.score());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel-density", "kernel-density?whiten=true", "mahalanobis", "knn"})
    void ofDetectors(String choice) {
        Detector detector = CATALOG.detector(choice.replaceFirst("\\?.*", ""));
        Options options = Options.parse(
                "detector", detector.options(), choice.contains("?") ? Map.of("whiten", "true") : Map.of());
        float[] values = new float[200 * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(1.7 * i * i);
        }
        Map<String, Detector.Array> state = detector.fit(new Learned(values), options);
        Map<String, Expr> arrays = new LinkedHashMap<>();
        state.forEach((name, array) -> arrays.put(name, Expr.of(new Primitive.Variable(name, array.shape()))));
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(ROWS, COLUMNS)));
        assertDivided(detector.formula(state, options).orElseThrow().scores(x, arrays));
    }

    private record Learned(float[] values) implements Detector.Rows {
        @Override
        public int rows() {
            return values.length / COLUMNS;
        }

        @Override
        public int dim() {
            return COLUMNS;
        }

        @Override
        public void copy(int index, float[] out, int from) {
            System.arraycopy(values, index * COLUMNS, out, from, COLUMNS);
        }

        @Override
        public RandomNumbers random() {
            return new RandomStream(1, "rows");
        }
    }

    private static void assertDivided(Expr output) {
        Plan plan = Compiler.compile(Program.named("rows").output("out", output).build());
        assertTrue(RowDivision.of(plan).isPresent(), plan::describe);
    }
}
