package org.slicedscore.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.Dataset;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.figure.Figure;

class FlowsTest {
    @TempDir
    private Path folder;

    private final Flows experiment = new Flows();

    /** Images of 4×4 pixels whose left half is dark and right half bright, more or less. */
    private String images(String name, int n) throws IOException {
        RandomStream random = new RandomStream(3, name);
        ByteBuffer bytes = ByteBuffer.allocate(16 + 16 * n);
        bytes.putInt(0x00000803).putInt(n).putInt(4).putInt(4);
        for (int i = 0; i < 16 * n; i++) {
            bytes.put((byte) (int) ((i % 4 < 2 ? 30 : 170) + 60 * random.uniform()));
        }
        Path file = folder.resolve(name + "-idx3-ubyte");
        Files.write(file, bytes.array());
        return file.toString();
    }

    private Cell cell(Setup setup) {
        Map<String, String> settings =
                new LinkedHashMap<>(experiment.plan(setup).getFirst().settings());
        settings.put("hidden", "8");
        settings.put("epochs", "3");
        return new Cell("test", settings, 1);
    }

    @Test
    void lossesFallAndAnInterruptedCellEndsTheSame() throws IOException {
        Setup setup = Bench.setup(
                experiment, List.of(images("train", 600), images("t10k", 150)), Map.of("methods", "ssm-vr"));
        Cell cell = cell(setup);
        Bench whole = new Bench(setup, folder.resolve("whole"));
        ExperimentResults.Row row = whole.run(experiment, cell);
        double[] sm = row.numbers("sm");
        assertEquals(3, sm.length);
        assertTrue(sm[2] < sm[0], "the loss falls: " + List.of(sm[0], sm[1], sm[2]));
        assertEquals(64 * 16, row.numbers("samples").length);
        assertTrue(Double.isFinite(row.number("test_ll")));

        Bench cut = new Bench(setup, folder.resolve("cut"));
        cut.stopAt = 0.4;
        assertThrows(ExperimentStopped.class, () -> cut.run(experiment, cell));
        ExperimentResults.Row again = new Bench(setup, folder.resolve("cut")).run(experiment, cell);
        for (String name : List.of("sm", "ll", "samples")) {
            assertArrayEquals(row.numbers(name), again.numbers(name), name);
        }
        assertEquals(row.number("test_sm"), again.number("test_sm"));

        experiment.report(new ExperimentResults(setup, List.of(row)), whole);
        assertTrue(whole.figures.stream().anyMatch(f -> f instanceof Figure.Images i && i.width() == 4));
        assertTrue(whole.text.stream().anyMatch(t -> t.contains("−8054")), whole.text.toString());
    }

    @Test
    void logitsAreThoseOfThePixelsWithNoiseBetweenThem() throws IOException {
        LogitImages images = LogitImages.read(images("train", 50), 40);
        assertEquals(40, images.rows());
        assertEquals(16, images.dim());
        Dataset one = images.draw(40, 1, "a");
        Dataset other = images.draw(40, 1, "b");
        boolean differ = false;
        for (int i = 0; i < one.values().length; i++) {
            double p = 1 / (1 + Math.exp(-one.values()[i]));
            double q = 1 / (1 + Math.exp(-other.values()[i]));
            assertEquals(p, q, 1.0 / 256 + 1e-6);
            differ |= p != q;
        }
        assertTrue(differ, "noise is fresh");
        double[] black = {-20};
        assertEquals(0, LogitImages.pixels(black, 0, 1)[0], 1e-6);
    }

    @Test
    void whatIsNoImageIsRefused() {
        SsmException e =
                assertThrows(SsmException.class, () -> LogitImages.read("synthetic:banana?n=10", Integer.MAX_VALUE));
        assertTrue(e.getMessage().contains("0 to 255"), e.getMessage());
        Setup none = Bench.setup(experiment, List.of(), Map.of());
        assertTrue(assertThrows(SsmException.class, () -> experiment.plan(none))
                .getMessage()
                .contains("setting 'data'"));
    }
}
