package org.slicedscore.cli.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.engine.SsmModel;
import org.slicedscore.engine.detect.Detection;

/** Models and detectors under load, in short; {@code scripts/load-test} goes on for longer and measures. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LoadTest {
    private static final int EACH = 10;
    private static final int THREADS = 128;

    private final Load load = new Load();

    private void nothingFailed() {
        assertEquals(List.of(), load.failures());
    }

    @Test
    void threadsThatShareAModelGetTheSameAnswers() throws InterruptedException {
        try (SsmModel model = Load.model()) {
            Load.Outcome outcome = load.share(() -> model.logDensity(load.rows()), EACH);
            nothingFailed();
            assertEquals(0, outcome.wrong());
            assertEquals(THREADS * EACH, outcome.calls());
        }
    }

    @Test
    void threadsThatShareADetectorGetTheSameAnswers() throws InterruptedException {
        Detection detector = Load.detector();
        Load.Outcome outcome =
                load.share(() -> detector.apply(Load.flat(load.rows())).pValues(), EACH);
        nothingFailed();
        assertEquals(0, outcome.wrong());
        assertEquals(THREADS * EACH, outcome.calls());
    }

    @Test
    void closingInTheMiddleIsSaidToEachThread() throws InterruptedException {
        assertEquals(THREADS, load.closeInTheMiddle(Load.model()));
        nothingFailed();
    }

    /** An array that stays, or a thread, would be a leak: a model takes more than 30 kB. */
    @Test
    void openingAndClosingLeavesNothing(@TempDir Path folder) {
        try (SsmModel model = Load.model()) {
            model.save(folder.resolve("run"));
        }
        load.open(folder.resolve("run"), 20);
        int threads = Thread.activeCount();
        long before = Load.heap();
        load.open(folder.resolve("run"), 200);
        long after = Load.heap();
        nothingFailed();
        assertTrue(Thread.activeCount() <= threads, () -> Thread.activeCount() + " threads, before " + threads);
        assertTrue(after - before < 200 * 15_000, () -> before + " bytes before, " + after + " after");
    }
}
