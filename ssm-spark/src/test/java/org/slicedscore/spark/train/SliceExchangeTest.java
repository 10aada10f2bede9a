package org.slicedscore.spark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.block.Blocks;
import org.slicedscore.engine.block.TreeSum;

/** Sums over tasks are those of one process; a task that goes is noticed. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SliceExchangeTest {
    private static final int STEPS = 3;

    /** Threads that stand for tasks. */
    private static final class Stage {
        private final CyclicBarrier barrier;
        private final String[] said;

        Stage(int tasks) {
            barrier = new CyclicBarrier(tasks);
            said = new String[tasks];
        }

        String[] gather(int task, String own) {
            try {
                said[task] = own;
                barrier.await();
                String[] all = said.clone();
                barrier.await();
                return all;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static double[] vector(int step, int block, int length) {
        Random random = new Random(1000L * step + block);
        return random.doubles(length).map(v -> (float) (v - 0.5)).toArray();
    }

    private static TreeSum sum(int step, int from, int to, int length, boolean single) {
        TreeSum sum = new TreeSum(length, single);
        for (int i = from; i < to; i++) {
            System.arraycopy(vector(step, i, length), 0, sum.next(), 0, length);
            sum.add(0, i);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"2, 6, 1001, true", "3, 7, 100000, true", "4, 3, 5, false", "5, 16, 3, true", "2, 1, 300000, false"})
    void theSumOfAllTasks(int tasks, int count, int length, boolean single) throws Exception {
        Blocks blocks = new Blocks(count, 1);
        Stage stage = new Stage(tasks);
        try (ExecutorService pool = Executors.newFixedThreadPool(tasks)) {
            List<Future<Void>> futures = pool.invokeAll(IntStream.range(0, tasks)
                    .<Callable<Void>>mapToObj(task -> () -> {
                        try (PeerMesh mesh =
                                PeerMesh.join(task, "127.0.0.1", own -> stage.gather(task, own), () -> false)) {
                            SliceExchange exchange = new SliceExchange(mesh);
                            for (int step = 0; step < STEPS; step++) {
                                double[] expected =
                                        sum(step, 0, count, length, single).total();
                                TreeSum own = sum(
                                        step, blocks.from(task, tasks), blocks.from(task + 1, tasks), length, single);
                                assertArrayEquals(expected, exchange.total(blocks, own), "task " + task);
                            }
                        }
                        return null;
                    })
                    .toList());
            for (Future<Void> future : futures) {
                future.get();
            }
        }
    }

    @Test
    void aTaskThatGoesIsNoticed() throws Exception {
        Blocks blocks = new Blocks(2, 1);
        Stage stage = new Stage(2);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<?> goes = pool.submit(() -> PeerMesh.join(0, "127.0.0.1", own -> stage.gather(0, own), () -> false)
                    .close());
            Future<?> stays = pool.submit(() -> {
                try (PeerMesh mesh = PeerMesh.join(1, "127.0.0.1", own -> stage.gather(1, own), () -> false)) {
                    new SliceExchange(mesh).total(blocks, sum(0, 1, 2, 10, true));
                }
            });
            goes.get();
            ExecutionException e = assertThrows(ExecutionException.class, stays::get);
            assertThrows(PeerLost.class, () -> {
                throw e.getCause();
            });
        }
    }

    @Test
    void aTaskThatIsToldToEndDoesSo() throws Exception {
        Blocks blocks = new Blocks(2, 1);
        Stage stage = new Stage(2);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Future<PeerMesh> waits =
                    pool.submit(() -> PeerMesh.join(0, "127.0.0.1", own -> stage.gather(0, own), () -> false));
            Future<?> told = pool.submit(() -> {
                try (PeerMesh mesh = PeerMesh.join(1, "127.0.0.1", own -> stage.gather(1, own), () -> true)) {
                    new SliceExchange(mesh).total(blocks, sum(0, 1, 2, 10, true));
                }
            });
            ExecutionException e = assertThrows(ExecutionException.class, told::get);
            assertThrows(PeerLost.class, () -> {
                throw e.getCause();
            });
            waits.get().close();
        }
    }

    @Test
    void machinesThatRoundDifferentlyAreRefused() {
        String[] others = {"16 lanes\nhost 2 2", "8 lanes\nhost 3 3"};
        SsmException e = assertThrows(
                SsmException.class,
                () -> SamePlatform.checked("16 lanes", own -> new String[] {own, others[0], others[1]})
                        .all("host 1 1"));
        assertTrue(e.getMessage().contains("task 0 has 16 lanes, task 2 has 8 lanes"), e::getMessage);
        assertArrayEquals(
                new String[] {"host 1 1", "host 2 2"},
                SamePlatform.checked("16 lanes", own -> new String[] {own, others[0]})
                        .all("host 1 1"));
    }
}
