package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Instruction;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.gpu.opencl.device.Found;
import org.slicedscore.gpu.opencl.device.ProgramFiles;
import org.slicedscore.gpu.opencl.source.Product;
import org.slicedscore.gpu.opencl.source.TileShape;

/** Measured times choose the shape of a product, so shapes must not show in results. */
class TilesTest {
    @TempDir
    Path files;

    @Test
    void allShapesGiveTheSameBits() {
        Found device = Lab.device();
        for (int[] s : new int[][] {{130, 140, 255}, {270, 257, 150}}) {
            double[] expected = null;
            for (boolean cpu : new boolean[] {true, false}) {
                expected = same(Lab.as(device, cpu), s, expected);
            }
        }
    }

    @Test
    void soDoTheyWhereTheSumIsCut() {
        Found device = Lab.device();
        for (boolean cpu : new boolean[] {true, false}) {
            same(Lab.as(device, cpu), new int[] {33, 64, 2100}, null);
        }
    }

    private double[] same(Found device, int[] s, double[] given) {
        double[] expected = given;
        Plan plan = plan(s[0], s[1], s[2], true);
        for (TileShape tile : TileShape.candidates(device.traits())) {
            double[] found = run(device, tile, plan);
            if (expected == null) {
                expected = found;
            }
            assertArrayEquals(expected, found, tile + " of " + s[0] + "x" + s[1] + "x" + s[2]);
        }
        return expected;
    }

    @Test
    void whatWasMeasuredIsKept() {
        Found device = Lab.device();
        Plan plan = plan(256, 256, 128, false);
        ProgramFiles kept = new ProgramFiles(files, device.key());
        List<TileShape> candidates = TileShape.candidates(device.traits());
        assertTrue(candidates.size() > 1, "nothing to choose from");
        String key = product(plan) + " of " + candidates;
        try (Backend backend = Lab.open(device, files)) {
            Lab.run(backend, plan, 0, 0, 0);
        }
        String chosen = new String(kept.read(key, ".tile"), StandardCharsets.UTF_8);
        assertEquals(
                1, candidates.stream().filter(t -> t.toString().equals(chosen)).count(), chosen);
    }

    /** What is on disk decides, so writing a shape there forces it. */
    private double[] run(Found device, TileShape tile, Plan plan) {
        String key = product(plan) + " of " + TileShape.candidates(device.traits());
        new ProgramFiles(files, device.key())
                .write(key, ".tile", tile.toString().getBytes(StandardCharsets.UTF_8));
        try (Backend backend = Lab.open(device, files)) {
            Map<String, double[]> results = Lab.run(backend, plan, 0, 0, 0);
            return results.get("c");
        }
    }

    private static Product product(Plan plan) {
        return plan.instructions().stream()
                .filter(Instruction.MatMul.class::isInstance)
                .map(Instruction.MatMul.class::cast)
                .map(Product::of)
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(int m, int n, int k, boolean tb) {
        Expr a = Expr.of(new Primitive.Input("a", Shape.of(m, k)));
        Expr b = Expr.of(new Primitive.Input("b", tb ? Shape.of(n, k) : Shape.of(k, n)));
        return Compiler.compile(Program.named("product")
                .output("c", Expr.of(new Primitive.MatMul(false, tb), a, b))
                .build());
    }
}
