package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;

/**
 * A Java machine stops its threads, for a collection say, by a segmentation signal in their loops; the compiler inside of PoCL
 * takes such a signal for its own end and removes the files that it is writing. Programs are built all the same.
 */
@Isolated("it stops all threads again and again")
class SignalsTest {
    private static final int BUILDS = 15;
    private static final long PAUSE_MILLIS = 100;

    private volatile boolean stop;
    private volatile long turns;

    @TempDir
    Path files;

    @Test
    void programsAreBuiltWhileThreadsAreStopped() throws InterruptedException {
        Thread loop = Thread.ofPlatform().daemon().start(this::turn);
        Thread stopper = Thread.ofPlatform().daemon().start(this::stopAll);
        double salt = 1 + System.nanoTime() % 1_000_000;
        try (Backend backend = Lab.open(Lab.device(), files)) {
            for (int n = 1; n <= BUILDS; n++) {
                // a number of its own is a source of its own, which no cache has
                Expr x = Expr.of(new Primitive.Input("x", Shape.of(1000 + n)));
                Plan plan = Compiler.compile(Program.named("signals")
                        .output("y", x.mul(salt).add(n).sum())
                        .build());
                try (Executable e = backend.compile(plan, Map.of())) {
                    e.input("x").write(new float[1000 + n], 0, 0, 1000 + n);
                    e.run(1, 2, 3);
                    double[] y = new double[1];
                    e.output("y").read(0, y, 0, 1);
                    assertEquals((1000.0 + n) * n, y[0]);
                }
            }
        } finally {
            stop = true;
            loop.join();
            stopper.join();
        }
    }

    /** A loop that a signal can stop, once it is compiled. */
    private void turn() {
        long sum = 0;
        while (!stop) {
            for (long i = 0; i < 1_000_000_000L && !stop; i++) {
                sum += i ^ sum << 1;
            }
            turns = sum;
        }
    }

    private void stopAll() {
        while (!stop) {
            Thread.getAllStackTraces();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
