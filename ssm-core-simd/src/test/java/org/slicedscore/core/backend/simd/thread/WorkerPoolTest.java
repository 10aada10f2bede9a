package org.slicedscore.core.backend.simd.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void everyPieceIsDoneOnce() {
        for (int threads : new int[] {1, 2, 3, 8}) {
            try (WorkerPool pool = new WorkerPool(threads)) {
                for (int count : new int[] {0, 1, 2, 3, 7, 64, 1000}) {
                    for (int round = 0; round < 50; round++) {
                        AtomicIntegerArray done = new AtomicIntegerArray(count + 1);
                        pool.run(
                                (index, worker) -> {
                                    assertTrue(worker >= 0 && worker < threads);
                                    done.incrementAndGet(index);
                                },
                                count);
                        for (int i = 0; i < count; i++) {
                            assertEquals(1, done.get(i), "piece " + i + " of " + count);
                        }
                    }
                }
            }
        }
    }

    @Test
    void workIsSeenByTheCallerAndByLaterRuns() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            try (WorkerPool pool = new WorkerPool(3)) {
                int[] cells = new int[5];
                for (int round = 0; round < 20_000; round++) {
                    pool.run((index, worker) -> cells[index]++, cells.length);
                    assertEquals(round + 1, cells[round % cells.length]);
                }
            }
        });
    }

    @Test
    void parkedWorkersWakeUp() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int round = 0; round < 20; round++) {
                int[] cells = new int[50];
                pool.run((index, worker) -> cells[index]++, cells.length);
                for (int c : cells) {
                    assertEquals(1, c);
                }
                Thread.sleep(2);
            }
        }
    }

    @Test
    void smallWorkWakesNobody() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            while (pool.isAwake()) {
                Thread.sleep(1);
            }
            for (int round = 0; round < 20; round++) {
                int[] cells = new int[50];
                pool.run(
                        (index, worker) -> {
                            assertEquals(0, worker);
                            cells[index]++;
                        },
                        cells.length,
                        false);
                for (int c : cells) {
                    assertEquals(1, c);
                }
                assertFalse(pool.isAwake());
            }
            pool.run((index, worker) -> spin(), 50);
            assertTrue(pool.isAwake(), "a woken worker looks for more at first");
        }
    }

    private static void spin() {
        for (int i = 0; i < 20_000; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theFirstFailureIsThrownAndThePoolGoesOn() {
        try (WorkerPool pool = new WorkerPool(3)) {
            for (int round = 0; round < 100; round++) {
                IllegalStateException failure = new IllegalStateException("piece 5");
                AtomicIntegerArray done = new AtomicIntegerArray(20);
                Throwable thrown = assertThrows(
                        IllegalStateException.class,
                        () -> pool.run(
                                (index, worker) -> {
                                    done.incrementAndGet(index);
                                    if (index == 5) {
                                        throw failure;
                                    }
                                },
                                20));
                assertSame(failure, thrown);
                for (int i = 0; i < 20; i++) {
                    assertEquals(1, done.get(i), "the others are done all the same");
                }
            }
        }
    }

    @Test
    void closingEndsTheThreads() {
        long before = workers();
        WorkerPool pool = new WorkerPool(4);
        pool.run((index, worker) -> {}, 100);
        assertEquals(before + 3, workers());
        pool.close();
        assertEquals(before, workers());
        assertThrows(IllegalArgumentException.class, () -> new WorkerPool(0));
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("ssm-simd-"))
                .count();
    }
}
