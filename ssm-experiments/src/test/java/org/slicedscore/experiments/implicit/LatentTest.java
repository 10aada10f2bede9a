package org.slicedscore.experiments.implicit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.data.random.RandomStream;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.experiments.paper.Bench;

class LatentTest {
    @TempDir
    private Path folder;

    private final Implicit experiment = new Implicit();

    /** Images of 4×4 pixels: the left or the right half is bright. */
    private String images(String name, int n) throws IOException {
        RandomStream random = new RandomStream(3, name);
        ByteBuffer bytes = ByteBuffer.allocate(16 + 16 * n);
        bytes.putInt(0x00000803).putInt(n).putInt(4).putInt(4);
        for (int i = 0; i < 16 * n; i++) {
            boolean left = i / 16 % 2 == 0;
            bytes.put((byte) (int) ((i % 4 < 2 == left ? 200 : 10) + 40 * random.uniform()));
        }
        Path file = folder.resolve(name + "-idx3-ubyte");
        Files.write(file, bytes.array());
        return file.toString();
    }

    private Setup setup(Map<String, String> options) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("parts", "images");
        all.put("latent", "2");
        return Bench.setup(experiment, List.of(images("train", 300), images("t10k", 60)), all);
    }

    private static Cell small(Cell planned, int steps) {
        Map<String, String> settings = new LinkedHashMap<>(planned.settings());
        settings.put("hidden", "16");
        settings.put("steps", Integer.toString(steps));
        settings.put("every", "60");
        settings.put("curve_every", "120");
        settings.put("curve_temperatures", "10");
        settings.put("temperatures", "20");
        settings.put("particles", settings.get("particles").equals("1") ? "1" : "6");
        settings.put("test_images", "30");
        return new Cell(planned.id(), settings, 1);
    }

    @Test
    void everyMethodLearnsAndTheReportTakesThemAll() throws IOException {
        Setup setup = setup(Map.of("models", "vae,wae"));
        List<Cell> cells = experiment.plan(setup);
        assertEquals(
                List.of(
                        "vae-2-elbo-1",
                        "vae-2-ssm-1",
                        "vae-2-stein-1",
                        "vae-2-spectral-1",
                        "wae-2-ssm-1",
                        "wae-2-stein-1",
                        "wae-2-spectral-1"),
                cells.stream().map(Cell::id).toList());
        List<ExperimentResults.Row> rows = new ArrayList<>();
        Bench bench = new Bench(setup, folder.resolve("report"));
        // the kernel estimates differ in one line, which has its own test
        for (int chosen : new int[] {0, 1, 2, 4, 6}) {
            Cell cell = cells.get(chosen);
            ExperimentResults.Row row = new Bench(setup, folder.resolve(cell.id())).run(experiment, small(cell, 120));
            double[] reconstruction = row.numbers("reconstruction");
            assertEquals(2, reconstruction.length);
            assertTrue(
                    reconstruction[1] < 0.9 * reconstruction[0],
                    cell.id() + ": " + reconstruction[0] + " to " + reconstruction[1]);
            double[] nll = row.numbers("nll");
            assertTrue(Double.isNaN(nll[0]) && nll[1] > 0, "a likelihood at every other report");
            // 16 fair coins have 11.1 nats
            assertTrue(row.number("test_nll") < 11, cell.id() + " " + row.number("test_nll"));
            assertEquals(30, row.numbers("test_log_likelihoods").length);
            assertEquals(64 * 16, row.numbers("samples").length);
            rows.add(row);
        }
        experiment.report(new ExperimentResults(setup, rows), bench);
        assertTrue(bench.figures.stream().anyMatch(f -> f instanceof Figure.Images i && i.width() == 4));
        assertTrue(bench.text.stream().anyMatch(t -> t.contains("spectral")), bench.text.toString());
    }

    @Test
    void anInterruptedCellEndsTheSame() throws IOException {
        Setup setup = setup(Map.of("methods", "ssm"));
        Cell cell = small(experiment.plan(setup).getFirst(), 180);
        ExperimentResults.Row whole = new Bench(setup, folder.resolve("whole")).run(experiment, cell);
        Bench cut = new Bench(setup, folder.resolve("cut"));
        cut.stopAt = 0.4;
        assertThrows(ExperimentStopped.class, () -> cut.run(experiment, cell));
        ExperimentResults.Row again = new Bench(setup, folder.resolve("cut")).run(experiment, cell);
        for (String name : List.of("step", "loss", "nll", "samples", "test_log_likelihoods")) {
            assertArrayEquals(whole.numbers(name), again.numbers(name), name);
        }
    }

    @Test
    void whatItNeedsIsSaid() {
        Setup none = Bench.setup(experiment, List.of(), Map.of());
        SsmException data = assertThrows(SsmException.class, () -> experiment.plan(none));
        assertTrue(data.getMessage().contains("setting 'data'"), data.getMessage());
        Setup wrong = Bench.setup(experiment, List.of(), Map.of("parts", "entropie"));
        SsmException part = assertThrows(SsmException.class, () -> experiment.plan(wrong));
        assertTrue(part.getMessage().contains("'entropie'"), part.getMessage());
    }
}
