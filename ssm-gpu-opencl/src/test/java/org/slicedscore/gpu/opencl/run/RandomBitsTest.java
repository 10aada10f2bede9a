package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/** The same numbers on the three backends: bit for bit where they are exact, Gaussians within 2 ulp of the exact ones. */
class RandomBitsTest {
    private static final long[][] KEYS = {{0, 0, 0}, {42, 3, 0}, {-7, 123456, 1000}, {1L << 40, 1, (1L << 32) - 2}};

    @TempDir
    Path files;

    @Test
    void uniformNumbersAndSignsAreEqualInEveryBit() {
        for (Distribution d : new Distribution[] {Distribution.UNIFORM, Distribution.RADEMACHER}) {
            for (long[] key : KEYS) {
                double[] expected = draw("reference", d, key, Shape.of(3, 129, 65));
                assertArrayEquals(expected, draw("simd", d, key, Shape.of(3, 129, 65)), d + " of simd");
                assertArrayEquals(expected, draw("opencl", d, key, Shape.of(3, 129, 65)), d + " of opencl");
            }
        }
    }

    @Test
    void gaussiansAreWithinTwoUlp() {
        for (long[] key : KEYS) {
            Shape shape = Shape.of(2, 1000, 255);
            double[] exact = draw("reference", Distribution.NORMAL, key, shape);
            double[] simd = draw("simd", Distribution.NORMAL, key, shape);
            double[] found = draw("opencl", Distribution.NORMAL, key, shape);
            for (int i = 0; i < exact.length; i++) {
                double ulp = Math.ulp((float) exact[i]);
                assertTrue(Math.abs(found[i] - exact[i]) <= 2 * ulp, found[i] + " for " + exact[i]);
                assertTrue(Math.abs(found[i] - simd[i]) <= 2 * ulp, found[i] + " on opencl, " + simd[i] + " on simd");
            }
        }
    }

    private double[] draw(String id, Distribution d, long[] key, Shape shape) {
        Expr numbers = Expr.of(new Primitive.Random(d, "bits", shape));
        Plan plan = Compiler.compile(
                Program.named("draw").output("numbers", numbers).build());
        try (Backend backend = id.equals("opencl") ? Lab.open(Lab.device(), files) : Lab.open(id)) {
            Map<String, double[]> results = Lab.run(backend, plan, key[0], key[1], key[2]);
            return results.get("numbers");
        }
    }
}
