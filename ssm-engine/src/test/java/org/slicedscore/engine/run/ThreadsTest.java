package org.slicedscore.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.engine.train.TrainingListener;
import org.slicedscore.engine.train.TrainingResult.Outcome;

/** On the backend with threads: their number, and being interrupted, change no bit. */
class ThreadsTest {
    @TempDir
    private Path folder;

    private byte[] model(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
    }

    @Test
    void oneTwoAndThreeThreadsAndAResume() throws IOException {
        Runs runs = new Runs(folder.resolve("plugins"));
        String[] common = {"backend=simd", "batch-size=50", "model.hidden=70", "projections=3", "epochs=20"};
        for (int threads = 1; threads <= 3; threads++) {
            runs.train(folder.resolve("t" + threads), runs.config(with(common, "threads=" + threads)));
        }
        assertArrayEquals(model("t1"), model("t2"));
        assertArrayEquals(model("t1"), model("t3"));
        Path stopped = folder.resolve("stopped");
        assertEquals(
                Outcome.INTERRUPTED,
                runs.train(stopped, runs.config(with(common, "threads=1")), TrainingListener.SILENT, 25)
                        .outcome());
        runs.resume(stopped, Map.of("threads", "2"), Long.MAX_VALUE);
        assertArrayEquals(model("t1"), model("stopped"));
    }

    private static String[] with(String[] settings, String one) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = one;
        return all;
    }
}
