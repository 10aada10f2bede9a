package org.slicedscore.benchmarks.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.pytorch.global.torch;
import org.slicedscore.benchmarks.ForwardStep;
import org.slicedscore.benchmarks.PlanProduct;
import org.slicedscore.benchmarks.ProductShape;
import org.slicedscore.benchmarks.SsmStep;
import org.slicedscore.benchmarks.Workload;

/** What the contenders do. */
final class Tasks {
    /** Multiply-adds that one run of a product should have at least, so that the clock and the call do not count. */
    private static final long ENOUGH = 20_000_000;

    private static final int MOST_REPEATS = 1000;

    private Tasks() {}

    static Task step(Contender c, Workload workload) {
        if (c.library() == Contender.Library.TORCH) {
            return torch(c, workload);
        }
        return workload.objective().equals(Workload.FORWARD)
                ? new ForwardTask(new ForwardStep(workload, c.backend(), c.threads()))
                : new SsmTask(new SsmStep(workload, c.backend(), c.threads()));
    }

    private static Task torch(Contender c, Workload workload) {
        torch.set_num_threads(c.threads());
        return new TorchTask(new TorchStep(workload, c.variant(), Parameters.of(workload)));
    }

    static Task product(Contender c, ProductShape shape) {
        return c.library() == Contender.Library.SSM
                ? new PlanTask(shape, c.backend(), c.threads())
                : new BlasTask(shape, new Blas(c.kernels().library(), c.threads()));
    }

    private static int repeats(ProductShape shape) {
        return Math.clamp(ENOUGH / shape.multiplyAdds(), 1, MOST_REPEATS);
    }

    private static double sum(float[] c) {
        double sum = 0;
        for (int i = 0; i < c.length; i++) {
            // weighted, so that a result in the wrong places does not pass
            sum += c[i] * (1 + i % 7);
        }
        return sum;
    }

    private record SsmTask(SsmStep step) implements Task {
        @Override
        public void run() {
            step.run();
        }

        @Override
        public double check() {
            return step.run();
        }

        @Override
        public void close() {
            step.close();
        }
    }

    private record ForwardTask(ForwardStep pass) implements Task {
        @Override
        public void run() {
            pass.run();
        }

        @Override
        public double check() {
            return pass.run();
        }

        @Override
        public void close() {
            pass.close();
        }
    }

    private record TorchTask(TorchStep step) implements Task {
        @Override
        public void run() {
            step.run();
        }

        @Override
        public double check() {
            return step.run();
        }

        @Override
        public void close() {
            step.close();
        }
    }

    private static final class PlanTask implements Task {
        private final ProductShape shape;
        private final String backend;
        private final int threads;
        private final PlanProduct product;

        PlanTask(ProductShape shape, String backend, int threads) {
            this.shape = shape;
            this.backend = backend;
            this.threads = threads;
            product = new PlanProduct(shape, Tasks.repeats(shape), backend, threads);
        }

        @Override
        public void run() {
            product.run();
        }

        @Override
        public int repeats() {
            return Tasks.repeats(shape);
        }

        @Override
        public double check() {
            try (PlanProduct once = new PlanProduct(shape, 1, backend, threads)) {
                return sum(once.fresh());
            }
        }

        @Override
        public void close() {
            product.close();
        }
    }

    private static final class BlasTask implements Task {
        /** A cache line, and the width of the widest vector. */
        private static final int ALIGNMENT = 64;

        private final ProductShape shape;
        private final Blas blas;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment a;
        private final MemorySegment b;
        private final MemorySegment c;

        BlasTask(ProductShape shape, Blas blas) {
            this.shape = shape;
            this.blas = blas;
            a = segment(PlanProduct.operand(shape.m() * shape.k(), 1));
            b = segment(PlanProduct.operand(shape.k() * shape.n(), 2));
            c = segment(new float[shape.m() * shape.n()]);
        }

        private MemorySegment segment(float[] values) {
            MemorySegment s = arena.allocate(4L * values.length, ALIGNMENT);
            MemorySegment.copy(values, 0, s, ValueLayout.JAVA_FLOAT, 0, values.length);
            return s;
        }

        @Override
        public void run() {
            for (int i = repeats(); i > 0; i--) {
                blas.multiply(shape, a, b, c);
            }
        }

        @Override
        public int repeats() {
            return Tasks.repeats(shape);
        }

        @Override
        public double check() {
            c.fill((byte) 0);
            blas.multiply(shape, a, b, c);
            return sum(c.toArray(ValueLayout.JAVA_FLOAT));
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
