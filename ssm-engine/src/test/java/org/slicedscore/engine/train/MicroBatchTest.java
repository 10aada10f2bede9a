package org.slicedscore.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.testplugins.TestSource;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.block.BlockExchange;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;
import org.slicedscore.engine.device.Workspace;

/** A batch in blocks is the batch up to rounding; who computes which block does not change a bit. */
class MicroBatchTest {
    private static final int DIM = 5;
    private static final int BATCH = 637;
    private static final int STEPS = 3;

    @TempDir
    private Path folder;

    private TrainingStep.Spec spec(String objective, int microBatch) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "mlp-energy");
        settings.put("model.hidden", "33");
        settings.put("objective", objective);
        TrainingConfig config = TrainingConfig.parse(settings, TestSource.smallCatalog(folder));
        return new TrainingStep.Spec(config.components(), DIM, BATCH, microBatch, 2, 0.5, 0.9, t -> 0.1, 7, true);
    }

    private static float[] rows() {
        RandomStream random = new RandomStream(1, "blocks");
        float[] rows = new float[BATCH * DIM];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.normal();
        }
        return rows;
    }

    private record Outcome(double loss, Map<String, double[]> state) {}

    private Outcome steps(String backend, int threads, TrainingStep.Spec spec, BlockExchange exchange) {
        Catalog catalog = TestSource.smallCatalog(folder);
        Blocks blocks = spec.blocks();
        float[] own = Arrays.copyOfRange(
                rows(),
                DIM * blocks.first(blocks.from(exchange.rank(), exchange.processes())),
                DIM * blocks.first(blocks.from(exchange.rank() + 1, exchange.processes())));
        try (Workspace device = Workspace.open(catalog.backends().choose(backend), threads);
                TrainingStep step = new TrainingStep(spec, exchange, device)) {
            step.initialise(new InitialValues(7, null));
            for (int i = 1; i <= STEPS; i++) {
                step.rows(own);
                step.run(i);
            }
            Map<String, double[]> state = new LinkedHashMap<>();
            step.state().names().forEach(name -> state.put(name, step.state().read(name)));
            return new Outcome(step.loss(), state);
        }
    }

    private Outcome alone(String backend, int threads, TrainingStep.Spec spec) {
        return steps(backend, threads, spec, BlockExchange.LOCAL);
    }

    private static void assertSame(Outcome expected, Outcome actual, double tolerance, String message) {
        assertEquals(expected.loss, actual.loss, tolerance, message);
        assertEquals(expected.state.keySet(), actual.state.keySet(), message);
        expected.state.forEach(
                (name, values) -> assertArrayEquals(values, actual.state.get(name), tolerance, message + ", " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssm-vr", "dsm"})
    void blocksAreTheBatchUpToRounding(String objective) {
        Outcome whole = alone("reference", 1, spec(objective, 0));
        for (int block : new int[] {50, 91, 512, 637, 1000}) {
            assertSame(
                    whole, alone("reference", 1, spec(objective, block)), 1e-11, objective + " in blocks of " + block);
        }
    }

    @Test
    void threadsDoNotMatter() {
        Outcome one = alone("simd", 1, spec("ssm-vr", 50));
        assertSame(one, alone("simd", 2, spec("ssm-vr", 50)), 0, "two threads");
    }

    @ParameterizedTest
    @CsvSource({"simd, 2", "simd, 3", "reference, 5", "simd, 16"})
    void norDoesWhoComputesWhichBlock(String backend, int processes) throws Exception {
        TrainingStep.Spec spec = spec("dsm", 50);
        Outcome alone = alone(backend, 1, spec);
        Meeting meeting = new Meeting(processes);
        try (ExecutorService pool = Executors.newFixedThreadPool(processes)) {
            List<Future<Outcome>> futures = pool.invokeAll(IntStream.range(0, processes)
                    .<Callable<Outcome>>mapToObj(rank -> () -> steps(backend, 1, spec, meeting.place(rank)))
                    .toList());
            for (Future<Outcome> future : futures) {
                assertSame(alone, future.get(), 0, processes + " processes");
            }
        }
    }

    /** Threads that stand for processes. */
    private static final class Meeting {
        private final CyclicBarrier barrier;
        private final TreeSum[] parts;

        Meeting(int processes) {
            barrier = new CyclicBarrier(processes);
            parts = new TreeSum[processes];
        }

        BlockExchange place(int rank) {
            return new BlockExchange() {
                @Override
                public int rank() {
                    return rank;
                }

                @Override
                public int processes() {
                    return parts.length;
                }

                @Override
                public double[] total(Blocks blocks, TreeSum own) {
                    try {
                        parts[rank] = own;
                        barrier.await();
                        TreeSum all = new TreeSum(own.length(), own.single());
                        for (TreeSum part : parts) {
                            for (int node = 0; node < part.nodes(); node++) {
                                System.arraycopy(part.values(node), 0, all.next(), 0, own.length());
                                all.add(part.level(node), part.index(node));
                            }
                        }
                        barrier.await();
                        return all.total();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    @Test
    void onlyABatchInBlocksIsShared() {
        SsmException e =
                assertThrows(SsmException.class, () -> steps("reference", 1, spec("dsm", 0), new Meeting(2).place(0)));
        assertTrue(e.getMessage().contains("micro-batch"), e::getMessage);
    }

    @Test
    void aStepInBlocksAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Catalog catalog = TestSource.smallCatalog(folder);
        float[] rows = rows();
        try (Workspace device = Workspace.open(catalog.backends().choose("simd"), 1);
                TrainingStep step = new TrainingStep(spec("ssm-vr", 100), device)) {
            step.initialise(new InitialValues(7, null));
            long least = Long.MAX_VALUE;
            long done = 0;
            // an interpreter's boxes go once the code is compiled; a step that allocates never reaches 0
            for (int attempt = 0; attempt < 3000 && least > 0; attempt++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10; i++) {
                    step.rows(rows);
                    step.run(++done);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "bytes in ten steps");
        }
    }
}
