package org.slicedscore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ssm plot}, and the curve that {@code ssm train --plot} shows. */
class PlotTest {
    @TempDir
    private static Path folder;

    private static Path run;
    private static Path detector;

    @BeforeAll
    static void fit() {
        run = folder.resolve("run");
        detector = folder.resolve("detector");
        ok(
                "train",
                "-q",
                "--data",
                "builtin:redwine",
                "--model",
                "gmm",
                "--model.components",
                "2",
                "--steps",
                "30",
                "--out",
                run.toString());
        ok("detect", "fit", "builtin:redwine", "-q", "--detectors", "mahalanobis", "--out", detector.toString());
    }

    private static Ssm.Result ok(String... command) {
        Ssm.Result result = Ssm.run(command);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"density", "history", "samples", "verdict", "columns"})
    void everyFigureOfAModel(String figure) throws IOException {
        drawn(run.toString(), figure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calibration", "columns", "pairs"})
    void everyFigureOfADetector(String figure) throws IOException {
        drawn(detector.toString(), figure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"columns", "pairs"})
    void everyFigureOfATable(String figure) throws IOException {
        drawn("builtin:redwine", figure);
    }

    /** The same figure twice: as SVG with text, and as PNG with pixels of more than paper. */
    private static void drawn(String what, String figure) throws IOException {
        String svg = ok("plot", what, "--figure", figure, "-q", "--out", "-").out();
        assertTrue(svg.startsWith("<svg") && svg.contains("role=\"img\"") && svg.contains("<text"), svg);
        Path png = folder.resolve(figure + ".png");
        ok("plot", what, "--figure", figure, "-q", "--force", "--out", png.toString());
        BufferedImage image = ImageIO.read(png.toFile());
        int ink = 0;
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                ink += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
            }
        }
        assertTrue(ink > 500, "ink " + ink);
    }

    @Test
    void columnsAreThoseThatAreAskedFor() {
        String svg = ok("plot", run.toString(), "--columns", "pH,alcohol", "-q", "--out", "-")
                .out();
        assertTrue(svg.contains(">pH</text>") && svg.contains(">alcohol</text>"), svg);
        assertFalse(svg.contains(">citric acid</text>"), svg);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--figure densty | did you mean 'density'",
                "--figure pairs | there is no such figure of a model",
                "--columns pH | expected 2 columns",
                "--columns pH,alcool | did you mean 'alcohol'",
                "--out x.jpg | ends in .svg or .png",
            })
    void whatCannotBeDrawnIsRefused(String options, String says) {
        String[] words = options.strip().split(" ");
        Ssm.Result result = Ssm.run("plot", run.toString(), words[0], words[1]);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(says.strip()), result.err());
    }

    @Test
    void noFileIsReplaced() throws IOException {
        Path file = folder.resolve("mine.svg");
        Files.writeString(file, "mine");
        Ssm.Result result = Ssm.run("plot", run.toString(), "--figure", "history", "--out", file.toString());
        assertEquals(2, result.code(), result.err());
        assertEquals("mine", Files.readString(file));
    }

    /** On a pipe there is no curve unless it is asked for by its kind. */
    @Test
    void trainShowsItsCurve() {
        String[] train = {
            "train",
            "-q",
            "--data",
            "synthetic:gaussian?n=200&d=2",
            "--model",
            "gaussian",
            "--steps",
            "40",
            "--force",
            "--out",
            folder.resolve("curve").toString()
        };
        assertFalse(ok(with(train, "--plot")).err().contains("Loss"));
        Ssm.Result blocks = ok(with(train, "--plot=blocks"));
        assertTrue(blocks.err().contains("Loss") && blocks.err().contains("│"), blocks.err());
        assertFalse(blocks.out().contains("│"), blocks.out());
        assertTrue(ok(with(train, "--plot=kitty")).err().contains("\u001b_Ga=T,f=100"));
        Ssm.Result wrong = Ssm.run(with(train, "--plot=sixl"));
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("did you mean 'sixel'"), wrong.err());
    }

    private static String[] with(String[] command, String option) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 1);
        all[command.length] = option;
        return all;
    }
}
