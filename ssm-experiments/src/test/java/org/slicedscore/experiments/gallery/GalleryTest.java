package org.slicedscore.experiments.gallery;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.engine.experiment.Cell;
import org.slicedscore.engine.experiment.ExperimentResults;
import org.slicedscore.engine.experiment.ExperimentStopped;
import org.slicedscore.engine.experiment.Setup;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.experiments.paper.Bench;

class GalleryTest {
    @TempDir
    private Path folder;

    private final Gallery experiment = new Gallery();

    private static Cell small(Cell planned) {
        Map<String, String> settings = new LinkedHashMap<>(planned.settings());
        settings.put("images", "300");
        settings.put("steps", "12");
        settings.put("channels", "4,4");
        settings.put("neighbours", "4");
        settings.put("classifier_steps", "20");
        settings.put("likelihood_images", "2");
        return new Cell(planned.id(), settings, 1);
    }

    @Test
    void aSetIsLearnedFromInTwoGoesAndReported() {
        Setup setup = Bench.setup(experiment, List.of(), Map.of());
        List<Cell> cells = experiment.plan(setup);
        assertEquals(List.of("shapes-1"), cells.stream().map(Cell::id).toList());
        Cell cell = small(cells.getFirst());
        Bench stopped = new Bench(setup, folder.resolve("work"));
        stopped.stopAt = 0.1;
        assertThrows(ExperimentStopped.class, () -> experiment.run(cell, stopped));
        Bench bench = new Bench(setup, folder.resolve("work"));
        ExperimentResults.Row row = bench.run(experiment, cell);
        assertEquals(12, row.number("steps"));
        assertEquals(64 * 256, row.numbers("samples").length);
        assertEquals(4 * 256, row.numbers("neighbours").length);
        assertEquals(
                1,
                IntStream.range(0, 4)
                        .mapToDouble(k -> row.numbers("sample_shares")[k])
                        .sum(),
                1e-9);
        // hardly trained, so it is hardly better than noise, and training images are nearer than what has lost its
        // shape
        assertTrue(row.number("bits") > row.number("pixelwise_bits") && row.number("bits") < 9, row.text("bits"));
        assertTrue(row.number("frechet_train") < row.number("frechet_mixed"));
        experiment.report(new ExperimentResults(setup, List.of(row)), bench);
        assertTrue(bench.text.stream().anyMatch(line -> line.startsWith("shapes | 16×16 | 240 | 12 | ")));
        assertTrue(bench.text.stream().anyMatch(line -> line.startsWith("ring | 0.3 | ")));
        Figure.Images neighbours = (Figure.Images) bench.figures.getLast();
        assertEquals(2, neighbours.blocks().size());
        assertEquals(4, neighbours.blocks().get(1).length);
    }

    @Test
    void digitsNeedImagesAndClasses() throws IOException {
        Setup one = Bench.setup(experiment, List.of("images.idx"), Map.of());
        assertTrue(assertThrows(SsmException.class, () -> experiment.plan(one))
                .getMessage()
                .contains("classes"));
        Setup none = Bench.setup(experiment, List.of(), Map.of("sets", "digits"));
        assertTrue(assertThrows(SsmException.class, () -> experiment.plan(none))
                .getMessage()
                .contains("setting 'data'"));
        ByteBuffer images = ByteBuffer.allocate(16 + 8);
        images.putInt(0x00000803).putInt(2).putInt(2).putInt(2).put(new byte[] {0, 1, 2, 3, 4, 5, 6, -1});
        ByteBuffer labels = ByteBuffer.allocate(8 + 2);
        labels.putInt(0x00000801).putInt(2).put(new byte[] {3, 0});
        String pixels =
                Files.write(folder.resolve("some-idx3-ubyte"), images.array()).toString();
        String classes =
                Files.write(folder.resolve("some-idx1-ubyte"), labels.array()).toString();
        ImageSet set = ImageSet.read(pixels, classes, 9, Catalog.load());
        assertEquals(4, set.classes());
        assertArrayEquals(new int[] {0}, set.classesOf(new int[] {1}));
        assertArrayEquals(new double[] {4, 5, 6, 255}, set.pixels(new int[] {1}));
        String wrong = assertThrows(SsmException.class, () -> ImageSet.read(classes, classes, 9, Catalog.load()))
                .getMessage();
        assertTrue(wrong.contains("no grey images"), wrong);
        String few = assertThrows(SsmException.class, () -> ImageSet.read(pixels, pixels, 9, Catalog.load()))
                .getMessage();
        assertTrue(few.contains("one number for each of the 2 images"), few);
    }

    /** ‖m₁ − m₂‖² + Σ(s₁ − s₂)² where covariances are diagonal in the same axes, however these lie. */
    @Test
    void theFrechetDistanceOfGaussiansInTheSameAxes() {
        double[][] a = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        for (double angle : new double[] {0, 0.7}) {
            double[] first = new double[8];
            double[] second = new double[8];
            for (int i = 0; i < 4; i++) {
                turned(first, i, a[i][0], 3 * a[i][1], angle);
                turned(second, i, 3 + 2 * a[i][0], 3 * a[i][1], angle);
            }
            double deviation = Math.sqrt(4.0 / 3);
            double expected = 9 + deviation * deviation;
            FrechetDistance one = new FrechetDistance(first, 2);
            FrechetDistance two = new FrechetDistance(second, 2);
            assertEquals(expected, one.to(two), 1e-9);
            assertEquals(expected, two.to(one), 1e-9);
            assertEquals(0, one.to(one), 1e-9);
        }
    }

    private static void turned(double[] out, int row, double x, double y, double angle) {
        out[2 * row] = Math.cos(angle) * x - Math.sin(angle) * y;
        out[2 * row + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
    }

    @Test
    void pixelsOnTheirOwnHaveBitsInClosedForm() {
        double[] train = {7, 0, 7, 1, 7, 2};
        double[] bits = BitsPerDimension.pixelwise(train, new double[] {7, 0, 8, 9}, 2);
        double total = 3 + 256;
        assertEquals(-(Math.log(4 / total) + Math.log(2 / total)) / (2 * Math.log(2)), bits[0], 1e-12);
        assertEquals(-2 * Math.log(1 / total) / (2 * Math.log(2)), bits[1], 1e-12);
    }

    @Test
    void shapesFollowTheirDistribution() {
        ImageSet set = DrawnShapes.draw(2000);
        double[] counts = new double[4];
        for (int kind : set.labels()) {
            counts[kind]++;
        }
        for (int k = 0; k < 4; k++) {
            double weight = DrawnShapes.WEIGHTS[k];
            assertEquals(2000 * weight, counts[k], 4 * Math.sqrt(2000 * weight * (1 - weight)));
        }
        for (int i = 0; i < 200; i++) {
            double[] image = set.pixels(new int[] {i});
            double most =
                    IntStream.range(0, 256).mapToDouble(p -> image[p]).max().orElseThrow();
            assertTrue(most >= 128 && most <= 255, "brightness " + most);
            // a shape of kind and size covers so much of the image, give or take its border
            double covered = IntStream.range(0, 256).mapToDouble(p -> image[p]).sum() / most;
            assertTrue(covered > 12 && covered < Math.PI * 25 + 3, "kind " + set.labels()[i] + " covers " + covered);
            assertEquals(image[0], Math.rint(image[0]));
        }
        assertArrayEquals(set.pixels(new int[] {5}), DrawnShapes.draw(6).pixels(new int[] {5}));
    }
}
