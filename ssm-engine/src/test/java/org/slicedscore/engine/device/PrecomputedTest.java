package org.slicedscore.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.catalog.testplugins.TestSource;

/** What variables alone decide becomes variables; the values stay as they are. */
class PrecomputedTest {
    private static final Primitive.Variable LEARNED = new Primitive.Variable("learned", Shape.of(5, 3));
    private static final double[] VALUES = {1, 2, 3, -1, 0.5, 0, 4, 1, -2, 0, 0, 1, 0.25, -3, 2};

    @TempDir
    private Path folder;

    private final Expr x = Expr.of(new Primitive.Input("x", Shape.of(2, 3)));
    private final Expr learned = Expr.of(LEARNED);

    /** The shapes of the new variables, after checking that the values are the same. */
    private List<String> shapes(Expr root) {
        try (Backend backend = TestSource.smallCatalog(folder)
                        .backends()
                        .choose("reference")
                        .open(1);
                Workspace workspace = new Workspace(backend).allocate(List.of(LEARNED), _ -> VALUES)) {
            Expr rebuilt = Precomputed.of(root, workspace);
            assertArrayEquals(value(root, workspace), value(rebuilt, workspace));
            return workspace.names().stream()
                    .filter(name -> !name.equals("learned"))
                    .map(name -> workspace.shape(name).toString())
                    .toList();
        }
    }

    private static double[] value(Expr e, Workspace workspace) {
        return new TreeMap<>(workspace.values("test", Map.of("y", e), _ -> new double[] {1, -1, 2, 0.5, 3, 0}, 1, 1))
                .get("y");
    }

    @Test
    void normsAndTransposedRowsAreComputedOnce() {
        Expr distances = x.matmul(learned.t()).sub(learned.square().sum(1).mul(0.5));
        assertEquals(List.of("[3,5]", "[5]"), shapes(distances));
    }

    @Test
    void whatRepeatsNumbersIsNotKept() {
        Expr norms = learned.square().sum(1);
        assertEquals(List.of("[5]"), shapes(x.sum(1).expand(1).mul(norms.reshape(1, 5))));
    }

    @Test
    void variablesAndRandomNumbersStay() {
        assertEquals(List.of(), shapes(x.matmul(learned.reshape(3, 5))));
        Expr noise = Expr.of(new Primitive.Random(Distribution.NORMAL, "noise", Shape.of(5, 3)));
        assertEquals(List.of(), shapes(x.sum().add(learned.add(noise).sum())));
    }

    @Test
    void anExpressionOfInputsAloneIsTheSame() {
        try (Backend backend = TestSource.smallCatalog(folder)
                        .backends()
                        .choose("reference")
                        .open(1);
                Workspace workspace = new Workspace(backend)) {
            Expr root = x.tanh().sum(1);
            assertSame(root, Precomputed.of(root, workspace));
        }
    }
}
