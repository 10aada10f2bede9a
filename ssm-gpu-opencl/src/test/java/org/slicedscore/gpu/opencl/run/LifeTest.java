package org.slicedscore.gpu.opencl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.expr.Distribution;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.gpu.opencl.device.Found;
import org.slicedscore.gpu.opencl.device.ProgramFiles;

/** What is taken is given back, what was compiled is not compiled again, and a run takes nothing. */
@Isolated("it reads the memory and the handles of the process")
class LifeTest {
    /** Bytes that memory may grow by in 100 cycles. */
    private static final long MOST_GROWTH = 6 << 20;

    @TempDir
    Path files;

    @Test
    void cyclesLeaveNothingBehind() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isReadable(status), "memory and handles are read from /proc");
        Found device = Lab.device();
        Plan plan = plan(64);
        cycles(200, device, plan);
        // the heap grows in jumps, a leak with every cycle: one hundred cycles without growth are enough
        long growth = Long.MAX_VALUE;
        long opened = Long.MAX_VALUE;
        for (int batch = 0; batch < 5 && (growth >= MOST_GROWTH || opened > 0); batch++) {
            System.gc();
            long before = resident(status);
            long handles = handles();
            cycles(100, device, plan);
            System.gc();
            growth = Math.min(growth, resident(status) - before);
            opened = Math.min(opened, handles() - handles);
        }
        assertTrue(growth < MOST_GROWTH, "memory grew by " + (growth >> 10) + " KiB or more in each 100 cycles");
        assertTrue(opened <= 0, opened + " files or more are left open by each 100 cycles");
    }

    /** On two threads: most of a cycle is the driver's work on one. */
    private void cycles(int number, Found device, Plan plan) {
        CompletableFuture<?>[] halves = IntStream.range(0, 2)
                .mapToObj(half -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = half; i < number; i += 2) {
                                cycle(device, plan, i);
                            }
                        },
                        task -> Thread.ofPlatform().start(task)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(halves).join();
    }

    private void cycle(Found device, Plan plan, int step) {
        try (Backend backend = Lab.open(device, files);
                Executable e = backend.compile(plan, Map.of())) {
            e.input("x").write(new float[64], 0, 0, 64);
            e.run(1, step, 0);
            double[] y = new double[1];
            e.output("y").read(0, y, 0, 1);
            assertTrue(Double.isFinite(y[0]));
        }
    }

    private static long resident(Path status) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("VmRSS:"))
                            .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                            .sum()
                    << 10;
        }
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void aSecondStartCompilesNothing() {
        Found device = Lab.device();
        Plan plan = plan(96);
        for (int start = 0; start < 2; start++) {
            ProgramFiles kept = new ProgramFiles(files, device.key());
            try (OpenClBackend backend = new OpenClBackend(device, kept, false);
                    Executable e = backend.compile(plan, Map.of())) {
                e.run(1, 2, 3);
                double[] y = new double[1];
                e.output("y").read(0, y, 0, 1);
                assertTrue(Double.isFinite(y[0]));
                assertEquals(start == 0 ? 1 : 0, backend.programs().compiled(), "programs compiled at start " + start);
            }
        }
    }

    @Test
    void aBrokenFileIsCompiledAnew() throws IOException {
        Found device = Lab.device();
        Plan plan = plan(80);
        ProgramFiles kept = new ProgramFiles(files, device.key());
        for (int start = 0; start < 2; start++) {
            try (OpenClBackend backend = new OpenClBackend(device, kept, false);
                    Executable e = backend.compile(plan, Map.of())) {
                e.run(1, 2, 3);
                assertEquals(1, backend.programs().compiled());
            }
            try (Stream<Path> all = Files.walk(files)) {
                for (Path file : all.filter(f -> f.toString().endsWith(".bin")).toList()) {
                    Files.write(file, new byte[] {1, 2, 3});
                }
            }
        }
    }

    @Test
    void aStepAllocatesNothingOnTheHost() {
        Plan plan = plan(64);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] rows = new float[64];
        double[] y = new double[1];
        try (Backend backend = Lab.open(Lab.device(), files);
                Executable e = backend.compile(plan, Map.of())) {
            var x = e.input("x");
            var out = e.output("y");
            long least = Long.MAX_VALUE;
            for (int batch = 0; batch < 20; batch++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 50; i++) {
                    x.write(rows, 0, 0, 64);
                    e.run(1, i, 0);
                    out.read(0, y, 0, 1);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "bytes allocated by 50 steps");
        }
    }

    private static Plan plan(int n) {
        Expr x = Expr.of(new Primitive.Input("x", Shape.of(n)));
        Expr noise = Expr.of(new Primitive.Random(Distribution.NORMAL, "life", Shape.of(n)));
        return Compiler.compile(
                Program.named("life").output("y", x.add(noise).square().sum()).build());
    }
}
